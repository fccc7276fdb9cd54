"""What a workbook is written from: the round, the agency, and one line for each row to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mamori.kernel.quantities import written
from mamori.kernel.text import Language, Text
from mamori.plan.queries.rounds import AskedOf, RoundName
from mamori.plan.rules import cells
from mamori.plan.rules.asking import Asked
from mamori.plan.workbooks import layout
from mamori.plan.workbooks.layout import MEASURES, QUANTITIES, Raw

Cells = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is written: whose, of which round, and what is asked.

    ``typed`` and ``base`` stand in place of what is held, by obligation, where a marked copy gives
    back what was sent; ``marks`` say of a cell what is wrong in it.
    """

    round: RoundName
    plan: Text
    agency: str
    agency_name: Text
    asked: tuple[AskedOf, ...]
    typed: Cells = field(default_factory=dict)
    base: Cells = field(default_factory=dict)
    marks: Mapping[tuple[int, str], tuple[Text, ...]] = field(default_factory=dict)

    def lines(self) -> dict[str, list["Line"]]:
        """The rows of each sheet."""
        quantities = [_quantity(one, q) for one in self.asked for q in one.asking.asked]
        return {
            MEASURES.key: [_measure(one) for one in self.asked],
            QUANTITIES.key: quantities,
        }

    @property
    def head(self) -> str:
        return f"{self.plan.ja} / {self.plan.en}"

    @property
    def foot(self) -> str:
        period, name = self.round.period.text, self.agency_name
        return f"{period.ja} / {self.round.key}　{name.ja} / {name.en} ({self.agency})"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what is given in it, and the fields to fill in."""

    asked: AskedOf
    given: tuple[Raw, ...]
    names: tuple[str, ...]
    behind: tuple[Raw, ...] = ()


def shown(offer: Offer, line: Line, name: str, *, base: bool) -> Raw:
    """What stands in a cell, or what its hidden twin keeps as the merge's base."""
    own = (offer.base if base else offer.typed).get(line.asked.obligation_id, {})
    words = own.get(name, line.asked.cells.get(name, ""))
    known = cells.field(name)
    assert known is not None  # noqa: S101 - names come from the same definitions
    return layout.shown(known, words)


def put(sheet: Any, row: int, column: int, value: Raw, look: Any = None, day: Any = None) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif value:
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_blank(row, column, None, look)


def _measure(one: AskedOf) -> Line:
    title, measure = one.measure.title, one.measure
    joint = f"\n共同 / joint: {', '.join(one.joint)}" if len(one.joint) > 1 else ""
    last = one.asking.last_text
    given = (
        measure.key,
        one.pillar,
        ("（仮）" if measure.provisional else "") + title.ja + joint,
        ("(provisional) " if measure.provisional else "") + title.en,
    )
    names = tuple(known.name for known in cells.MEASURE_FIELDS)
    return Line(one, given, names, (f"{last.ja}\n{last.en}" if last else "",))


def _quantity(one: AskedOf, asked: Asked) -> Line:
    last, unit = asked.last, asked.unit
    given = (
        one.measure.key,
        asked.key,
        asked.label.ja,
        asked.label.en,
        layout.said(Text(*(form.replace("{n}", "").strip() for form in (unit.ja, unit.other)))),
        "–" if last is None else "\n".join(written(last, language) for language in Language),
    )
    return Line(one, given, tuple(cells.of_quantity(asked.key, part) for part in cells.Part))
