"""From records to one figure: the declared rule of an indicator, and what refuses to be summed.

Policy: docs/policy/activities.md, section 3. The queries count in the database by the same rule; a test
holds the two together on generated records.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class How(StrEnum):
    """The closed vocabulary of roll-ups (§3.1)."""

    RECORDS = "records"  # how many records
    SUM = "sum"  # of a number
    AREAS = "areas"  # prefectures with a record, each once
    DISTINCT = "distinct"  # values of a field, each once
    STATE = "state"  # records in force on the last day of the period
    LATEST = "latest"  # the number of the latest record, with its baseline


HOWS = {
    How.RECORDS: Text("記録の件数", "Number of records"),
    How.SUM: Text("記録された数の合計", "Sum of the recorded numbers"),
    How.AREAS: Text(
        "記録のある都道府県の数（一つの県は一度だけ）",
        "Prefectures with a record, each counted once",
    ),
    How.DISTINCT: Text("異なる相手の数（同じ相手は一度だけ）", "Different ones, each counted once"),
    How.STATE: Text(
        "期間の末日に効力のあるものの数", "Those in force on the last day of the period"
    ),
    How.LATEST: Text("最も新しい記録の値", "The value of the latest record"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named count. ``day``: the day field that decides (§3.4); empty for the last day of the activity.

    ``where``: fields that must hold one of the values; ``until``: the day field at which a state ends.
    ``measures``: those it speaks of, where that is not all its kind may serve.
    """

    key: str
    title: Text
    kind: str
    how: How
    unit: Unit
    definition: Text
    number: str = ""
    field: str = ""
    day: str = ""
    until: str = ""
    where: Mapping[str, tuple[str, ...]] | None = None
    measures: tuple[str, ...] = ()


class UnknownIndicator(Refused):
    code = "unknown_indicator"
    status = 404

    def __init__(self, key: str) -> None:
        words = Text("「{0}」という指標はありません。", "There is no indicator “{0}”.")
        super().__init__(words.format(key))


class MixedUnits(Refused):
    """§3.3 numbers counted in different ways are not added."""

    code = "mixed_units"

    def __init__(self, units: Iterable[str]) -> None:
        named = sorted(units)
        super().__init__(
            Text(
                "数え方の違う数（{0}）は合計できません。どれか一つの単位だけを指定してください。",
                "Numbers counted in {0} cannot be added. Ask for one of these units only.",
            ).format(Text("と".join(named), " and ".join(named)))
        )


@dataclass(frozen=True, slots=True)
class Count:
    """What an indicator gives: None where nothing was recorded. ``records``: how many stand behind."""

    indicator: Indicator
    quantity: Quantity | None
    records: int


def indicator(record: Mapping[str, Any], units: Mapping[str, Unit]) -> Indicator:
    """The indicator of a pack's record, already checked against its schema."""
    where = record.get("where")
    return Indicator(
        key=record["key"],
        title=Text(record["title"]["ja"], record["title"]["en"]),
        kind=record["kind"],
        how=How(record["how"]),
        unit=units[record["unit"]],
        definition=Text(record["definition"]["ja"], record["definition"]["en"]),
        number=record.get("number", ""),
        field=record.get("field", ""),
        day=record.get("day", ""),
        until=record.get("until", ""),
        measures=tuple(record.get("measures", ())),
        where=None if where is None else {key: tuple(values) for key, values in where.items()},
    )


def problems(own: Indicator, kind: Kind) -> Iterable[Text]:
    """What does not fit between an indicator and its kind."""
    fields = [key for key in (own.field, own.day, own.until, *(own.where or ())) if key]
    missing = [key for key in fields if kind.field(key) is None]
    if own.number and kind.number(own.number) is None:
        missing.append(own.number)
    for key in missing:
        words = Text("「{0}」は「{1}」にありません。", "“{0}” is not part of “{1}”.")
        yield words.format(key, kind.key)
    for key in sorted({*own.measures} - {*kind.measures}):
        words = Text("「{1}」は施策「{0}」の活動ではありません。", "“{1}” does not serve “{0}”.")
        yield words.format(key, kind.key)
    if own.how in (How.SUM, How.LATEST) and not own.number:
        yield Text("どの数かを number に書いてください。", "Say in number which figure it is.")
    if own.how is How.DISTINCT and not own.field:
        yield Text("どの項目かを field に書いてください。", "Say in field which values differ.")


def count(own: Indicator, activities: Iterable[Activity], period: Period) -> Count:
    """The figure of these records; records of other kinds and cancelled ones do not count."""
    behind = [a for a in activities if counts(own, a, period)]
    return Count(own, _quantity(own, behind, period), len(behind))


def counts(own: Indicator, activity: Activity, period: Period) -> bool:
    """Whether this record stands behind the figure of the period (§3.2)."""
    if activity.kind != own.kind or activity.status is not Status.HELD:
        return False
    if any(activity.fields.get(key, "") not in values for key, values in (own.where or {}).items()):
        return False
    if own.number and own.number not in activity.figures:
        return False
    if own.how is How.AREAS and not activity.area:
        return False
    decided = deciding_day(own, activity)
    if decided is None:
        return False
    if own.how is not How.STATE:
        return decided in period
    ended = activity.fields.get(own.until, "") if own.until else ""
    return decided <= period.last and (not ended or date.fromisoformat(ended) > period.last)


def deciding_day(own: Indicator, activity: Activity) -> date | None:
    """§3.4 the day the rule names; None where the record does not have it."""
    if not own.day:
        return activity.days.last
    written = activity.fields.get(own.day, "")
    return date.fromisoformat(written) if written else None


def _quantity(own: Indicator, behind: Sequence[Activity], period: Period) -> Quantity | None:
    if not behind:
        return None
    if own.how is How.LATEST:
        return _latest(own, behind, period)
    if own.how is How.SUM:
        return summed(own, [a.figures[own.number] for a in behind], period)
    found = {
        How.RECORDS: len(behind),
        How.STATE: len(behind),
        How.AREAS: len({a.area for a in behind if a.area}),
        How.DISTINCT: len({a.fields[own.field] for a in behind if a.fields.get(own.field)}),
    }[own.how]
    return Quantity(Decimal(found), own.unit, period)


def summed(own: Indicator, figures: Sequence[Figure], period: Period) -> Quantity:
    units = {f.unit for f in figures}
    if units != {own.unit.key}:
        raise MixedUnits(units | {own.unit.key})
    days = {f.as_of for f in figures if f.as_of is not None}
    return Quantity(
        value=sum((f.value for f in figures), Decimal(0)),
        unit=own.unit,
        period=period,
        qualifier=joined(f.qualifier for f in figures),
        as_of=max(days) if days else None,
    )


def joined(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """§3.5 one estimate makes the sum an estimate; else one lower bound makes it a lower bound."""
    found = set(qualifiers)
    return next((q for q in (Qualifier.ABOUT, Qualifier.AT_LEAST) if q in found), Qualifier.EXACT)


def _latest(own: Indicator, behind: Sequence[Activity], period: Period) -> Quantity:
    """Of several on one day, the one recorded last."""
    inverse = reversed(behind)
    last = max(inverse, key=lambda a: (deciding_day(own, a) or a.days.last, a.days.first))
    figure = last.figures[own.number]
    return Quantity(figure.value, own.unit, period, figure.qualifier, figure.baseline, figure.as_of)
