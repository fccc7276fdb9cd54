"""What is typed to issue certificates, one or many. Asks no questions of policy."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mamori.activities.rules import certificates
from mamori.activities.rules.certificates import FORMS, Certificate, Form
from mamori.kernel.forms import Choice, Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.text import Text

LARGEST_NUMBER = 2**31 - 1
SHARED = {
    "agency": Text("府省庁", "Agency"),
    "form": Text("種類", "Kind"),
    "title_ja": Text("課程または功績（日本語）", "Course or merit, in Japanese"),
    "title_en": Text("課程または功績（英語）", "Course or merit, in English"),
    "issued_on": Text("発行日", "Day of issue"),
    "valid_until": Text("有効期限（なければ空）", "Valid until (empty if it never ends)"),
    "qualification": Text("資格の識別子（任意）", "Key of the qualification (optional)"),
    "activity": Text("活動の番号（任意）", "Number of the activity (optional)"),
}
ABOVE = ("agency", "form", "title_ja", "title_en", "issued_on", "valid_until")
NOBODY = Text("結びつけない", "Nobody’s")


class CourseForm(Spoken):
    """What one certificate and many have alike."""

    labels = SHARED
    agency = forms.ChoiceField()
    form = forms.ChoiceField()
    title_ja = forms.CharField(max_length=certificates.LONGEST_TITLE)
    title_en = forms.CharField(max_length=certificates.LONGEST_TITLE)
    issued_on = Day()
    valid_until = Day(required=False)
    qualification = forms.CharField(max_length=certificates.LONGEST_QUALIFICATION, required=False)
    activity = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
            person=int(typed["person"]) if typed.get("person") else None,
            activity=typed["activity"],
        )


class CertificateForm(CourseForm):
    labels = SHARED | {
        "name": Text("氏名または団体名（封印されます）", "Name of the person or group (sealed)"),
        "person": Text(
            "資格が扉を開く利用者（任意）", "Account whose door the qualification opens (optional)"
        ),
    }
    name = forms.CharField(max_length=certificates.LONGEST_NAME)
    person = forms.ChoiceField(required=False)
    field_order = [*ABOVE, "name", "person"]

    def __init__(self, *args: Any, people: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.choose("person", [("", NOBODY.in_(language())), *people])


class TogetherForm(CourseForm):
    labels = SHARED | {
        "names": Text(
            "氏名（一行に一人、{0}人まで。封印されます）",
            "Names (one a line, {0} at most; sealed)",
        ).format(certificates.MOST_TOGETHER),
    }
    names = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"})
    )
    field_order = [*ABOVE, "names"]
