"""What is typed to issue a certificate, add material, say where it went. Asks no questions of policy."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mamori.activities.rules import certificates, materials
from mamori.activities.rules.certificates import FORMS, Certificate, Form
from mamori.activities.rules.materials import Audience, Distribution, Material, Recipients
from mamori.kernel.forms import Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.text import Text

AGENCY = Text("府省庁", "Agency")
EDITION = Text("版", "Edition")
LARGEST_NUMBER = 2**31 - 1


class CertificateForm(Spoken):
    labels = {
        "agency": AGENCY,
        "form": Text("種類", "Kind"),
        "name": Text("氏名または団体名（封印されます）", "Name of the person or group (sealed)"),
        "title_ja": Text("課程または功績（日本語）", "Course or merit, in Japanese"),
        "title_en": Text("課程または功績（英語）", "Course or merit, in English"),
        "issued_on": Text("発行日", "Day of issue"),
        "valid_until": Text("有効期限（なければ空）", "Valid until (empty if it never ends)"),
        "qualification": Text("資格の識別子（任意）", "Key of the qualification (optional)"),
        "activity": Text("活動の番号（任意）", "Number of the activity (optional)"),
    }
    agency = forms.ChoiceField()
    form = forms.ChoiceField()
    name = forms.CharField(max_length=certificates.LONGEST_NAME)
    title_ja = forms.CharField(max_length=certificates.LONGEST_TITLE)
    title_en = forms.CharField(max_length=certificates.LONGEST_TITLE)
    issued_on = Day()
    valid_until = Day(required=False)
    qualification = forms.CharField(max_length=certificates.LONGEST_QUALIFICATION, required=False)
    activity = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.choose("agency", agencies)
        self.choose("form", [(form.value, FORMS[form].in_(language())) for form in Form])

    def certificate(self) -> Certificate:
        typed = self.cleaned_data
        return Certificate(
            form=Form(typed["form"]),
            agency=typed["agency"],
            title=Text(typed["title_ja"], typed["title_en"]),
            issued_on=typed["issued_on"],
            valid_until=typed["valid_until"],
            qualification=typed["qualification"],
            activity=typed["activity"],
        )


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
    agency = forms.ChoiceField()
    title_ja = forms.CharField(max_length=materials.LONGEST_TITLE)
    title_en = forms.CharField(max_length=materials.LONGEST_TITLE)
    about_ja = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    about_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    audience = forms.ChoiceField()
    youngest = forms.IntegerField(min_value=0, max_value=materials.OLDEST, required=False)
    oldest = forms.IntegerField(min_value=0, max_value=materials.OLDEST, required=False)
    licence = forms.ChoiceField()
    public = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", agencies)
        self.choose("audience", said(materials.AUDIENCES))
        self.choose("licence", said(materials.LICENCES))

    def material(self) -> Material:
        typed = self.cleaned_data
        return Material(
            agency=typed["agency"],
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
    area = forms.ChoiceField()
    recipients = forms.ChoiceField()
    sent_on = Day()
    pieces = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)
    places = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)
    places_known = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, required=False)

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


def said(words: Mapping[Any, Text]) -> list[tuple[str, str]]:
    """What one can choose from, in the language of the page."""
    return [(str(key), name.in_(language())) for key, name in words.items()]
