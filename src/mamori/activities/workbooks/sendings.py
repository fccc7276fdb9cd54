"""A table of where an edition went, or who acknowledged it: to be filled in, and as it comes back (§4.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mamori.activities.queries.coverage import Cover
from mamori.activities.rules.columns import plain
from mamori.activities.rules.materials import MOST, RECIPIENTS, Recipients
from mamori.activities.rules.rows import Raw, words
from mamori.activities.rules.sendings import MOST_ROWS
from mamori.activities.workbooks import refusals
from mamori.activities.workbooks.opening import Sheet, letters, opened
from mamori.activities.workbooks.refusals import Finding
from mamori.kernel import typed
from mamori.kernel.faults import short
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.press.workbook import Cell, Table

LOOKED_AT = 10  # rows in which the heads are looked for
HEADS = {
    "area": Text("都道府県", "Prefecture"),
    "recipients": Text("送り先の種類", "Kind of school"),
    "places_known": Text("学校の総数", "Schools there are"),
    "places": Text("送った学校の数", "Schools sent to"),
    "pieces": Text("部数", "Pieces"),
    "acknowledged": Text("受領の連絡があった校数", "Schools that acknowledged it"),
}
SENT, RECEIVED = ("places", "pieces"), ("acknowledged",)  # what a row must have to be one
NAME = Text("送付", "Sendings")
SCHOOLS = (
    Recipients.PRIMARY,
    Recipients.LOWER_SECONDARY,
    Recipients.UPPER_SECONDARY,
    Recipients.SPECIAL_NEEDS,
)
UNKNOWN = Text(
    "「{0}」はありません。様式に書かれたとおりにしてください。",
    "There is no “{0}”. Write it as in the template.",
)
NEEDED = Text("数を入れてください。", "Give the number.")
WHOLE = Text("0以上の整数を入れてください。", "Give a whole number, zero or more.")


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` as the program counts it; numbers that were not given are None."""

    line: int
    area: str
    recipients: Recipients
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Read:
    """``rows`` with anything to say; ``column`` is where what is wrong with a whole row is shown."""

    sheet: str
    column: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]

    def finding(self, at: int, reason: Text) -> Finding:
        return Finding(self.sheet, self.rows[at].line, self.column, HEADS["area"], reason)


def template(areas: Mapping[str, Text]) -> Table:
    """Every prefecture and kind of school, its numbers to be filled in; rows left empty are no rows."""
    rows = ((name, kind) for name in areas.values() for kind in SCHOOLS)
    return _table((name, kind, None, None, None, None) for name, kind in rows)


def received(covers: Iterable[Cover], areas: Mapping[str, Text]) -> Table:
    """What was sent, with who acknowledged it so far, to be brought up to date."""
    return _table(
        (areas[c.area], c.recipients, c.places_known, c.places, c.pieces, c.acknowledged)
        for c in covers
    )


def read(content: bytes, areas: Mapping[str, Text], needed: Sequence[str]) -> Read:
    """Refuses a file that is no such table; what is wrong in its rows are findings."""
    sheet, at = _found(opened(content).sheets)
    columns = _columns(sheet, at, needed)
    reader = _Reader(sheet.name, columns, _offered(areas), needed)
    for line, row in enumerate(sheet.rows[at + 1 :], at + 2):
        reader.take(line, {key: row[n] for key, n in columns.items() if n < len(row)})
    if not reader.rows and not reader.findings:
        raise refusals.NoRows
    if len(reader.rows) > MOST_ROWS:
        raise refusals.TooManyRows(MOST_ROWS)
    return Read(sheet.name, letters(columns["area"]), tuple(reader.rows), tuple(reader.findings))


class _Reader:
    def __init__(
        self,
        sheet: str,
        columns: Mapping[str, int],
        offered: Mapping[str, Mapping[str, str]],
        needed: Sequence[str],
    ) -> None:
        self.sheet, self.columns, self.offered, self.needed = sheet, columns, offered, needed
        self.rows, self.findings = list[Row](), list[Finding]()

    def take(self, line: int, cells: Mapping[str, Raw]) -> None:
        written = {key: words(raw) for key, raw in cells.items() if raw is not None}
        if not any(written.get(key) for key in self.needed):
            return
        before = len(self.findings)
        area = self._choice(line, "area", written.get("area", ""))
        kind = self._choice(line, "recipients", written.get("recipients", ""))
        numbers = {
            key: value
            for key in HEADS
            if key not in self.offered
            and (value := self._number(line, key, written.get(key, ""))) is not None
        }
        if len(self.findings) == before:
            self.rows.append(Row(line, area, Recipients(kind), numbers))

    def _choice(self, line: int, key: str, written: str) -> str:
        found = self.offered[key].get(plain(written))
        if found is None:
            self._wrong(line, key, UNKNOWN.format(short(written)))
        return found or ""

    def _number(self, line: int, key: str, written: str) -> int | None:
        if not written:
            if key in self.needed:
                self._wrong(line, key, NEEDED)
            return None
        try:
            number = typed.number(written)
        except Refused as refusal:
            self._wrong(line, key, refusal.message)
            return None
        if number.qualifier or number.value != int(number.value) or not 0 <= number.value <= MOST:
            self._wrong(line, key, WHOLE)
            return None
        return int(number.value)

    def _wrong(self, line: int, key: str, reason: Text) -> None:
        column = letters(self.columns.get(key, 0))
        self.findings.append(Finding(self.sheet, line, column, HEADS[key], reason))


def _table(rows: Iterable[tuple[Text, Recipients, Cell, Cell, Cell, Cell]]) -> Table:
    return Table(
        title=NAME.ja,
        heads=tuple(f"{head.ja} / {head.en}" for head in HEADS.values()),
        rows=tuple((_both(area), _both(RECIPIENTS[kind]), *rest) for area, kind, *rest in rows),
    )


def _both(text: Text) -> str:
    return f"{text.ja} / {text.en}"


def _found(sheets: Sequence[Sheet]) -> tuple[Sheet, int]:
    """The first row with at least two of the heads."""
    known = _heads()
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            if sum(plain(words(cell)) in known for cell in row) > 1:
                return sheet, at
    raise refusals.NoHeads(_listed(HEADS.values()))


def _columns(sheet: Sheet, at: int, needed: Sequence[str]) -> dict[str, int]:
    known, found = _heads(), dict[str, int]()
    for number, cell in enumerate(sheet.rows[at]):
        head, place = words(cell), f"{letters(number)}{at + 1}"
        if not head:
            continue
        key = known.get(plain(head))
        if key is None:
            raise refusals.UnknownColumn(short(head), place, _listed(HEADS.values()))
        if key in found:
            raise refusals.ColumnTwice(HEADS[key], [f"{letters(found[key])}{at + 1}", place])
        found[key] = number
    missing = [HEADS[key] for key in ("area", "recipients", *needed) if key not in found]
    if missing:
        raise refusals.ColumnMissing(_listed(missing))
    return found


def _heads() -> dict[str, str]:
    return {
        plain(way): key
        for key, head in HEADS.items()
        for way in (key, head.ja, head.en, _both(head))
    }


def _offered(areas: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    """Every way a prefecture or kind of school may be written, and its key."""
    kinds = {kind.value: name for kind, name in RECIPIENTS.items()}
    return {
        key: {plain(way): one for one, n in named.items() for way in (one, n.ja, n.en, _both(n))}
        for key, named in (("area", areas), ("recipients", kinds))
    }


def _listed(heads: Iterable[Text]) -> Text:
    held = list(heads)
    return Text("、".join(h.ja for h in held), ", ".join(h.en for h in held))
