"""A sending as a deed of the register, and what a correction of that deed says of the sending (§4.9)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.materials import Distribution
from mamori.activities.rules.records import Activity, Figure
from mamori.kernel.periods import Period
from mamori.kernel.text import Text

KIND = (
    "material_distribution"  # §4.9 what a country pack calls it; one without it counts no sendings
)
NUMBERS = {
    "pieces": "pieces",
    "schools_known": "places_known",
    "schools": "places",
    "acknowledged": "acknowledged",
}


def as_activity(sent: Distribution, title: Text, agency: str, kind: Kind) -> Activity:
    """``title`` is that of the material."""
    figures = {}
    for key, name in NUMBERS.items():
        number, value = kind.number(key), getattr(sent, name)
        if number is not None and value is not None:
            figures[key] = Figure(Decimal(value), number.units[0].key)
    return Activity(
        kind=kind.key,
        agency=agency,
        days=Period(sent.sent_on, sent.sent_on),
        area=sent.area,
        title=title,
        serves=kind.measures,
        fields={"material": f"{title.ja} {sent.edition}", "recipients": sent.recipients.value},
        figures=figures,
        invented=sent.invented,
    )


def acknowledged(activity: Activity, places: int, kind: Kind) -> Activity:
    number = kind.number("acknowledged")
    if number is None:
        return activity
    figure = Figure(Decimal(places), number.units[0].key)
    return replace(activity, figures={**activity.figures, number.key: figure})


def corrected(sent: Distribution, activity: Activity) -> Distribution:
    """The sending as the corrected record has it; which material and to which schools stays."""
    told: dict[str, Any] = {
        name: int(activity.figures[key].value)
        for key, name in NUMBERS.items()
        if key in activity.figures
    }
    return replace(sent, area=activity.area, sent_on=activity.days.last, **told)
