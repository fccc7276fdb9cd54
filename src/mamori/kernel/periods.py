"""Spans of days: fiscal and calendar years, halves, and any range; read and written in both languages.

A Japanese fiscal year runs from 1 April to 31 March and bears the number of the year it begins in.
Japanese writing uses the era of the period's first day (FY2019 is 平成31年度).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ERAS = (  # newest first: name, first day, the calendar year before its first
    ("令和", date(2019, 5, 1), 2018),
    ("平成", date(1989, 1, 8), 1988),
    ("昭和", date(1926, 12, 25), 1925),
)


class Kind(StrEnum):
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    HALF_YEAR = "half_year"
    RANGE = "range"


class UnknownPeriod(Refused):
    code = "unknown_period"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first day to the last, both counted in."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnknownPeriod(
                Text(
                    ja="期間の終わり（{last}）が始まり（{first}）より前です。",
                    en="The period ends on {last}, before it begins on {first}.",
                ).format(first=self.first, last=self.last)
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def kind(self) -> Kind:
        if self == fiscal_year(self.first.year):
            return Kind.FISCAL_YEAR
        if self == calendar_year(self.first.year):
            return Kind.CALENDAR_YEAR
        if self in (half_year(self.first.year, 1), half_year(self.first.year, 2)):
            return Kind.HALF_YEAR
        return Kind.RANGE

    @property
    def code(self) -> str:
        """The short form for programs: ``FY2017``, ``2017``, ``2017-H1`` or ``2017-04-18/2018-03-31``."""
        match self.kind:
            case Kind.FISCAL_YEAR:
                return f"FY{self.first.year}"
            case Kind.CALENDAR_YEAR:
                return str(self.first.year)
            case Kind.HALF_YEAR:
                return f"{self.first.year}-H{1 if self.first.month == 1 else 2}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def in_(self, language: str) -> str:
        """As a sentence would name it: "fiscal year 2017", 平成29年度, "18 April 2017 – 31 March 2018"."""
        ja = Language(language) is Language.JA
        match self.kind:
            case Kind.FISCAL_YEAR:
                return fiscal_year_ja(self.first) if ja else f"fiscal year {self.first.year}"
            case Kind.CALENDAR_YEAR:
                return era_year(self.first) if ja else str(self.first.year)
            case Kind.HALF_YEAR:
                second = self.first.month != 1
                if ja:
                    return f"{era_year(self.first)}{'下' if second else '上'}半期"
                return f"{'second' if second else 'first'} half of {self.first.year}"
        if ja:
            return f"{day_in(self.first, Language.JA)}から{day_in(self.last, Language.JA)}まで"
        return f"{day_in(self.first, Language.EN)} – {day_in(self.last, Language.EN)}"

    @property
    def text(self) -> Text:
        return Text(ja=self.in_(Language.JA), en=self.in_(Language.EN))


def fiscal_year(year: int) -> Period:
    """1 April of that year to 31 March of the next."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def fiscal_years(period: Period) -> Text:
    """The fiscal years a period lies in: "fiscal year 2018", "fiscal years 2018 and 2019"."""
    years = range(_fiscal(period.first), _fiscal(period.last) + 1)
    if len(years) == 1:
        return fiscal_year(years[0]).text
    ja = [fiscal_year(year).in_(Language.JA) for year in years]
    return Text(
        "・".join(ja) if len(years) == 2 else f"{ja[0]}から{ja[-1]}まで",
        f"fiscal years {years[0]} {'and' if len(years) == 2 else 'to'} {years[-1]}",
    )


