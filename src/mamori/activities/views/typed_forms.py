"""What is typed to add material and say where it went. Asks no questions of policy."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mamori.activities.rules import materials
from mamori.activities.rules.materials import Audience, Distribution, Material, Recipients
from mamori.kernel.forms import Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.text import Text

AGENCY = Text("府省庁", "Agency")
EDITION = Text("版", "Edition")
TELLS = {
    "sent": Text("送付", "Where it was sent"),
    "received": Text("受領の連絡", "Who acknowledged it"),
}
LARGEST_NUMBER = 2**31 - 1


class MaterialForm(Spoken):
    labels = {
        "agency": AGENCY,
        "title_ja": Text("題名（日本語）", "Title in Japanese"),
        "title_en": Text("題名（英語）", "Title in English"),
        "about_ja": Text("説明（日本語）", "What it is, in Japanese"),
        "about_en": Text("説明（英語）", "What it is, in English"),
        "audience": Text("対象", "Made for"),
        "youngest": Text("対象年齢の下限（任意）", "Youngest age (optional)"),
        "oldest": Text("対象年齢の上限（任意）", "Oldest age (optional)"),
        "licence": Text("利用条件", "Licence"),
        "public": Text("公開の教材一覧に載せる", "Show it in the public library"),
    }
    title_ja = forms.CharField(max_length=materials.LONGEST_TITLE)
    title_en = forms.CharField(max_length=materials.LONGEST_TITLE)
    about_ja = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    about_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    audience = forms.ChoiceField()
    licence = forms.ChoiceField()
    youngest = forms.IntegerField(min_value=0, max_value=materials.OLDEST, required=False)
    oldest = forms.IntegerField(min_value=0, max_value=materials.OLDEST, required=False)
    agency = forms.ChoiceField()
    public = forms.BooleanField(required=False, initial=True)

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        """``agencies`` to choose from; None where it has one already, which stays."""
        super().__init__(*args, **kwargs)
        if agencies is None:
            del self.fields["agency"]
        else:
            self.choose("agency", agencies)
        self.choose("audience", said(materials.AUDIENCES))
        self.choose("licence", said(materials.LICENCES))

    def material(self) -> Material:
        typed = self.cleaned_data
        return Material(
            agency=typed.get("agency", ""),
            title=Text(typed["title_ja"], typed["title_en"]),
            about=Text(typed["about_ja"], typed["about_en"]),
            audience=Audience(typed["audience"]),
            licence=typed["licence"],
            youngest=typed["youngest"],
            oldest=typed["oldest"],
            public=typed["public"],
        )


class FileForm(Spoken):
    labels = {
        "edition": EDITION,
        "language": Text("言語", "Language"),
        "file": Text("ファイル（PDFなど、10MBまで）", "File (a PDF or the like, 10 MB at most)"),
    }
    edition = forms.CharField(max_length=materials.LONGEST_EDITION)
    language = forms.ChoiceField()
    file = forms.FileField(allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("language", said(materials.LANGUAGES))


class SentForm(Spoken):
    labels = {
        "edition": EDITION,
        "area": Text("都道府県", "Prefecture"),
        "recipients": Text("送り先の種類", "Kind of school"),
        "sent_on": Text("送付日", "Sent on"),
        "pieces": Text("部数", "Pieces"),
        "places": Text("送った学校の数", "Schools it went to"),
        "places_known": Text("学校の総数（分かるとき）", "Schools there are (if known)"),
    }
    edition = forms.ChoiceField()
    sent_on = Day()
    area = forms.ChoiceField()
    recipients = forms.ChoiceField()
    places = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)
    places_known = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, required=False)
    pieces = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)

    def __init__(
        self, *args: Any, editions: Iterable[str], areas: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("edition", [(edition, edition) for edition in editions])
        self.choose("area", areas)
        self.choose("recipients", said(materials.RECIPIENTS))

    def distribution(self) -> Distribution:
        typed = dict(self.cleaned_data)
        return Distribution(**typed | {"recipients": Recipients(typed["recipients"])})


class TableForm(Spoken):
    """A table of sendings, or of what was acknowledged."""

    labels = {
        "what": Text("表の内容", "What the table tells"),
        "edition": EDITION,
        "sent_on": Text("送付日（送付のとき）", "Sent on (for sendings)"),
        "table": Text(
            "記入したブック（.xlsx）か CSV（10MBまで）",
            "The workbook filled in (.xlsx), or CSV (10 MB at most)",
        ),
    }
    what = forms.ChoiceField()
    edition = forms.ChoiceField()
    sent_on = Day()
    table = forms.FileField(
        allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"})
    )

    def __init__(self, *args: Any, editions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("what", said(TELLS))
        self.choose("edition", [(edition, edition) for edition in editions])


def said(words: Mapping[Any, Text]) -> list[tuple[str, str]]:
    """What one can choose from, in the language of the page."""
    return [(str(key), name.in_(language())) for key, name in words.items()]
