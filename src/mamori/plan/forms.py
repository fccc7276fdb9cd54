"""Turns what was typed into typed values. Asks no questions of policy."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mamori.accounts import queries as accounts
from mamori.kernel.forms import Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.text import Text
from mamori.plan.queries import Wanted
from mamori.plan.rules.owners import PARTS, Part

LONGEST = 200


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
            "前身の識別子（空白で区切る）", "Keys of forerunners (parted by blanks)"
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
        "owner": Text("府省庁、または事務", "Agency, or the holder of a duty"),
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
        duties = [(f"duty:{d.key}", f"＊ {d.name.in_(spoken)}") for d in accounts.duties()]
        parts = [(part.value, name.in_(spoken)) for part, name in PARTS.items()]
        self.choose("owner", bodies + duties)
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
