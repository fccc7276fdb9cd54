"""Sections I and III of a round as the secretariat types them, with last year's beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from mamori.kernel import quantities
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Language, Text
from mamori.plan import models
from mamori.plan.queries import rounds
from mamori.plan.queries.asking import askings
from mamori.plan.queries.claiming import claims_of, official
from mamori.plan.queries.last_year import last_state
from mamori.plan.queries.rounds import RoundName
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.outline import Sentence
from mamori.plan.rules.preview import preview
from mamori.plan.rules.rounds import UnknownRound
from mamori.plan.rules.sections import (
    MOST_STATEMENTS,
    Sections,
    names,
    of_statement,
    read_sections,
    with_official,
)
from mamori.plan.rules.trends import Claims


@dataclass(frozen=True, slots=True)
class Statement:
    """``now`` as it will print, ``last`` the sentence that stood at this place last year."""

    number: int
    now: Sentence | None
    last: Sentence | None


@dataclass(frozen=True, slots=True)
class SectionsView:
    """``held`` are the cells kept now; ``reading`` and ``statements`` follow the cells looked at."""

    round: RoundName
    asked: tuple[Asked, ...]
    names: tuple[str, ...]
    held: Mapping[str, str]
    cells: Mapping[str, str]
    version: int
    reading: Sections
    statements: tuple[Statement, ...]

    def printed(self) -> tuple[tuple[Asked, Text], ...]:
        """The figures of section I that can be read, in words."""
        return tuple((asked, quantities.text(q)) for asked, q in self.reading.state)


def sections(key: str, cells: Mapping[str, str] | None = None) -> SectionsView:
    """The sections as kept; with ``cells``, as they would be if these were saved."""
    row = models.Round.objects.filter(pk=key).first()
    if row is None:
        raise UnknownRound(key)
    known, name = askings(), rounds.round_name(key)
    asked = known.asked(row.asked)
    known_values = official(asked, name.state_period)
    shown = row.cells if cells is None else {**row.cells, **cells}
    shown = with_official(shown, known_values)
    claims = claims_of(name.state_period)
    reading = read_sections(shown, asked, name.state_period, known.lines, claims, known_values)
    state = {f"I.{one.key}": quantity for one, quantity in reading.state}
    return SectionsView(
        round=name,
        asked=asked,
        names=names(asked),
        held=row.cells,
        cells=shown,
        version=row.version,
        reading=reading,
        statements=_statements(row, shown, state, asked, known.lines, claims),
    )


def _statements(
    row: models.Round,
    cells: Mapping[str, str],
    state: Mapping[str, Quantity],
    asked: tuple[Asked, ...],
    lines: frozenset[str],
    claims: Claims,
) -> tuple[Statement, ...]:
    _, before = last_state(row.plan_id, row.first)
    then = {f"I.{one.key}": one.last for one in asked if one.last is not None}
    found = []
    for number in range(1, MOST_STATEMENTS + 1):
        now = Text(*(cells.get(of_statement(number, each), "").strip() for each in Language))
        last = before[number - 1] if number <= len(before) else None
        found.append(
            Statement(
                number,
                preview(now, state, lines, claims) if now.ja or now.en else None,
                preview(last, then, lines) if last else None,
            )
        )
    return tuple(found)
