"""What the forms of every slice share: labels in the language of the page, and days."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mamori.kernel.language import language
from mamori.kernel.text import Text

Choice = tuple[str, str] | tuple[str, list[tuple[str, str]]]


class Spoken(forms.Form):
    """A form whose labels are said in the language of the page; ``labels`` names every field."""

    labels: Mapping[str, Text] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        for name, field in self.fields.items():
            field.label = self.labels[name].in_(language())
            if not isinstance(field.widget, forms.CheckboxInput | forms.Select):
                field.widget.attrs.setdefault("class", "input")

    def choose(self, name: str, choices: Iterable[Choice]) -> None:
        """What one can choose from, where that is known only once the form is made; plain or in groups."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared as one
        field.choices = list(choices)


class Day(forms.DateField):
    """A day, typed or picked; written like 2017-04-18."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )


class LastDayForm(Spoken):
    labels = {"last": Text("最後の日", "Last day")}
    last = Day()
