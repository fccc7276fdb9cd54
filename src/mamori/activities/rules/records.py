"""One activity as it is recorded, and what a record must hold before it may count.

Policy: docs/policy/activities.md, section 2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mamori.activities.rules import reasons
from mamori.activities.rules.kinds import Condition, Field, Kind, Number, Place, Shape
from mamori.kernel.periods import Period, day_text
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST_WORDS = 2000  # §2.8 signs of a field
UNTITLED = Text("", "")
PACK = "pack:"  # before the key of a record of the country pack, in its token
EARLIEST = date(1999, 1, 1)  # §2.2 the year of the first statute


class Status(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


STATUSES = {
    Status.PLANNED: Text("予定", "Planned"),
    Status.HELD: Text("実施済み", "Held"),
    Status.CANCELLED: Text("中止", "Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a record: how many of ``unit``, how exactly, as of which day, and what it was before."""

    value: Decimal
    unit: str
    qualifier: Qualifier = Qualifier.EXACT
    baseline: Decimal | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done. ``area`` is a code of JIS X 0401, empty for the whole country.

    ``fields`` hold words, keys of choices (several joined by a comma), ISO days, ``yes`` or ``no``.
    ``serves``: measures, of those its kind may serve; ``invented``: a demonstration, never a real deed.
    ``total``: stands for the whole span of its days, reported as one number.
    """

    kind: str
    agency: str
    days: Period
    area: str = ""
    title: Text = UNTITLED
    status: Status = Status.HELD
    serves: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    source: str = ""
    total: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """``field``: ``days``, ``area``, ``status``, ``serves``, ``f.<key>`` or ``n.<key>``."""

    field: str
    reason: Text


class NotARecord(Refused):
    """The record breaks rules; ``problems`` names each field."""

    code = "not_a_record"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].reason)


def check(activity: Activity, kind: Kind, areas: Iterable[str], today: date) -> None:
    """Raise ``NotARecord`` with everything that does not hold."""
    found = problems(activity, kind, areas, today)
    if found:
        raise NotARecord(found)


def problems(
    activity: Activity, kind: Kind, areas: Iterable[str], today: date
) -> tuple[Problem, ...]:
    """Everything that keeps the record from counting, in the order of the form."""
    return (
        *_of_days(activity, kind, today),
        *_of_area(activity, kind, frozenset(areas)),
        *_of_measures(activity, kind),
        *_of_fields(activity, kind),
        *_of_numbers(activity, kind),
    )


def _of_days(activity: Activity, kind: Kind, today: date) -> Iterable[Problem]:
    first, last = activity.days.first, activity.days.last
    if first < EARLIEST:
        yield Problem(
            "days",
            Text(
                "{0}は古すぎます。{1}以後の日付を入れてください。",
                "{0} is too early. Give a day from {1} on.",
            ).format(day_text(first), day_text(EARLIEST)),
        )
    if activity.status is Status.HELD and last > today:  # §2.2
        yield Problem(
            "days",
            reasons.NOT_COME.format(day_text(last)),
        )
    if activity.total and not kind.totals:  # §1.5
        yield Problem(
            "days",
            Text(
                "「{0}」は一件ずつ記録します。期間の合計としては記録できません。",
                "“{0}” is recorded one by one; a total of a period cannot stand for it.",
            ).format(kind.title),
        )


def _of_area(activity: Activity, kind: Kind, areas: frozenset[str]) -> Iterable[Problem]:
    if activity.area and activity.area not in areas:
        words = Text(
            "都道府県コード「{0}」はありません。01（北海道）から47（沖縄県）までです。",
            "There is no prefecture “{0}”. Codes run from 01 (Hokkaido) to 47 (Okinawa).",
        )
        yield Problem("area", words.format(activity.area))
    if activity.area and kind.place is Place.NONE:
        words = Text("「{0}」には都道府県を付けません。", "“{0}” has no prefecture.")
        yield Problem("area", words.format(kind.title))
    if not activity.area and kind.place is Place.NEEDED and not activity.total:
        yield Problem("area", reasons.NEEDS_AREA)


def _of_measures(activity: Activity, kind: Kind) -> Iterable[Problem]:
    for key in activity.serves:
        if key not in kind.measures:  # §1.3
            words = Text(
                "「{0}」は施策「{1}」の活動ではありません。",
                "“{0}” does not serve the measure “{1}”.",
            )
            yield Problem("serves", words.format(kind.title, key))


def _of_fields(activity: Activity, kind: Kind) -> Iterable[Problem]:
    for key in activity.fields:
        if kind.field(key) is None:
            words = Text("「{0}」という項目はありません。", "There is no field “{0}”.")
            yield Problem(f"f.{key}", words.format(key))
    for own in kind.fields:
        value = activity.fields.get(own.key, "")
        if not value and (own.needed or _holds(own.needed_when, activity)):
            yield Problem(f"f.{own.key}", reasons.NEEDED.format(own.label))
        elif value and own.only_when is not None and not _holds(own.only_when, activity):
            yield Problem(f"f.{own.key}", reasons.NOT_HERE.format(own.label))
        elif value:
            yield from _of_value(own, value)


def _of_value(own: Field, value: str) -> Iterable[Problem]:
    allowed = [choice.key for choice in own.choices]
    if own.shape is Shape.CHOICE and value not in allowed:
        yield _not_offered(own, value)
    if own.shape is Shape.CHOICES:
        yield from (_not_offered(own, one) for one in value.split(",") if one not in allowed)
    if own.shape is Shape.YES_NO and value not in ("yes", "no"):
        words = Text("「{0}」は「はい」か「いいえ」です。", "“{0}” is yes or no.")
        yield Problem(f"f.{own.key}", words.format(own.label))
    if own.shape is Shape.DAY and not _is_day(value):
        words = Text(
            "「{0}」は日付として読めません。2018-12-31 のように入れてください。",
            "“{0}” cannot be read as a day. Write it like 2018-12-31.",
        )
        yield Problem(f"f.{own.key}", words.format(value))
    if len(value) > LONGEST_WORDS:
        yield Problem(f"f.{own.key}", reasons.TOO_LONG.format(LONGEST_WORDS))


def _of_numbers(activity: Activity, kind: Kind) -> Iterable[Problem]:
    for key in activity.figures:
        if kind.number(key) is None:
            words = Text("「{0}」という数はありません。", "There is no number “{0}”.")
            yield Problem(f"n.{key}", words.format(key))
    for own in kind.numbers:
        figure = activity.figures.get(own.key)
        if figure is None:
            if own.needed and activity.status is Status.HELD:
                yield Problem(f"n.{own.key}", reasons.NEEDS_NUMBER.format(own.label))
            continue
        yield from _of_figure(activity, own, figure)


def _of_figure(activity: Activity, own: Number, figure: Figure) -> Iterable[Problem]:
    at = f"n.{own.key}"
    if figure.unit not in {unit.key for unit in own.units}:  # §3.3
        words = Text("「{0}」の単位は{1}です。", "“{0}” is counted in {1}.")
        yield Problem(at, words.format(own.label, ", ".join(u.key for u in own.units)))
    if figure.value < 0:  # §2.3
        yield Problem(at, reasons.BELOW_ZERO.format(own.label))
    if figure.value != figure.value.to_integral_value():
        yield Problem(at, reasons.NOT_WHOLE.format(own.label))
    if own.most is not None and figure.value > own.most and not activity.total:  # §2.3
        yield Problem(at, reasons.OVER_MOST.format(own.label, own.most))
    room = activity.figures.get(own.within) if own.within else None
    if room is not None and figure.value > room.value:  # §2.3 more people than the hall holds
        yield Problem(at, reasons.OVER_ROOM.format(own.label, figure.value, room.value))
    if figure.baseline is not None and not own.change:
        words = Text("「{0}」に変更前の値はありません。", "“{0}” has no value before.")
        yield Problem(at, words.format(own.label))
    if figure.as_of is not None and figure.as_of > activity.days.last:
        words = Text("時点が活動の日より後です。", "It is as of a day after the activity.")
        yield Problem(at, words)


def _holds(condition: Condition | None, activity: Activity) -> bool:
    if condition is None:
        return False
    return activity.fields.get(condition.field, "") in condition.values


def _not_offered(own: Field, value: str) -> Problem:
    words = Text(
        "「{0}」に「{1}」という選択肢はありません。次のどれかです: {2}",
        "“{0}” has no choice “{1}”. One of: {2}",
    )
    offered = ", ".join(choice.key for choice in own.choices)
    return Problem(f"f.{own.key}", words.format(own.label, value, offered))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
