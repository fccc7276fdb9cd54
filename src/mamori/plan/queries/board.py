"""The secretariat's board: measures × owners, sifted, with what changed; and how far each round is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from mamori.accounts import queries as accounts
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import rounds
from mamori.plan.queries.asking import askings, held
from mamori.plan.queries.rounds import ObligationRow, ReturnRow, RoundName
from mamori.plan.rules.cells import KIND, Kind
from mamori.plan.rules.changes import Change, change
from mamori.plan.rules.progress import Stage, stage
from mamori.plan.rules.rounds import WITH_OWNER, State, UnknownObligation


@dataclass(frozen=True, slots=True)
class Sought:
    """What the board is sifted by; empty parts ask for nothing."""

    pillar: int | None = None
    agency: str = ""
    state: State | None = None
    late: bool = False
    change: Change | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A measure; ``cells`` by owner. ``nothing`` are those who answered that there is nothing."""

    row: ReturnRow
    cells: Mapping[str, ObligationRow]
    nothing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    pillar: int | None
    title: Text
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """``tally`` and ``late`` are of the whole round, ``groups`` of what was sought."""

    round: RoundName
    agencies: tuple[tuple[str, Text], ...]
    pillars: tuple[tuple[int, Text], ...]
    groups: tuple[Group, ...]
    tally: Mapping[State, int]
    late: int

    @property
    def whole(self) -> int:
        return sum(self.tally.values())

    @property
    def cleared(self) -> int:
        return sum(n for state, n in self.tally.items() if stage(state) is Stage.DONE)

    @property
    def shown(self) -> tuple[BoardRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Progress:
    round: RoundName
    whole: int
    cleared: int
    submitted: int
    late: int


def board(key: str, today: date, sought: Sought) -> Board:
    name, rows = rounds.board(key, today)
    every = [cell for row in rows for cell in row.obligations]
    there = {cell.agency for cell in every}
    names = {cell.agency: cell.agency_name for cell in every}
    order = [agency for agency in accounts.agency_names() if agency in there]
    return Board(
        round=name,
        agencies=tuple((agency, names[agency]) for agency in order),
        pillars=tuple(
            (number, title)
            for number, title in dict.fromkeys((row.pillar, row.pillar_title) for row in rows)
            if number is not None
        ),
        groups=_grouped(_sifted(key, rows, sought), _nothing(key)),
        tally=Counter(cell.state for cell in every),
        late=sum(cell.late for cell in every),
    )


def progress(today: date) -> list[Progress]:
    """Every round with how far it is, newest first."""
    rows = models.Obligation.objects.values_list("answer__round").annotate(
        whole=Count("pk"),
        cleared=Count("pk", filter=Q(state__in=_done())),
        submitted=Count("pk", filter=~Q(state__in=WITH_OWNER)),
        late=Count("pk", filter=Q(state__in=WITH_OWNER, due__lt=today)),
    )
    counted = {key: numbers for key, *numbers in rows}
    return [Progress(name, *counted.get(name.key, (0, 0, 0, 0))) for name in rounds.rounds()]


def check_belongs(key: str, obligation_id: int) -> None:
    """Raise unless that round asks it: an address put together by hand leads nowhere."""
    if not models.Obligation.objects.filter(pk=obligation_id, answer__round=key).exists():
        raise UnknownObligation()


def owed_by(key: str, return_ids: Iterable[int]) -> tuple[int, ...]:
    """The obligations of these returns that are still with their owners: whom to remind."""
    found = models.Obligation.objects.filter(
        answer__round=key, answer__in=set(return_ids), state__in=WITH_OWNER
    )
    return tuple(found.order_by("answer__order", "order").values_list("pk", flat=True))


def _done() -> list[State]:
    return [state for state in State if stage(state) is Stage.DONE]


def _sifted(key: str, rows: Iterable[ReturnRow], sought: Sought) -> list[ReturnRow]:
    """Rows in which some one owner's part is all that was asked for."""
    changed = _changed(key) if sought.change else {}
    said = _said(key) if sought.words else {}
    return [
        row
        for row in rows
        if (sought.pillar is None or row.pillar == sought.pillar)
        and _speaks_of(row, said, sought.words)
        and any(_is_sought(cell, sought, changed) for cell in row.obligations)
    ]


def _is_sought(cell: ObligationRow, sought: Sought, changed: Mapping[int, Change | None]) -> bool:
    return (
        sought.agency in ("", cell.agency)
        and sought.state in (None, cell.state)
        and (cell.late or not sought.late)
        and (sought.change is None or changed.get(cell.obligation_id) is sought.change)
    )


def _speaks_of(row: ReturnRow, said: Mapping[int, str], words: str) -> bool:
    title = row.measure.title
    whole = f"{row.measure.key} {title.ja} {title.en} {said.get(row.return_id, '')}"
    return words.lower() in whole.lower()


def _said(key: str) -> dict[int, str]:
    rows = models.Return.objects.filter(round=key).values_list("pk", "cells")
    return {pk: " ".join(cells.values()) for pk, cells in rows}


def _changed(key: str) -> dict[int, Change | None]:
    known = askings()
    answers = {answer.pk: answer for answer in models.Return.objects.filter(round=key)}
    last = {pk: Text(row.last_text_ja, row.last_text_en) for pk, row in answers.items()}
    rows = models.Obligation.objects.filter(answer__round=key)
    return {
        row.pk: change(
            known.asked(row.asked), held(row, answers[row.answer_id]), last[row.answer_id]
        )
        for row in rows
    }


def _nothing(key: str) -> frozenset[int]:
    rows = models.Obligation.objects.filter(answer__round=key, **{f"cells__{KIND}": Kind.NOTHING})
    return frozenset(rows.values_list("pk", flat=True))


def _grouped(rows: Iterable[ReturnRow], nothing: frozenset[int]) -> tuple[Group, ...]:
    groups: dict[tuple[int | None, Text], list[BoardRow]] = {}
    for row in rows:
        cells = {cell.agency: cell for cell in row.obligations}
        said_nothing = frozenset(c.obligation_id for c in row.obligations) & nothing
        made = BoardRow(row, cells, said_nothing)
        groups.setdefault((row.pillar, row.pillar_title), []).append(made)
    return tuple(Group(number, title, tuple(of)) for (number, title), of in groups.items())
