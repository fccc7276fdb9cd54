"""What an obligation asks, as a value the rules can read; units and lines are read once for many."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.helplines import queries as helplines
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.counting import counter
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import SHARED
from mamori.plan.rules.counted import Counted
from mamori.plan.rules.returns import Reading, read

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Askings:
    """Everything needed to read returns, fetched once."""

    units: Mapping[str, Unit]
    lines: frozenset[str]
    counted: Callable[[Iterable[Asked], Period], Mapping[str, Counted]]

    def of(
        self,
        obligation: models.Obligation,
        siblings: Iterable[models.Obligation],
        answer: models.Return,
        period: Period,
    ) -> Asking:
        """``siblings`` are all obligations of the return, this one too."""
        others = (o for o in siblings if o.pk != obligation.pk)
        last = Text(answer.last_text_ja, answer.last_text_en)
        asked = self.asked(obligation.asked)
        return Asking(
            period=period,
            asked=asked,
            counted=self.counted(asked, period),
            others=tuple(asked for other in others for asked in self.asked(other.asked)),
            lines=self.lines,
            last_text=last if last.ja or last.en else None,
        )

    def asked(self, stored: Iterable[Stored]) -> tuple[Asked, ...]:
        return tuple(self._asked(entry) for entry in stored)

    def read(
        self,
        obligation: models.Obligation,
        siblings: Iterable[models.Obligation],
        answer: models.Return,
        period: Period,
    ) -> Reading:
        return read(held(obligation, answer), self.of(obligation, siblings, answer, period))

    def _asked(self, entry: Stored) -> Asked:
        unit = self.units[entry["unit"]]
        last = entry.get("last")
        return Asked(
            key=entry["key"],
            label=Text(entry["label_ja"], entry["label_en"]),
            unit=unit,
            last=None if last is None else _quantity(last, unit),
            series=entry.get("series", ""),
        )


def askings() -> Askings:
    units = {row.pk: values.unit(row) for row in models.Unit.objects.all()}
    return Askings(units, frozenset(n.number for n in helplines.all_numbers()), counter())


def held(obligation: models.Obligation, answer: models.Return) -> dict[str, str]:
    """The cells of one owner as they stand: its own and the text it shares."""
    shared = {name: words for name, words in answer.cells.items() if name in SHARED}
    return {**obligation.cells, **shared}


def stored(asked: Asked, definitions: Iterable[str] = ()) -> dict[str, Any]:
    """What is asked, as it is kept in an obligation."""
    last = asked.last
    return {
        "key": asked.key,
        "label_ja": asked.label.ja,
        "label_en": asked.label.en,
        "unit": asked.unit.key,
        "definitions": list(definitions),
        "series": asked.series,
        "last": None
        if last is None
        else {
            "value": str(last.value),
            "baseline": None if last.baseline is None else str(last.baseline),
            "qualifier": last.qualifier.value,
            "as_of": None if last.as_of is None else last.as_of.isoformat(),
            "first": last.period.first.isoformat(),
            "last": last.period.last.isoformat(),
        },
    }


def _quantity(kept: Stored, unit: Unit) -> Quantity:
    return Quantity(
        value=Decimal(kept["value"]),
        unit=unit,
        period=Period(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])),
        qualifier=Qualifier(kept["qualifier"]),
        baseline=None if kept["baseline"] is None else Decimal(kept["baseline"]),
        as_of=None if kept["as_of"] is None else date.fromisoformat(kept["as_of"]),
    )
