"""What a kind of activity records: its fields, numbers and sentence. A kind is data of the country.

Policy: docs/policy/activities.md, section 1. ``kind`` reads the record of a pack; nothing else knows its shape.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text

Record = Mapping[str, Any]


class Shape(StrEnum):
    """What a field takes."""

    WORDS = "words"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    YES_NO = "yes_no"


class Place(StrEnum):
    """Whether an activity of the kind is tied to an area (§1.4)."""

    NEEDED = "needed"
    OPTIONAL = "optional"
    NONE = "none"


class Readers(StrEnum):
    """Who may read a single record; totals pass the disclosure rule either way (§6.1)."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    words: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the field has one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """``needed`` always, or when a condition holds; filled while ``only`` does not hold, it is refused."""

    key: str
    label: Text
    shape: Shape
    help: Text | None = None
    choices: tuple[Choice, ...] = ()
    needed: bool = False
    needed_when: Condition | None = None
    only_when: Condition | None = None

    def words_of(self, value: str) -> Text:
        found = next((c.words for c in self.choices if c.key == value), None)
        return found or Text(value, value)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a record. ``units``: one, or the several ways it is counted (never summed, §3.3).

    ``within``: the number it cannot exceed, such as participants within the places of the hall.
    ``change``: it has a value before ("3 → 6"). ``default`` stands where nothing is typed.
    """

    key: str
    label: Text
    units: tuple[Unit, ...]
    help: Text | None = None
    needed: bool = False
    most: int | None = None
    within: str = ""
    change: bool = False
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A text's life (§3.9). ``days``: its day fields, the first of them the one it is known by.

    ``of``: the day field by which an amendment names the text; ``by``: the choices one may ask by.
    """

    days: tuple[str, ...]
    of: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """A kind that is asked of a customer, on paper or on a tablet (§2.13). ``keep``: where the paper stays."""

    title: Text
    lead: Text
    keep: Text
    signatures: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share by group: of the records in which ``field`` is known, those in which it is ``used`` (§6.7)."""

    title: Text
    by: str
    field: str
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``measures``: keys of the measures it may serve; ``totals``: a record may stand for a period.

    ``keep_years``: records leave after so many years (§6.3), or stay.
    """

    key: str
    group: str
    title: Text
    about: Text
    measures: tuple[str, ...]
    place: Place
    readers: Readers
    fields: tuple[Field, ...]
    numbers: tuple[Number, ...]
    sentence: Text
    totals: bool = False
    children: bool = False
    keep_years: int | None = None
    life: Life | None = None
    counter: Counter | None = None
    rate: Rate | None = None

    def field(self, key: str) -> Field | None:
        return next((f for f in self.fields if f.key == key), None)

    def number(self, key: str) -> Number | None:
        return next((n for n in self.numbers if n.key == key), None)


def kind(record: Record, units: Mapping[str, Unit]) -> Kind:
    """The kind of a pack's record, already checked against its schema."""
    return Kind(
        key=record["key"],
        group=record["group"],
        title=_text(record["title"]),
        about=_text(record["about"]),
        measures=tuple(record.get("measures", ())),
        place=Place(record.get("place", Place.OPTIONAL)),
        readers=Readers(record.get("readers", Readers.STAFF)),
        fields=tuple(_field(f) for f in record.get("fields", ())),
        numbers=tuple(_number(n, units) for n in record.get("numbers", ())),
        sentence=_text(record["sentence"]),
        totals=record.get("totals", False),
        children=record.get("children", False),
        keep_years=record.get("keep_years"),
        life=_life(record.get("life")),
        counter=_counter(record.get("counter")),
        rate=_rate(record.get("rate")),
    )


def life_problems(own: Kind) -> Iterable[Text]:
    """What of a life in dates is no such field of the kind."""
    if own.life is None:
        return
    shapes = {Shape.DAY: (*own.life.days, own.life.of), Shape.CHOICES: (own.life.by,)}
    for shape, keys in shapes.items():
        for key in filter(None, keys):
            found = own.field(key)
            if found is None or found.shape is not shape:
                words = Text(
                    "「{0}」は「{1}」の項目ではありません。", "“{0}” is no field of “{1}”."
                )
                yield words.format(key, shape.value)


def unit(record: Record) -> Unit:
    return Unit(record["key"], record["ja"], record["one"], record["other"])


def _field(record: Record) -> Field:
    choices = tuple(Choice(c["key"], Text(c["ja"], c["en"])) for c in record.get("choices", ()))
    return Field(
        key=record["key"],
        label=_text(record["label"]),
        shape=Shape(record.get("shape", Shape.WORDS)),
        help=_optional(record.get("help")),
        choices=choices,
        needed=record.get("needed", False),
        needed_when=_condition(record.get("needed_when")),
        only_when=_condition(record.get("only_when")),
    )


def _number(record: Record, units: Mapping[str, Unit]) -> Number:
    return Number(
        key=record["key"],
        label=_text(record["label"]),
        units=tuple(units[key] for key in record["units"]),
        help=_optional(record.get("help")),
        needed=record.get("needed", False),
        most=record.get("most"),
        within=record.get("within", ""),
        change=record.get("change", False),
        default=record.get("default"),
    )


def _life(record: Record | None) -> Life | None:
    if record is None:
        return None
    return Life(tuple(record["days"]), record.get("of", ""), record.get("by", ""))


def _condition(record: Record | None) -> Condition | None:
    return None if record is None else Condition(record["field"], tuple(record["values"]))


def _counter(record: Record | None) -> Counter | None:
    if record is None:
        return None
    signatures = tuple(map(_text, record["signatures"]))
    title, lead, keep = (_text(record[name]) for name in ("title", "lead", "keep"))
    return Counter(title, lead, keep, signatures)


def _rate(record: Record | None) -> Rate | None:
    if record is None:
        return None
    return Rate(
        _text(record["title"]), record["by"], record["field"], tuple(map(str, record["used"]))
    )


def rate_problems(kind: Kind) -> Iterable[Text]:
    """What keeps the share of a kind from being made."""
    if kind.rate is None:
        return
    for key, values in ((kind.rate.by, ()), (kind.rate.field, kind.rate.used)):
        own = kind.field(key)
        offered = {choice.key for choice in own.choices} if own else set()
        if own is None or own.shape is not Shape.CHOICE:
            words = Text("「{0}」は選択の項目ではありません。", "“{0}” is no field with choices.")
            yield words.format(key)
        for value in sorted(set(values) - offered):
            yield Text("「{0}」は選べません。", "“{0}” is not one of the choices.").format(value)


def _text(record: Record) -> Text:
    return Text(record["ja"], record["en"])


def _optional(record: Record | None) -> Text | None:
    return None if record is None else _text(record)
