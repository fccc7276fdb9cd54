"""The numbers as they stand on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mamori.helplines import models
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Number:
    """``dial`` is what a telephone dials, ``address`` where a chat opens; each may be empty.

    Words in Japanese may carry readings: 児童《じどう》 (``kernel.readings``).
    """

    number: str
    dial: str
    address: str
    name: Text
    explanation: Text
    agency: str
    charge: Text
    hours: Text
    urgent: bool

    @property
    def can_be_reached(self) -> bool:
        """By telephone or by chat (§1.4)."""
        return bool(self.dial or self.address)


def numbers_at(day: date) -> list[Number]:
    """Who can be called that day, most needed first."""
    began, goes_on = Q(first=None) | Q(first__lte=day), Q(last=None) | Q(last__gte=day)
    return [_value(row) for row in models.Number.objects.filter(began, goes_on).order_by("order")]


def all_numbers() -> list[Number]:
    """Every number there ever was, past ones too."""
    return [_value(row) for row in models.Number.objects.order_by("order")]


def _value(row: models.Number) -> Number:
    return Number(
        number=row.number,
        dial=row.dial,
        address=row.address,
        name=Text(row.name_ja, row.name_en),
        explanation=Text(row.explanation_ja, row.explanation_en),
        agency=row.agency,
        charge=Text(row.charge_ja, row.charge_en),
        hours=Text(row.hours_ja, row.hours_en),
        urgent=row.urgent,
    )
