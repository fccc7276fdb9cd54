"""Days and periods in the prose of an old Outline, and the language it is written in."""

import re
import unicodedata
from datetime import date

from mamori.kernel.periods import MONTHS, Period, UnknownPeriod, parse
from mamori.kernel.text import Language

Day = tuple[int, int, date | None]  # from sign to sign, and the day if it is certain
_MONTH = "|".join(MONTHS)
_DAY = {
    Language.EN: re.compile(
        rf"\b(?P<frame>(?i:as of|at|by) )?(?i:the) end of (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"
        rf"|\b(?i:as of) (?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})(?: (?P<year2>\d{{4}}))?",
    ),
    Language.JA: re.compile(
        r"(?:(?:(?P<era>令和|平成)(?P<n>元|\d{1,2})|(?P<year>\d{4}))年)?(?P<month>\d{1,2})月"
        r"(?:末|(?P<day>\d{1,2})日)(?P<frame>現在|時点)?"
    ),
}
DATE = {
    Language.EN: re.compile(
        rf"\b\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|\b(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?|\bFY ?\d{{4}}|"
        rf"\b(?:{_MONTH}) \d{{4}}|\b(?:19|20)\d\d\b(?![,.]\d)(?!\s+[a-z]+s\b)|\bNo\. ?\d+|\bHeisei \d+"
    ),
    Language.JA: re.compile(
        r"(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?:19|20)\d\d)年度?(?:\d{1,2}月(?:\d{1,2}日)?)?|"
        r"\d{1,2}月(?:\d{1,2}日)?|第\d+[条項号回次]"
    ),
}


def spoken_in(text: str) -> Language:
    """The language most of it is written in."""
    japanese = len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", text))
    return Language.JA if japanese * 3 > len(re.findall(r"[A-Za-z]", text)) else Language.EN


def period_in(text: str, language: Language) -> Period | None:
    """The first period a text names from day to day, else its first fiscal year."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))
    day = rf"\d{{1,2}} (?:{_MONTH}) \d{{4}}"
    ja = r"(?:(?:令和|平成|昭和)(?:元|\d{1,2})|\d{4})年\d{1,2}月\d{1,2}日"
    for pattern in (
        rf"({day}) ?(?:to|until|–|—|-) ?({day})",
        rf"({ja}) ?(?:から|~|〜|～|–|-) ?({ja})",
    ):
        found = re.search(pattern, plain)
        if found:
            glue = "から" if language is Language.JA or "年" in found[1] else " – "
            return _period(found[1] + glue + found[2])
    found = re.search(r"(?:FY ?|[Ff]iscal year )\d{4}|(?:令和|平成)(?:元|\d{1,2})年度", plain)
    return _period(found[0]) if found else None


def _period(words: str) -> Period | None:
    try:
        return parse(words)
    except UnknownPeriod:
        return None


def days_in(words: str, language: Language, period: Period | None) -> list[Day]:
    """The days figures stand for, like "as of the end of December", with their places in the words."""
    found: list[Day] = []
    for match in _DAY[language].finditer(words):
        named = {name: value for name, value in match.groupdict().items() if value}
        year = _year(named)
        month = named.get("month") or named.get("month2") or ""
        number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
        day = named.get("day") or named.get("day2")
        framed = "frame" in named or "day2" in named
        if framed or (language is Language.JA and day is None):
            found.append((match.start(), match.end(), _day(year, number, day, period)))
    return found


def _year(named: dict[str, str]) -> int | None:
    if "era" in named:
        before = {"令和": 2018, "平成": 1988}[named["era"]]
        return before + (1 if named["n"] == "元" else int(named["n"]))
    said = named.get("year") or named.get("year2")
    return int(said) if said else None


def _day(year: int | None, month: int, day: str | None, period: Period | None) -> date | None:
    """The day; without a year the only one in the period, else none."""
    years = [year] if year else []
    if not years and period:
        years = list(range(period.first.year, period.last.year + 1))
    possible = []
    for each in years:
        try:
            made = date(each, month, int(day)) if day else _month_end(each, month)
        except ValueError:
            continue
        if year or (period and made in period):
            possible.append(made)
    return possible[0] if len(possible) == 1 else None


def _month_end(year: int, month: int) -> date:
    begin = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(begin.toordinal() - 1)