def _fiscal(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def calendar_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def half_year(year: int, half: int) -> Period:
    """Half of a calendar year, 1 or 2, as the police count (上半期, 下半期)."""
    if half == 1:
        return Period(date(year, 1, 1), date(year, 6, 30))
    return Period(date(year, 7, 1), date(year, 12, 31))


def era_year(day: date) -> str:
    """平成29年; the first year of an era is 元年. Before the eras known here, the plain year."""
    for name, begins, before in ERAS:
        if day >= begins:
            number = day.year - before
            return f"{name}{'元' if number == 1 else number}年"
    return f"{day.year}年"


def fiscal_year_ja(first: date) -> str:
    return f"{era_year(first)}度"


def day_in(day: date, language: str) -> str:
    """18 April 2017, or 平成29年4月18日."""
    if Language(language) is Language.JA:
        return f"{era_year(day)}{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_text(day: date) -> Text:
    return Text(ja=day_in(day, Language.JA), en=day_in(day, Language.EN))


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def as_of(day: date, within: Period | None = None) -> Text:
    """The day a figure stands for, as a sentence says it: "as of the end of December", 12月末現在.

    The year is left out when ``within`` holds that month only once.
    """
    once = within is not None and day in within and (within.last - within.first).days < 366
    year_ja, year_en = ("", "") if once else (era_year(day), f" {day.year}")
    month = MONTHS[day.month - 1]
    if is_month_end(day):
        return Text(ja=f"{year_ja}{day.month}月末現在", en=f"as of the end of {month}{year_en}")
    return Text(ja=f"{year_ja}{day.month}月{day.day}日現在", en=f"as of {day.day} {month}{year_en}")


_DAY_EN = r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})"
_DAY_JA = r"(?:(令和|平成|昭和)(元|\d{1,2})|(\d{4}))年(\d{1,2})月(\d{1,2})日"
_YEAR_JA = r"(?:(令和|平成|昭和)(元|\d{1,2})|(\d{4}))年"


def parse(written: str) -> Period:
    """Reads what ``code`` and ``in_`` write, full-width digits included; refuses anything else."""
    text = unicodedata.normalize("NFKC", written).strip()
    for pattern, read in _READERS:
        found = re.fullmatch(pattern, text)
        if found:
            try:
                return read(*found.groups())
            except (ValueError, KeyError):
                break
    raise UnknownPeriod(
        Text(
            ja="期間「{0}」を読めません。例: FY2017、平成29年度、2017、2017-H1、2017-04-18/2018-03-31",
            en="“{0}” is not a period. Write it like FY2017, 平成29年度, 2017, 2017-H1 or "
            "2017-04-18/2018-03-31.",
        ).format(written)
    )


def _year_ja(era: str | None, number: str | None, plain: str | None) -> int:
    if era is None:
        return int(plain or "")
    before = {name: before for name, _, before in ERAS}[era]
    return before + (1 if number == "元" else int(number or ""))


def _day_ja(era: str, number: str, plain: str, month: str, day: str) -> date:
    return date(_year_ja(era, number, plain), int(month), int(day))


def _day_en(day: str, month: str, year: str) -> date:
    return date(int(year), MONTHS.index(month) + 1, int(day))


_READERS = (
    (r"(?:FY ?|[Ff]iscal year )(\d{4})", lambda y: fiscal_year(int(y))),
    (_YEAR_JA + "度", lambda e, n, p: fiscal_year(_year_ja(e, n, p))),
    (r"(\d{4})", lambda y: calendar_year(int(y))),
    (_YEAR_JA, lambda e, n, p: calendar_year(_year_ja(e, n, p))),
    (r"(\d{4})-H([12])", lambda y, h: half_year(int(y), int(h))),
    (r"(first|second) half of (\d{4})", lambda h, y: half_year(int(y), 1 + (h == "second"))),
    (_YEAR_JA + "([上下])半期", lambda e, n, p, h: half_year(_year_ja(e, n, p), 1 + (h == "下"))),
    (
        r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)",
        lambda a, b: Period(date.fromisoformat(a), date.fromisoformat(b)),
    ),
    (
        f"{_DAY_EN} ?[–-] ?{_DAY_EN}",
        lambda *g: Period(_day_en(*g[:3]), _day_en(*g[3:])),
    ),
    (f"{_DAY_JA}から{_DAY_JA}(?:まで)?", lambda *g: Period(_day_ja(*g[:5]), _day_ja(*g[5:]))),
)
