"""The columns of a table of one kind, from the kind alone: what each takes and what it is called."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from mamori.activities.rules.kinds import Choice, Field, Kind, Number, Place, Shape
from mamori.activities.rules.records import STATUSES, Status
from mamori.activities.rules.wording import YES_NO
from mamori.kernel.quantities import QUALIFIERS, Qualifier
from mamori.kernel.text import Text

Areas = Mapping[str, Text]


class Takes(StrEnum):
    DAY = "day"
    NUMBER = "number"
    WORDS = "words"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names it as a problem does: ``first``, ``area``, ``f.audience``, ``n.meetings``."""

    key: str
    label: Text
    takes: Takes
    help: Text
    choices: tuple[Choice, ...] = ()
    needed: bool = False

    @property
    def head(self) -> str:
        return f"{self.label.ja}\n{self.label.en}"


NO_HELP = Text("", "")
DAYS = Text("2026-06-01 か 令和8年6月1日 のように。", "Like 2026-06-01 or 令和8年6月1日.")
FIRST = Column(
    "first", Text("日（または最初の日）", "Day (or first day)"), Takes.DAY, DAYS, needed=True
)
LAST = Column(
    "last", Text("最後の日", "Last day"), Takes.DAY, Text("一日だけなら空。", "Empty if one day.")
)
STATUS = Column(
    "status",
    Text("状態", "State"),
    Takes.CHOICE,
    Text("空なら実施済み。", "Empty means held."),
    tuple(Choice(status.value, STATUSES[status]) for status in Status),
)
TITLES = (
    Column("title_ja", Text("題名（日本語）", "Title in Japanese"), Takes.WORDS, NO_HELP),
    Column("title_en", Text("題名（英語）", "Title in English"), Takes.WORDS, NO_HELP),
)
SOURCE = Column("source", Text("出どころ", "Where it comes from"), Takes.WORDS, NO_HELP)
ANSWERS = tuple(Choice(key, words) for key, words in YES_NO.items())
EXACTLY = Text("ちょうど", "exactly")
CERTAINTY = tuple(
    Choice(q.value, EXACTLY if q is Qualifier.EXACT else QUALIFIERS[q])
    for q in (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST)
)
SHAPES = {
    Shape.WORDS: Takes.WORDS,
    Shape.CHOICE: Takes.CHOICE,
    Shape.CHOICES: Takes.CHOICES,
    Shape.DAY: Takes.DAY,
    Shape.YES_NO: Takes.CHOICE,
}


def columns(kind: Kind, areas: Areas) -> tuple[Column, ...]:
    return tuple(_columns(kind, areas))


def layout(columns: tuple[Column, ...]) -> str:
    """Changes when a column comes, goes or takes something else; its words may be put better."""
    told = [(c.key, c.takes.value, [choice.key for choice in c.choices]) for c in columns]
    return sha256(repr(told).encode()).hexdigest()[:16]


def plain(written: str) -> str:
    """A head as it is compared: either width, no spaces, no line breaks."""
    return re.sub(r"[\s/]+", "", unicodedata.normalize("NFKC", written)).casefold()


def heads(columns: tuple[Column, ...]) -> dict[str, str]:
    """Every way a column may be headed, and its key."""
    found: dict[str, str] = {}
    for column in columns:
        for head in (column.key, column.head, column.label.ja, column.label.en):
            found.setdefault(plain(head), column.key)
    return found


def _columns(kind: Kind, areas: Areas) -> Iterator[Column]:
    yield FIRST
    yield LAST
    if kind.totals:
        label = Text("期間の合計か", "Total of the days")
        words = Text("合計なら「はい」。", "Yes for a total; else empty.")
        yield Column("total", label, Takes.CHOICE, words, ANSWERS)
    if kind.place is not Place.NONE:
        lands = tuple(Choice(code, Text(f"{code} {n.ja}", n.en)) for code, n in areas.items())
        label = Text("都道府県", "Prefecture")
        words = Text("コードか名前。", "Its code or its name.")
        yield Column("area", label, Takes.CHOICE, words, lands, kind.place is Place.NEEDED)
    for number in kind.numbers:
        yield from _of_number(number)
    for field in kind.fields:
        yield _of_field(field)
    yield from TITLES
    yield STATUS
    if len(kind.measures) > 1:
        label = Text("施策", "Measures")
        words = Text("空なら全部。", "Empty means all.")
        served = tuple(Choice(key, Text(key, key)) for key in kind.measures)
        yield Column("serves", label, Takes.CHOICES, words, served)
    yield SOURCE


def _of_number(own: Number) -> Iterator[Column]:
    told = own.help or NO_HELP
    if own.change:
        label = Text("{0}（変更前）", "{0} (before)").format(own.label)
        yield Column(f"b.{own.key}", label, Takes.NUMBER, NO_HELP)
    needed = own.needed and own.default is None
    yield Column(f"n.{own.key}", own.label, Takes.NUMBER, told, needed=needed)
    label = Text("{0}の確かさ", "{0}: how exact").format(own.label)
    words = Text("空なら「ちょうど」。", "Empty means exactly.")
    yield Column(f"q.{own.key}", label, Takes.CHOICE, words, CERTAINTY)
    if len(own.units) > 1:
        units = tuple(
            Choice(u.key, Text(u.ja.replace("{n}", ""), u.other.replace("{n}", "").strip()))
            for u in own.units
        )
        label = Text("{0}の数え方", "{0}: counted in").format(own.label)
        words = Text("空なら「{0}」。", "Empty means {0}.").format(units[0].words)
        yield Column(f"u.{own.key}", label, Takes.CHOICE, words, units)


def _of_field(own: Field) -> Column:
    choices = ANSWERS if own.shape is Shape.YES_NO else own.choices
    told = own.help or NO_HELP
    return Column(f"f.{own.key}", own.label, SHAPES[own.shape], told, choices, own.needed)
