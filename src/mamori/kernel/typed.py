"""Numbers and days as people type them. Policy: docs/policy/kernel.md, section 9."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

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
                ja="「{0}」は日付として読めません。2018-12-31 のように入れてください。",
                en="“{0}” cannot be read as a day. Write it like 2018-12-31.",
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
    """An ISO day, full-width too, or the day at the head of a timestamp a workbook gives."""
    text = unicodedata.normalize("NFKC", typed).strip().replace("/", "-")
    try:
        return date.fromisoformat(text.split("T")[0].split(" ")[0])
    except ValueError:
        raise NoDay(typed) from None


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
