"""Turns what was typed into typed values. Asks no questions of policy."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from mamori.accounts import queries as accounts
from mamori.kernel import periods
from mamori.kernel.forms import Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.queries import Wanted
from mamori.plan.queries.board import Sought
from mamori.plan.rules.changes import Change
from mamori.plan.rules.owners import PARTS, Part
from mamori.plan.rules.rounds import State

LONGEST = 200
SHORT = forms.Textarea(attrs={"rows": 2})
ROUND_KEY = Text(
    "半角の英数字とハイフンで、2字から20字までにしてください。例: FY2018",
    "Use letters, digits and hyphens, 2 to 20 of them, like FY2018.",
)
QUANTITY_KEY = Text(
    "半角の小文字で始め、小文字・数字・下線だけにしてください。例: participants",
    "Begin with a small letter; use small letters, digits and underscores, like participants.",
)


def wanted_from(asked: Mapping[str, str], *, plan: str = "") -> Wanted:
    """A filter as typed into a list; what is no number asks for nothing."""
    pillar = asked.get("pillar", "")
    return Wanted(
        plan=plan or asked.get("plan", ""),
        pillar=int(pillar) if pillar.isdecimal() and len(pillar) < 4 else None,
        owner=asked.get("owner", ""),
        words=asked.get("q", "")[:LONGEST].replace("\0", ""),
    )


class MeasureForm(Spoken):
    labels = {
        "pillar": Text("柱", "Pillar"),
        "number": Text("番号（分かっているとき）", "Number (if known)"),
        "title_ja": Text("題名（日本語）", "Title in Japanese"),
        "title_en": Text("題名（英語）", "Title in English"),
        "provisional": Text("仮の題名", "The title is provisional"),
        "open_list": Text("担当に「等」を付ける", "The owners end in “etc.”"),
        "note_ja": Text("備考（日本語）", "Note in Japanese"),
        "note_en": Text("備考（英語）", "Note in English"),
    }
    pillar = forms.IntegerField(min_value=1, max_value=99, required=False)
    number = forms.IntegerField(min_value=1, max_value=9999, required=False)
    title_ja = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "lang": "ja"}))
    title_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}))
    provisional = forms.BooleanField(required=False)
    open_list = forms.BooleanField(required=False)
    note_ja = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2, "lang": "ja"})
    )
    note_en = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2, "lang": "en"})
    )

    def texts(self) -> dict[str, Any]:
        """What the action takes, its texts in two languages put together."""
        typed = self.cleaned_data
        return {
            "pillar": typed["pillar"],
            "number": typed["number"],
            "title": Text(typed["title_ja"], typed["title_en"]),
            "provisional": typed["provisional"],
            "open_list": typed["open_list"],
            "note": Text(typed["note_ja"], typed["note_en"]),
        }


class NewMeasureForm(Spoken):
    labels = {
        "key": Text("識別子（例: p22-13）", "Key (like p22-13)"),
        "plan": Text("計画", "Plan"),
        "first": Text("始まる日", "First day"),
        **{
            n: MeasureForm.labels[n]
            for n in ("pillar", "number", "title_ja", "title_en", "provisional")
        },
        "forerunners": Text(
            "前身の識別子（空白で区切る）", "Keys of predecessors (separated by spaces)"
        ),
    }
    key = forms.RegexField(r"^[a-z0-9][a-z0-9_-]{1,19}$")
    plan = forms.ChoiceField()
    first = Day()
    pillar = forms.IntegerField(min_value=1, max_value=99, required=False)
    number = forms.IntegerField(min_value=1, max_value=9999, required=False)
    title_ja = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "lang": "ja"}))
    title_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}))
    provisional = forms.BooleanField(required=False)
    forerunners = forms.CharField(required=False)

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("plan", plans)

    def values(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        typed["title"] = Text(typed.pop("title_ja"), typed.pop("title_en"))
        typed["forerunners"] = tuple(typed["forerunners"].split())
        return typed


class OwnerForm(Spoken):
    labels = {
        "owner": Text("府省庁、または事務", "Agency or duty"),
        "part": Text("役割", "Part"),
        "first": Text("始まる日", "First day"),
        "last": Text("終わる日（なければ空）", "Last day (empty if open)"),
    }
    owner = forms.ChoiceField()
    part = forms.ChoiceField()
    first = Day()
    last = Day(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = language()
        bodies = [(f"agency:{a.abbreviation}", a.name.in_(spoken)) for a in accounts.agencies()]
        duties = [(f"duty:{d.key}", d.name.in_(spoken)) for d in accounts.duties()]
        parts = [(part.value, name.in_(spoken)) for part, name in PARTS.items()]
        groups = [
            (Text("府省庁", "Agencies").in_(spoken), bodies),
            (Text("事務（その日の担当府省庁）", "Duties (whoever holds them)").in_(spoken), duties),
        ]
        self.choose("owner", [("", Text("選んでください", "Choose one").in_(spoken)), *groups])
        self.choose("part", parts)

    def values(self) -> dict[str, Any]:
        kind, name = self.cleaned_data["owner"].split(":", 1)
        return {
            "agency": name if kind == "agency" else None,
            "duty": name if kind == "duty" else None,
            "part": Part(self.cleaned_data["part"]),
            "first": self.cleaned_data["first"],
            "last": self.cleaned_data["last"],
        }


def sought_from(asked: Mapping[str, str]) -> Sought:
    """The board's filter as typed; what there is not asks for nothing."""
    wanted, state, change = wanted_from(asked), asked.get("state", ""), asked.get("change", "")
    return Sought(
        pillar=wanted.pillar,
        agency=asked.get("agency", ""),
        state=State(state) if state in set(State) else None,
        late=bool(asked.get("late")),
        change=Change(change) if change in set(Change) else None,
        words=wanted.words,
    )


