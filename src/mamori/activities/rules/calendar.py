"""A month as a calendar shows it, and what it says of one activity: no numbers (§6.6)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mamori.activities.rules.records import EARLIEST, Status
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LATEST = 2100
WEEK = 7
MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Event:
    """``title`` is its own or that of its kind; ``area`` a code, empty for the whole country."""

    id: int
    kind: Text
    title: Text
    days: Period
    area: str
    agency: str
    status: Status
    invented: bool
    version: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the month; ``inside`` is false for those of the months beside it."""

    day: date
    inside: bool
    events: int


class UnknownMonth(Refused):
    code = "unknown_month"
    status = 404

    def __init__(self, written: str) -> None:
        words = Text(
            "「{0}」という月はありません。例: 2026-06", "There is no month “{0}”. Like 2026-06."
        )
        super().__init__(words.format(written))


def month(written: str) -> Period:
    """The month written ``2026-06``, of the years that have records."""
    found = MONTH.fullmatch(written)
    if found is None or not (1 <= int(found[2]) <= 12 and EARLIEST.year <= int(found[1]) <= LATEST):
        raise UnknownMonth(written)
    return month_of(date(int(found[1]), int(found[2]), 1))


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def beside(own: Period) -> tuple[date | None, date | None]:
    """A day of the month before and of the one after, where a calendar goes on."""
    before, after = own.first - timedelta(days=1), own.last + timedelta(days=1)
    return (
        before if before >= EARLIEST else None,
        after if after.year <= LATEST else None,
    )


def weeks(own: Period, spans: Iterable[Period]) -> list[list[Day]]:
    """From Sunday to Saturday, as Japanese calendars are; each span counts on each of its days."""
    events: Counter[date] = Counter()
    for span in spans:
        day, last = max(span.first, own.first), min(span.last, own.last)
        while day <= last:
            events[day] += 1
            day += timedelta(days=1)
    day, found = own.first - timedelta(days=(own.first.weekday() + 1) % WEEK), []
    while day <= own.last:
        week = [day + timedelta(days=n) for n in range(WEEK)]
        found.append([Day(one, one in own, events[one]) for one in week])
        day += timedelta(days=WEEK)
    return found
