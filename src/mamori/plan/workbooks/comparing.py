"""What taking a workbook would do: every cell merged three ways, and what is wrong, cell by cell.

Pure: base and typed from the workbook, ours from what is held. The rules are those of the web form.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mamori.kernel.text import Text
from mamori.plan.queries.rounds import AskedOf
from mamori.plan.rules import cells
from mamori.plan.rules.merging import Conflict, Merged, merge
from mamori.plan.rules.returns import Reading
from mamori.plan.rules.returns import read as read_return
from mamori.plan.rules.rounds import STATES, WITH_OWNER
from mamori.plan.workbooks import refusals
from mamori.plan.workbooks.reading import Workbook


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict for a person to choose, ``ours`` held now and ``theirs`` typed in the workbook."""

    obligation_id: int
    measure: str
    field: str
    label: Text
    place: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem of the rules with its cell; ``typed`` is what stands there."""

    obligation_id: int
    measure: str
    field: str
    label: Text
    place: str
    typed: str
    message: Text


@dataclass(frozen=True, slots=True)
class Compared:
    """One obligation that the workbook changes. ``changes`` are the cells that would be kept anew."""

    asked: AskedOf
    merged: Merged
    reading: Reading
    changes: int


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[Compared, ...]
    clashes: tuple[Clash, ...]
    wrong: tuple[Wrong, ...]

    @property
    def changes(self) -> int:
        return sum(row.changes for row in self.rows)


def compare(workbook: Workbook, asked: Iterable[AskedOf]) -> Comparison:
    """Refuses what is not asked of this owner any more, or has left its hands."""
    known = {one.obligation_id: one for one in asked}
    touched = [number for number, typed in workbook.typed.items() if typed]
    gone = [
        workbook.obligations[number]
        for number in touched
        if number not in known or known[number].measure.key != workbook.obligations[number]
    ]
    if gone:
        raise refusals.NotAsked(", ".join(gone))
    rows = tuple(_compared(workbook, known[number]) for number in touched)
    _check_open(rows)
    return Comparison(
        rows,
        tuple(
            clash for row in rows for clash in clashes(workbook, row.asked, row.merged.conflicts)
        ),
        tuple(wrong for row in rows for wrong in _wrong(workbook, row)),
    )


def clashes(workbook: Workbook, asked: AskedOf, conflicts: Iterable[Conflict]) -> Iterable[Clash]:
    """The conflicts of one answer, each with its place and name."""
    for conflict in conflicts:
        yield Clash(
            obligation_id=asked.obligation_id,
            measure=asked.measure.key,
            field=conflict.field,
            label=label_of(asked, conflict.field),
            place=workbook.place(asked.obligation_id, conflict.field),
            base=conflict.base,
            ours=conflict.ours,
            theirs=conflict.theirs,
        )


def label_of(row: AskedOf, field: str) -> Text:
    """What a field is called: 講座の参加者：数, or the name of a field of the measure."""
    known, parted = cells.field(field), cells.parted(field)
    assert known is not None  # noqa: S101 - fields come from what is asked
    if parted is None:
        return known.label
    labels = {asked.key: asked.label for asked in row.asking.asked}
    return Text("{0}：{1}", "{0}: {1}").format(labels[parted[0]], known.label)


def _compared(workbook: Workbook, row: AskedOf) -> Compared:
    typed = workbook.typed[row.obligation_id]
    keys = {asked.key for asked in row.asking.asked}
    unknown = [field for field in typed if not _is_asked(field, keys)]
    if unknown:
        places = (workbook.place(row.obligation_id, field) for field in unknown)
        raise refusals.NotAsked(", ".join(places))
    merged = merge(workbook.base[row.obligation_id], row.cells, typed)
    changes = sum(row.cells.get(field, "") != merged.cells.get(field, "") for field in typed)
    return Compared(row, merged, read_return(merged.cells, row.asking), changes)


def _is_asked(field: str, keys: set[str]) -> bool:
    parted = cells.parted(field)
    return cells.field(field) is not None if parted is None else parted[0] in keys


def _check_open(rows: Iterable[Compared]) -> None:
    closed = [
        f"{row.asked.measure.key} {STATES[row.asked.state].ja} / {STATES[row.asked.state].en}"
        for row in rows
        if row.asked.state not in WITH_OWNER and (row.changes or row.merged.conflicts)
    ]
    if closed:
        raise refusals.Closed(", ".join(closed))


def _wrong(workbook: Workbook, row: Compared) -> Iterable[Wrong]:
    for problem in row.reading.problems:
        yield Wrong(
            obligation_id=row.asked.obligation_id,
            measure=row.asked.measure.key,
            field=problem.field,
            label=label_of(row.asked, problem.field),
            place=workbook.place(row.asked.obligation_id, problem.field),
            typed=row.merged.cells.get(problem.field, ""),
            message=problem.message,
        )