class Span(forms.CharField):
    """A period, typed like FY2018 or 2018-04-01/2020-03-31."""

    def clean(self, value: Any) -> Period:
        words = super().clean(value)
        try:
            return periods.parse(words)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message.in_(language())) from refusal


class RoundForm(Spoken):
    labels = {
        "key": Text("識別子（例: FY2018）", "Key (like FY2018)"),
        "plan": Text("計画", "Plan"),
        "period": Text(
            "取組の期間（例: FY2018、2018-04-01/2020-03-31）",
            "Period of the efforts (like FY2018 or 2018-04-01/2020-03-31)",
        ),
        "state_period": Text(
            "第1部の期間（例: 2018）", "Period of section I, the state of things (like 2018)"
        ),
        "due": Text("提出期限", "Due date"),
        "issuer_ja": Text("発行者（日本語）", "Issuer in Japanese"),
        "issuer_en": Text("発行者（英語）", "Issuer in English"),
    }
    key = forms.RegexField(r"^[A-Za-z0-9][A-Za-z0-9-]{1,19}$")
    plan = forms.ChoiceField()
    period = Span(max_length=LONGEST)
    state_period = Span(max_length=LONGEST)
    due = Day()
    issuer_ja = forms.CharField(max_length=LONGEST, widget=forms.TextInput(attrs={"lang": "ja"}))
    issuer_en = forms.CharField(max_length=LONGEST, widget=forms.TextInput(attrs={"lang": "en"}))

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("plan", plans)
        self.fields["key"].error_messages["invalid"] = ROUND_KEY.in_(language())

    def values(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        typed["issuer"] = Text(typed.pop("issuer_ja"), typed.pop("issuer_en"))
        return typed


class ReasonForm(Spoken):
    labels = {
        "reason": Text("差し戻す理由（担当に届きます）", "Why it goes back; the owner reads it")
    }
    reason = forms.CharField(required=False, max_length=2000, widget=SHORT)


class CommentForm(Spoken):
    labels = {"words": Text("担当への連絡", "A comment to the owner")}
    words = forms.CharField(required=False, max_length=2000, widget=SHORT)


class DueForm(Spoken):
    labels = {"due": Text("新しい期限", "New due date")}
    due = Day()


class AskForm(Spoken):
    labels = {
        "key": Text(
            "識別子（文の中の名前。例: participants）",
            "Key, its name in the text (like participants)",
        ),
        "label_ja": Text("数量の名前（日本語）", "What is counted, in Japanese"),
        "label_en": Text("数量の名前（英語）", "What is counted, in English"),
        "unit": Text("単位", "Unit"),
    }
    key = forms.RegexField(r"^[a-z][a-z0-9_]{0,39}$")
    label_ja = forms.CharField(max_length=LONGEST)
    label_en = forms.CharField(max_length=LONGEST)
    unit = forms.ChoiceField()

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("unit", units)
        self.fields["key"].error_messages["invalid"] = QUANTITY_KEY.in_(language())

    def values(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        typed["label"] = Text(typed.pop("label_ja"), typed.pop("label_en"))
        return typed


class MinuteForm(Spoken):
    labels = {
        "day": Text("公表の日", "Day of publication"),
        "time": Text("公表の時刻（日本時間）", "Time, in Japan"),
    }
    day = Day()
    time = forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    def minute(self) -> datetime:
        typed = self.cleaned_data
        return make_aware(datetime.combine(typed["day"], typed["time"]))


class ThawForm(Spoken):
    labels = {"reason": Text("理由", "Reason")}
    reason = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class RevisionForm(MinuteForm):
    labels = {
        **MinuteForm.labels,
        "reason_ja": Text("公表する理由（日本語）", "Reason to publish, in Japanese"),
        "reason_en": Text("公表する理由（英語）", "Reason to publish, in English"),
    }
    reason_ja = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "lang": "ja"})
    )
    reason_en = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "lang": "en"})
    )

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "reason": Text(typed["reason_ja"], typed["reason_en"]),
            "announced_at": self.minute(),
        }
