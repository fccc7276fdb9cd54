"""A table that came back: every row an activity, or what is wrong with it and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mamori.activities.rules import columns as layouts
from mamori.activities.rules.columns import Areas, Column
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Activity
from mamori.activities.rules.rows import Raw, Rows, words
from mamori.activities.workbooks import refusals
from mamori.activities.workbooks.opening import MOST_ROWS, Opened, Sheet, letters, opened
from mamori.activities.workbooks.refusals import Finding
from mamori.kernel.faults import short
from mamori.kernel.text import Text

LOOKED_AT = 10  # rows in which the heads are looked for


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` that hold anything; ``activities`` of those without a finding. ``older``: an earlier layout."""

    rows: int
    activities: tuple[Activity, ...]
    findings: tuple[Finding, ...]
    older: bool = False

    def whole(self) -> tuple[Activity, ...]:
        """All of them, or a refusal with everything that is wrong."""
        if self.findings:
            raise refusals.RowsRefused(self.findings)
        return self.activities


def read(content: bytes, kind: Kind, agency: str, areas: Areas, today: date) -> Table:
    """Refuses a file that is no table of the kind; what is wrong in its rows are findings."""
    rows = Rows(kind, agency, areas, today)
    book = opened(content)
    return _Reader(rows, book).table()


class _Reader:
    def __init__(self, rows: Rows, book: Opened) -> None:
        self.rows, self.book = rows, book
        self.told = {line[1]: line[2] for line in book.told if line[0] == "told" and len(line) > 2}
        kind = self.told.get("kind", rows.kind.key)
        if kind != rows.kind.key:
            raise refusals.OtherKind(kind, rows.kind.title)
        self.older = bool(self.told) and self.told.get("layout") != layouts.layout(rows.columns)
        self.heads = {
            layouts.plain(line[2]): line[1]
            for line in book.told
            if line[0] == "column" and len(line) > 2
        } | layouts.heads(rows.columns)

    def table(self) -> Table:
        sheet, at = self._found()
        keys = self._keys(sheet, at)
        self._no_merged(sheet, at)
        body = [
            (number, row)
            for number, row in enumerate(sheet.rows[at + 1 :], at + 2)
            if any(words(cell) for cell in row)
        ]
        if not body:
            raise refusals.NoRows
        if len(body) > MOST_ROWS:
            raise refusals.TooManyRows(MOST_ROWS)
        return self._read(sheet.name, body, keys)

    def _found(self) -> tuple[Sheet, int]:
        """The sheet and the row with most heads, at least two of them."""
        best: tuple[int, Sheet, int] | None = None
        for sheet in self.book.sheets:
            for number, row in enumerate(sheet.rows[:LOOKED_AT]):
                known = sum(layouts.plain(words(cell)) in self.heads for cell in row)
                if known > 1 and (best is None or known > best[0]):
                    best = known, sheet, number
        if best is None:
            raise refusals.NoHeads(_listed(self.rows.columns))
        return best[1], best[2]

    def _keys(self, sheet: Sheet, at: int) -> dict[int, str]:
        """The key of each column that has a head."""
        found: dict[int, str] = {}
        gone = []
        for number, cell in enumerate(sheet.rows[at]):
            head, place = words(cell), f"{letters(number)}{at + 1}"
            if not head and _is_empty(sheet, at, number):
                continue
            key = self.heads.get(layouts.plain(head)) if head else None
            if key is None:
                known = _listed(self.rows.columns)
                raise refusals.UnknownColumn(short(head), place, known)
            if key not in self.rows.known:
                gone += [] if _is_empty(sheet, at, number) else [head.replace("\n", " / ")]
                continue
            if key in found.values():
                first = next(n for n, k in found.items() if k == key)
                places = [f"{letters(first)}{at + 1}", place]
                raise refusals.ColumnTwice(self.rows.known[key].label, places)
            found[number] = key
        if gone:
            raise refusals.OlderLayout(", ".join(gone))
        self._none_missing(set(found.values()))
        return found

    def _none_missing(self, keys: set[str]) -> None:
        missing = [c for c in self.rows.columns if c.needed and c.key not in keys]
        if missing:
            raise refusals.ColumnMissing(_listed(missing))

    def _no_merged(self, sheet: Sheet, at: int) -> None:
        places = [
            f"{letters(first[1])}{first[0] + 1}:{letters(last[1])}{last[0] + 1}"
            for first, last in sheet.merged
            if last[0] >= at
        ]
        if places:
            raise refusals.Merged(places)

    def _read(
        self, name: str, body: Sequence[tuple[int, Sequence[Raw]]], keys: dict[int, str]
    ) -> Table:
        activities, findings = [], []
        column = {key: letters(number) for number, key in keys.items()}
        for number, row in body:
            cells = {key: row[at] for at, key in keys.items() if at < len(row)}
            activity, found = self.rows.read(cells)
            if activity is not None:
                activities.append(activity)
            for one in found:
                known = self.rows.known.get(one.field)
                label = known.label if known else self.rows.kind.title
                at = column.get(one.field, column["first"])
                findings.append(Finding(name, number, at, label, one.reason))
        return Table(len(body), tuple(activities), tuple(findings), self.older)


def _is_empty(sheet: Sheet, at: int, column: int) -> bool:
    return not any(words(row[column]) for row in sheet.rows[at + 1 :] if column < len(row))


def _listed(columns: Sequence[Column]) -> Text:
    return Text("、".join(c.label.ja for c in columns), ", ".join(c.label.en for c in columns))
