"""What a record holds, in words: its fields and its figures as a sentence says them."""

from collections.abc import Iterator

from mamori.activities.rules.kinds import Field, Kind, Shape
from mamori.activities.rules.records import Activity
from mamori.kernel.quantities import Quantity, text
from mamori.kernel.text import Text

YES_NO = {"yes": Text("はい", "Yes"), "no": Text("いいえ", "No")}


def title(activity: Activity, kind: Kind) -> Text:
    """Its own, or that of its kind."""
    own = activity.title
    return Text(own.ja or own.en or kind.title.ja, own.en or own.ja or kind.title.en)


def fields(activity: Activity, kind: Kind) -> Iterator[tuple[Text, Text]]:
    for own in kind.fields:
        value = activity.fields.get(own.key, "")
        if value:
            yield own.label, said(own, value)


def said(own: Field, value: str) -> Text:
    match own.shape:
        case Shape.CHOICE:
            return own.words_of(value)
        case Shape.CHOICES:
            words = [own.words_of(one) for one in value.split(",")]
            return Text("、".join(w.ja for w in words), ", ".join(w.en for w in words))
        case Shape.YES_NO:
            return YES_NO.get(value, Text(value, value))
    return Text(value, value)


def figures(activity: Activity, kind: Kind) -> Iterator[tuple[Text, Text]]:
    for own in kind.numbers:
        figure = activity.figures.get(own.key)
        unit = next((u for u in own.units if figure and u.key == figure.unit), None)
        if figure is not None and unit is not None:
            counted = Quantity(
                figure.value,
                unit,
                activity.days,
                figure.qualifier,
                figure.baseline,
                figure.as_of,
            )
            yield own.label, text(counted)
