"""The signs of Japanese tables: cells and years as ministries write them, read and written.

Policy: docs/policy/statistics.md, sections 2 and 3. A cell is a text such as ``1,216人``, ``△12`` or ``…``;
what is not understood is refused with the words that would be right, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from mamori.kernel import periods
from mamori.kernel.periods import Kind, Period
from mamori.kernel.quantities import MYRIAD
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.statistics.rules.series import Basis, Confidentiality, Observation, Status

LONGEST = 60  # signs; a longer cell is a sentence
NOT_AVAILABLE = frozenset({"…", "...", "‥", "..", "・・・", "･･･", "不明", "未詳"})  # §3.3
NONE = frozenset({"-", "‐", "‑", "–", "—", "―", "−", "ー", "ｰ", "─", "皆無"})  # §3.3
SECRET = frozenset({"x", "X", "χ", "Χ", "秘匿"})  # §3.3
SCALES = {"億": MYRIAD**2, "百万": 1_000_000, "万": MYRIAD, "千": 1_000}
# Only what stands for the same sign: NFKC would turn a note mark like ① or ² into a digit.
WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. ``value`` is None where a sign stands; ``counter`` the word behind the digits."""

    value: Decimal | None
    status: Status = Status.NORMAL
    confidentiality: Confidentiality = Confidentiality.FREE
    approximate: bool = False
    revised: bool = False
    counter: str = ""


class UnreadCell(Refused):
    code = "unread_cell"

    def __init__(self, written: str) -> None:
        super().__init__(
            Text(
                "「{0}」を数として読めません。例: 1,216、1,216人、約39万、△12、2,095p、r1,216、…、-、x",
                "“{0}” is not read as a figure. Write it like 1,216, 1,216人, 約39万, △12, 2,095p, "
                "r1,216, …, - or x.",
            ).format(written[:LONGEST])
        )


class UnreadYear(Refused):
    code = "unread_year"

    def __init__(self, written: str) -> None:
        super().__init__(
            Text(
                "「{0}」を年として読めません。例: 2017、平成29年、令和元年、平成29年度、FY2017、H29",
                "“{0}” is not read as a year. Write it like 2017, 平成29年, 令和元年, 平成29年度, FY2017 or H29.",
            ).format(written[:LONGEST])
        )


_DIGITS = r"((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
_FIGURE = re.compile(
    r"(約|およそ|おおむね|概ね|about\s|approx\.?\s)?\s*([△▲\-−‐–])?\s*"
    rf"(?:{_DIGITS}億)?(?:{_DIGITS}万)?(?:{_DIGITS}(百万|千)?)?"
    r"\s*((?!億|万|百万|千)[一-鿿々ぁ-んァ-ヶー]{1,12}|[a-z]{3,12}|%)?",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\s*(?:[(（]注\s*[0-9]*[)）]|注\s*[0-9]+[)）]?|※\s*[0-9]*)$")
_PROVISIONAL = re.compile(r"^p\s*(?=[0-9△▲\-])|(?<=[^\W_])\s*(?:p|\(p\)|\((?:速報|暫定)値?\))$")
_REVISED = re.compile(r"^r\s*(?=[0-9△▲\-])|(?<=[^\W_])\s*(?:r|\(r\)|\((?:改訂|訂正|修正)値?\))$")


def narrowed(text: str) -> str:
    """Full-width letters, digits and signs as plain ones; blanks at the ends gone."""
    return text.translate(WIDTH).strip()


def read_cell(text: str) -> Cell:
    """What a cell says; refuses what is no figure and no sign (§3.3)."""
    plain = narrowed(text)
    if not plain or len(plain) > LONGEST:
        raise UnreadCell(text)
    if plain in NOT_AVAILABLE:
        return Cell(None, Status.MISSING)
    if plain in NONE:
        return Cell(None, Status.CANNOT_EXIST)
    if plain in SECRET:
        return Cell(None, Status.SUPPRESSED, Confidentiality.INTERNAL)
    plain = _NOTE_MARK.sub("", plain)
    plain, provisional = _PROVISIONAL.subn("", plain, count=1)
    plain, revised = _REVISED.subn("", plain, count=1)
    if revised and not provisional:
        plain, provisional = _PROVISIONAL.subn("", plain, count=1)
    return _figure(plain, text, Status.PROVISIONAL if provisional else Status.NORMAL, bool(revised))


