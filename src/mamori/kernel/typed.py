"""Numbers and days as people type them. Policy: docs/policy/kernel.md, section 9."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from mamori.kernel.periods import ERAS
from mamori.kernel.quantities import MYRIAD, Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST = 40  # signs; nobody counts further
BEFORE = (
    ("少なくとも", Qualifier.AT_LEAST),
    ("at least", Qualifier.AT_LEAST),
    ("about", Qualifier.ABOUT),
    ("およそ", Qualifier.ABOUT),
    ("約", Qualifier.ABOUT),
)
BEHIND = (("以上", Qualifier.AT_LEAST),)
MINUS = re.compile(r"^[△▲−–-]\s*")
GROUPS = re.compile(
    r"(?:(?P<oku>[\d,]+(?:\.\d+)?)億)?(?:(?P<man>[\d,]+(?:\.\d+)?)万)?(?P<rest>[\d,]*(?:\.\d+)?)"
)
LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
WRITTEN = re.compile(
    r"(?:(令和|平成|昭和|[RHS])\s*(元|\d{1,2})|(\d{4}))\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?",
    re.IGNORECASE,
)
COMMAS = re.compile(r"\d{1,3}(,\d{3})*(\.\d+)?|\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """What was typed; ``qualifier`` where it was typed along ("約39万")."""

    value: Decimal
    qualifier: Qualifier | None = None


class NoNumber(Refused):
    code = "no_number"

    def __init__(self, typed: str) -> None:
        super().__init__(
            Text(
                ja="「{0}」は数として読めません。2529、2,529、39万 のように入れてください。",
                en="“{0}” cannot be read as a number. Write it like 2529, 2,529 or 39万.",
            ).format(_shown(typed))
        )


class IsFormula(Refused):
    code = "is_formula"

    def __init__(self, typed: str) -> None:
        super().__init__(
            Text(
                ja="「{0}」は式です。計算した値を入れてください。",
                en="“{0}” is a formula. Put in the value it gives.",
            ).format(_shown(typed))
        )


class NoDay(Refused):
    code = "no_day"

    def __init__(self, typed: str) -> None:
        super().__init__(
            Text(
                ja="「{0}」は日付として読めません。2018-12-31 か 平成30年12月31日 のように入れてください。",
                en="“{0}” cannot be read as a day. Write it like 2018-12-31 or 平成30年12月31日.",
            ).format(_shown(typed))
        )


def number(typed: str) -> Number:
    """``２，５２９``, ``39万``, ``約1億2,000万``, ``△5``; refuses anything else and says what would do."""
    if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST:
        return Number(Decimal(typed))
    text = unicodedata.normalize("NFKC", typed).strip()
    if text[:1] in "=@" and text:
        raise IsFormula(typed)
    qualifier, text = _qualified(text)
    negative = bool(MINUS.match(text))
    text = MINUS.sub("", text)
    found = GROUPS.fullmatch(text)
    if not text or len(text) > LONGEST or found is None:
        raise NoNumber(typed)
    total = sum(
        (_part(found[name], typed) * scale for name, scale in _SCALES if found[name]), Decimal(0)
    )
    return Number(-total if negative else total, qualifier)


_SCALES = (("oku", MYRIAD**2), ("man", MYRIAD), ("rest", 1))


def day(typed: str) -> date:
    """``2026-06-01``, ``２０２６/６/１``, ``令和8年6月1日``, ``R8.6.1``, a workbook's timestamp.

    Of an era, only a day that lies in it or in the year it ended.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    try:
        found = WRITTEN.fullmatch(text)
        if found is None:
            return date.fromisoformat(text.replace("/", "-").split("T")[0].split(" ")[0])
        era, year, plain, month, of_month = found.groups()
        if not era:
            return date(int(plain), int(month), int(of_month))
        return _of_era(LETTERS.get(era.upper(), era), year, int(month), int(of_month))
    except ValueError:
        raise NoDay(typed) from None


def _of_era(era: str, year: str, month: int, of_month: int) -> date:
    """The old name is still written until the year ends; the new one never before it begins."""
    _, begins, first = next(known for known in ERAS if known[0] == era)
    read = date(first + (1 if year == "元" else int(year)), month, of_month)
    newer = [known for known in ERAS if known[1] > begins]
    if read < begins or (newer and read.year > newer[-1][1].year):
        raise ValueError(era)
    return read


def _qualified(text: str) -> tuple[Qualifier | None, str]:
    for word, qualifier in BEFORE:
        if text.lower().startswith(word):
            return qualifier, text[len(word) :].strip()
    for word, qualifier in BEHIND:
        if text.endswith(word):
            return qualifier, text[: -len(word)].strip()
    return None, text


def _part(digits: str, typed: str) -> Decimal:
    if not COMMAS.fullmatch(digits):
        raise NoNumber(typed)
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise NoNumber(typed) from None


def _shown(typed: str) -> str:
    return typed if len(typed) <= LONGEST else typed[: LONGEST - 1] + "…"
