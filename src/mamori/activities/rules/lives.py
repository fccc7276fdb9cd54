"""The life of a text in dates: passed, in force, amended, ended. Policy: docs/policy/activities.md §3.9."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mamori.activities.rules import wording
from mamori.activities.rules.kinds import Choice, Kind, Life
from mamori.activities.rules.records import Activity
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the life. ``opens``: the first of its record, which ``told`` says more of."""

    day: date
    label: Text
    opens: bool
    told: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class TextLife:
    """``first``: the day it was first passed. ``begun``: its beginning is recorded, not only a change of it."""

    area: str
    first: date
    title: Text
    by: tuple[Choice, ...]
    steps: tuple[Step, ...]
    begun: bool


def origin(activity: Activity, life: Life) -> date | None:
    """§3.9 the day the text was first passed, which its amendments name."""
    written = activity.fields.get(life.of, "") or activity.fields.get(life.days[0], "")
    return date.fromisoformat(written) if written else None


def lives(activities: Iterable[Activity], kind: Kind) -> tuple[TextLife, ...]:
    """By area and first day; within each the days in order. Records without any day are left out."""
    life = kind.life
    if life is None:
        return ()
    found: dict[tuple[str, date], list[Activity]] = {}
    for own in activities:
        first = origin(own, life)
        if first is not None:
            found.setdefault((own.area, first), []).append(own)
    return tuple(_life(kind, life, *key, found[key]) for key in sorted(found))


def _life(kind: Kind, life: Life, area: str, first: date, records: list[Activity]) -> TextLife:
    steps = [step for own in records for step in _steps(own, kind, life)]
    regulated = {one for own in records for one in own.fields.get(life.by, "").split(",")}
    by = kind.field(life.by)
    oldest = min(records, key=lambda own: own.fields.get(life.days[0], ""))
    return TextLife(
        area=area,
        first=first,
        title=wording.title(oldest, kind),
        by=tuple(c for c in by.choices if c.key in regulated) if by else (),
        steps=tuple(sorted(steps, key=lambda step: (step.day, not step.opens))),
        begun=any(own.fields.get(life.days[0]) == first.isoformat() for own in records),
    )


def _steps(own: Activity, kind: Kind, life: Life) -> Iterator[Step]:
    apart = {*life.days, life.of, life.by}
    told = tuple(
        (field.label, wording.said(field, own.fields[field.key]))
        for field in kind.fields
        if field.key not in apart and own.fields.get(field.key)
    )
    days = [
        (date.fromisoformat(own.fields[key]), field.label)
        for key in life.days
        if own.fields.get(key) and (field := kind.field(key)) is not None
    ]
    for n, (day, label) in enumerate(sorted(days, key=lambda pair: pair[0])):
        yield Step(day, label, n == 0, told)
