"""One row of a table read into an activity; each problem is named by the column it stands in.

The table's rules are those of the form (docs/policy/activities.md §2).
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from mamori.activities.rules.columns import Areas, Column, Takes, columns
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Activity, Figure, Problem, Status, problems
from mamori.kernel import typed
from mamori.kernel.faults import short
from mamori.kernel.periods import Period, UnknownPeriod
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST_TITLE = 200
MOST = Decimal(10) ** 12  # nobody counts further
SHOWN = 12
Raw = object
Read = tuple[Activity | None, tuple[Problem, ...]]


class Unreadable(Refused):
    code = "unreadable_cell"


class Rows:
    """Reads rows of one kind by one agency, cell by cell, by the key of their column."""

    def __init__(self, kind: Kind, agency: str, areas: Areas, today: date) -> None:
        self.kind, self.agency, self.today = kind, agency, today
        self.areas = frozenset(areas)
        self.columns = columns(kind, areas)
        self.known = {c.key: c for c in self.columns}
        self.offered = {c.key: _offered(c, areas) for c in self.columns if c.choices}

    def read(self, cells: Mapping[str, Raw]) -> Read:
        """The activity, or everything that is wrong with the row."""
        row = _Row(self, cells)
        activity = row.activity()
        unread = {problem.field for problem in row.problems}
        if activity is not None:
            found = problems(activity, self.kind, self.areas, self.today)
            row.problems += [_in_column(p) for p in found if _in_column(p).field not in unread]
        return (None if row.problems else activity), tuple(row.problems)


class _Row:
    def __init__(self, whole: Rows, cells: Mapping[str, Raw]) -> None:
        self.whole, self.problems = whole, list[Problem]()
        self.values: dict[str, str] = {}
        self.days: dict[str, date] = {}
        self.numbers: dict[str, tuple[Decimal, Qualifier | None]] = {}
        for key, raw in cells.items():
            if raw is None or raw == "":
                continue
            try:
                READERS[whole.known[key].takes](self, whole.known[key], raw)
            except Refused as refusal:
                self.problems.append(Problem(key, refusal.message))

    def activity(self) -> Activity | None:
        kind, value = self.whole.kind, self.values.get
        period = self._period()
        if period is None:
            return None
        served = value("serves", "")
        return Activity(
            kind=kind.key,
            agency=self.whole.agency,
            days=period,
            area=value("area", ""),
            title=Text(self._title("title_ja"), self._title("title_en")),
            status=Status(value("status", Status.HELD.value)),
            serves=tuple(served.split(",")) if served else kind.measures,
            fields={f.key: v for f in kind.fields if (v := value(f"f.{f.key}", ""))},
            figures=self._figures(),
            source=value("source", ""),
            total=value("total", "") == "yes",
        )

    def _period(self) -> Period | None:
        first, last = self.days.get("first"), self.days.get("last")
        if first is None:
            if not any(problem.field == "first" for problem in self.problems):
                words = Text("日付を入れてください。", "Give the day.")
                self.problems.append(Problem("first", words))
            return None
        try:
            return Period(first, last or first)
        except UnknownPeriod as refusal:
            self.problems.append(Problem("last", refusal.message))
            return None

    def _title(self, name: str) -> str:
        title = self.values.get(name, "")
        if len(title) > LONGEST_TITLE:
            words = Text("{0}字までにしてください。", "Keep it to {0} signs.")
            self.problems.append(Problem(name, words.format(LONGEST_TITLE)))
        return title

    def _figures(self) -> dict[str, Figure]:
        found = {}
        for own in self.whole.kind.numbers:
            usual = None if own.default is None else (Decimal(own.default), None)
            read = self.numbers.get(f"n.{own.key}", usual)
            if read is None:
                continue
            value, said = read
            chosen = self.values.get(f"q.{own.key}", Qualifier.EXACT.value)
            before = self.numbers.get(f"b.{own.key}")
            found[own.key] = Figure(
                value=value,
                unit=self.values.get(f"u.{own.key}", own.units[0].key),
                qualifier=said or Qualifier(chosen),
                baseline=before[0] if before else None,
            )
        return found

    def day(self, column: Column, raw: Raw) -> None:
        if isinstance(raw, datetime):
            raw = raw.date()
        found = raw if isinstance(raw, date) else typed.day(words(raw))
        if column.key.startswith("f."):
            self.values[column.key] = found.isoformat()
        else:
            self.days[column.key] = found

    def number(self, column: Column, raw: Raw) -> None:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            value, said = Decimal(str(raw)), None
        else:
            number = typed.number(words(raw))
            value, said = number.value, number.qualifier
        if not value.is_finite() or abs(value) > MOST:
            told = Text("「{0}」は大きすぎます。", "“{0}” is too large.")
            raise Unreadable(told.format(short(words(raw))))
        self.numbers[column.key] = value, said

    def text(self, column: Column, raw: Raw) -> None:
        self.values[column.key] = words(raw)

    def choice(self, column: Column, raw: Raw) -> None:
        self.values[column.key] = self._one(column, words(raw))

    def choices(self, column: Column, raw: Raw) -> None:
        """Several are parted by a line break, 、 or ; and by a comma where no choice has one."""
        written, offered = words(raw), self.whole.offered[column.key]
        parts = _parted(written, "\n", "、", ";", "；")
        if any(_plain(part) not in offered for part in parts):
            parts = _parted(written, "\n", "、", ";", "；", ",", "，")
        found = dict.fromkeys(self._one(column, part) for part in parts)
        self.values[column.key] = ",".join(found)

    def _one(self, column: Column, written: str) -> str:
        found = self.whole.offered[column.key].get(_plain(written))
        if found is not None:
            return found
        told = Text(
            "「{0}」は選べません。次のどれかです: {1}", "“{0}” is not one of the choices: {1}."
        )
        listed = "; ".join(shown(column, choice.key) for choice in column.choices)
        if len(column.choices) > SHOWN:
            ends = [shown(column, column.choices[at].key) for at in (0, -1)]
            listed = " … ".join(ends)
        raise Unreadable(told.format(short(written), listed))


READERS: Mapping[Takes, Callable[[_Row, Column, Raw], None]] = {
    Takes.DAY: _Row.day,
    Takes.NUMBER: _Row.number,
    Takes.WORDS: _Row.text,
    Takes.CHOICE: _Row.choice,
    Takes.CHOICES: _Row.choices,
}


def words(raw: Raw) -> str:
    """A cell as text; a whole number without a point, a day as it is written."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return str(raw).replace("\0", "").replace("\r\n", "\n").strip()


def shown(column: Column, key: str) -> str:
    """A choice as the drop-down has it."""
    told = next(choice.words for choice in column.choices if choice.key == key)
    return told.ja if told.ja == told.en else f"{told.ja} / {told.en}"


def _offered(column: Column, areas: Areas) -> dict[str, str]:
    """Every way a choice may be written, and its key."""
    found: dict[str, str] = {}
    for choice in column.choices:
        ways = [choice.key, shown(column, choice.key), choice.words.ja, choice.words.en]
        if column.key == "area":
            ways += [choice.key.removeprefix("0"), areas[choice.key].ja, areas[choice.key].en]
        for way in ways:
            found.setdefault(_plain(way), choice.key)
    return found


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip().casefold()


def _parted(written: str, *signs: str) -> list[str]:
    for sign in signs:
        written = written.replace(sign, "\0")
    return [part.strip() for part in written.split("\0") if part.strip()]


def _in_column(problem: Problem) -> Problem:
    return Problem("first", problem.reason) if problem.field == "days" else problem