def _figure(plain: str, written: str, status: Status, revised: bool) -> Cell:
    found = _FIGURE.fullmatch(plain)
    if found is None or not any(found.group(3, 4, 5)):
        raise UnreadCell(written)
    value = (
        _number(found[3]) * SCALES["億"]
        + _number(found[4]) * SCALES["万"]
        + _number(found[5]) * SCALES.get(found[6], 1)
    )
    return Cell(
        -value if found[2] else value,
        status,
        approximate=bool(found[1]),
        revised=revised,
        counter=found[7] or "",
    )


def _number(digits: str | None) -> Decimal:
    return Decimal(digits.replace(",", "")) if digits else Decimal(0)


def write_cell(found: Observation, language: str) -> str:
    """The cell of a printed table, without the counter: its column says the unit (§3.3)."""
    if found.value is None:
        if found.confidentiality is not Confidentiality.FREE or found.status is Status.SUPPRESSED:
            return "x"
        return "-" if found.status is Status.CANNOT_EXIST else "…"
    ja = Language(language) is Language.JA
    about = ("約" if ja else "about ") if found.approximate else ""
    minus = ("△" if ja else "-") if found.value < 0 else ""
    mark = "p" if found.status is Status.PROVISIONAL else ""
    return f"{about}{minus}{abs(found.value):,f}{mark}"


_SPAN = re.compile(r"(.+?)\s*(?:\.\.|～|〜|~)\s*(.+)")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DURATION = re.compile(r"([0-9]{4})-([0-9]{2})(?:-01)?/P(?:([0-9]{1,2})Y)?(?:([0-9]{1,2})M)?")
_SEMESTER = re.compile(r"([0-9]{4})-S([12])")
_YEAR = re.compile(
    r"(?P<fy>FY\s*)?(?:(?P<era>令和|平成|昭和|[RHS](?=\s*[0-9元]))\s*(?P<number>元|[0-9]{1,2})"
    r"|(?P<plain>(?:19|20)[0-9]{2}))(?:\s*年)?(?P<fiscal>度)?(?:\s*年)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s()・/、,]*(?:年度|年)?[\s()]*")
ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}


def read_year(text: str) -> int:
    """The number of one year, calendar or fiscal; a half-year or a span is no year (§1.3)."""
    period = read_period(text)
    if period.kind not in (Kind.CALENDAR_YEAR, Kind.FISCAL_YEAR):
        raise UnreadYear(text)
    return period.first.year


@lru_cache(maxsize=4096)
def read_period(text: str, basis: Basis = Basis.CALENDAR) -> Period:
    """A year, a half-year, a month or a span; ``basis`` says what a year without 年 or 年度 is (§3.4)."""
    plain = narrowed(text)
    if len(plain) > LONGEST:
        raise UnreadYear(text)
    try:
        return _year(plain, basis) or _other(plain, basis)
    except (ValueError, Refused) as error:
        raise UnreadYear(text) from error


def _year(plain: str, basis: Basis) -> Period | None:
    """One year under one or two names, such as 平成31年・令和元年; None where it is none."""
    found = list(_YEAR.finditer(plain))
    if not found or not _BETWEEN.fullmatch(_YEAR.sub("", plain)):
        return None
    years = {_number_of(m["era"], m["number"], m["plain"]) for m in found}
    fiscal = any(m["fy"] or m["fiscal"] for m in found) or "度" in plain
    if len(years) > 1:
        raise UnreadYear(plain)
    bare = not fiscal and "年" not in plain
    return (Basis.FISCAL if fiscal else basis if bare else Basis.CALENDAR).year(years.pop())


def _number_of(era: str | None, number: str | None, plain: str | None) -> int:
    """The year; an era is read only as long as it lasted, its last year counted in (§3.4)."""
    if plain:
        return int(plain)
    name = ERA_LETTERS.get((era or "").upper(), era)
    within = 1 if number == "元" else int(number or 0)
    last = None
    for known, begins, before in periods.ERAS:
        if known == name and within >= 1 and (last is None or before + within <= last):
            return before + within
        last = begins.year
    raise UnreadYear(f"{era}{number}")


def _other(plain: str, basis: Basis) -> Period:
    if found := _SPAN.fullmatch(plain):
        first, last = read_period(found[1], basis), read_period(found[2], basis)
        return Period(first.first, last.last)
    if found := _MONTH.fullmatch(plain):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _DURATION.fullmatch(plain):
        months = 12 * int(found[3] or 0) + int(found[4] or 0)
        return _months(int(found[1]), int(found[2]), months)
    if found := _SEMESTER.fullmatch(plain):
        return periods.half_year(int(found[1]), int(found[2]))
    return periods.parse(plain)


def _months(year: int, month: int, count: int) -> Period:
    """``count`` whole months from that one on."""
    after = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
