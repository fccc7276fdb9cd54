"""The cells of the board, ready to print: a thousand of them go into one page."""

from collections.abc import Iterable
from dataclasses import dataclass

from mamori.kernel.language import language
from mamori.kernel.text import Text
from mamori.plan.queries.board import Board, BoardRow
from mamori.plan.queries.rounds import ObligationRow
from mamori.plan.rules.progress import Stage, stage
from mamori.plan.rules.rounds import STATES, State

MOONS = {
    State.ASSIGNED: "",
    State.RETURNED: "back",
    State.DRAFTED: "m1",
    State.SUBMITTED: "m2",
    State.ACCEPTED: "m3",
    State.CLEARED_JA: "m3",
    State.CLEARED_EN: "m4",
    State.FROZEN: "shut",
    State.PUBLISHED: "shut",
    State.REVISED: "shut",
}
AGE = Text("{0}日", "{0} d")
ONLY_JA = Text("日", "JA")
LATE = Text("期限超過", "overdue")
NOTHING = Text("報告なし", "nothing to report")


@dataclass(frozen=True, slots=True)
class Cell:
    """``told`` says in words what the mark shows; ``age`` is empty where nobody waits any more."""

    who: str
    href: str
    look: str
    moon: str
    age: str
    nothing: bool
    told: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    board_row: BoardRow
    href: str
    cells: tuple[Cell | None, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Band:
    pillar: int | None
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Count:
    state: State
    name: Text
    moon: str
    number: int
    back: bool


def drawn(board: Board, kept: str, at: int | None) -> tuple[Band, ...]:
    """Every group of the board with its cells in the order of the columns."""
    agencies = [agency for agency, _ in board.agencies]
    artist = _Artist(f"?{kept}&" if kept else "?", at)
    return tuple(
        Band(group.pillar, group.title, tuple(artist.line(row, agencies) for row in group.rows))
        for group in board.groups
    )


def tally(board: Board) -> list[Count]:
    """In the order in which a return advances; frozen and later only where there are any."""
    return [
        Count(state, name, MOONS[state], board.tally.get(state, 0), state is State.RETURNED)
        for state, name in STATES.items()
        if board.tally.get(state, 0) or stage(state) is not Stage.DONE or state is State.CLEARED_EN
    ]


class _Artist:
    def __init__(self, before: str, at: int | None) -> None:
        spoken = language()
        self.before, self.at, self.spoken = before, at, spoken
        self.states = {state: name.in_(spoken) for state, name in STATES.items()}
        self.age, self.only_ja = AGE.in_(spoken), ONLY_JA.in_(spoken)
        self.late, self.nothing = LATE.in_(spoken), NOTHING.in_(spoken)

    def line(self, row: BoardRow, agencies: Iterable[str]) -> Line:
        cells = tuple(
            self.cell(row.cells[agency], row) if agency in row.cells else None
            for agency in agencies
        )
        first = row.row.obligations[0].obligation_id
        return Line(row, self._href(first), cells, any(cell and cell.current for cell in cells))

    def cell(self, own: ObligationRow, row: BoardRow) -> Cell:
        who = own.agency_name.in_(self.spoken)
        nothing = own.obligation_id in row.nothing
        done = stage(own.state) is Stage.DONE
        age = "" if done else self.age.format(own.days)
        told = [f"{who}: {self.states[own.state]}"]
        told += [age] if age else []
        told += [self.late] if own.late else []
        told += [self.nothing] if nothing else []
        return Cell(
            who=who,
            href=self._href(own.obligation_id),
            look=" late" if own.late else " ok" if done else "",
            moon=MOONS[own.state],
            age=f"{self.only_ja}✓" if own.state is State.CLEARED_JA else age,
            nothing=nothing,
            told=", ".join(told),
            current=own.obligation_id == self.at,
        )

    def _href(self, obligation_id: int) -> str:
        return f"{self.before}at={obligation_id}#panel"
