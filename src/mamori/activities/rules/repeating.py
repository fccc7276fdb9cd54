"""A recurring event written out day by day. Policy: docs/policy/activities.md, section 2."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MOST_TIMES = 120  # §2.9


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"


EVERY = {Every.WEEK: Text("毎週", "Every week"), Every.MONTH: Text("毎月", "Every month")}


class NotRepeated(Refused):
    code = "not_repeated"


def times(first: Period, every: Every, until: date) -> tuple[Period, ...]:
    """The days of each time that begins by ``until``, the first one too."""
    if until <= first.first:
        raise NotRepeated(
            Text(
                "繰り返しの最後の日は、最初の日より後にしてください。",
                "The last day of the repetition must come after its first.",
            )
        )
    found, n = [first], 1
    while (begins := _later(first.first, every, n)) <= until:
        found.append(Period(begins, begins + (first.last - first.first)))
        n += 1
        if n > MOST_TIMES:
            words = Text(
                "一度に予定できるのは{0}回までです。最後の日を早めてください。",
                "At most {0} times can be planned together. Choose an earlier last day.",
            )
            raise NotRepeated(words.format(MOST_TIMES))
    return tuple(found)


def _later(day: date, every: Every, n: int) -> date:
    if every is Every.WEEK:
        return day + timedelta(weeks=n)
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
