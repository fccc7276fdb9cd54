"""Numbers and days of a form as people type them: ``約39万``, ``２，３０９``, ``２０１８／１２／３１``."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from mamori.kernel.quantities import MYRIAD, Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST = 40  # signs; nobody counts further
WORDS = (
    ("少なくとも", Qualifier.AT_LEAST),
    ("at least", Qualifier.AT_LEAST),
    ("about", Qualifier.ABOUT),
    ("およそ", Qualifier.ABOUT),
    ("約", Qualifier.ABOUT),
)
NUMBER = re.compile(r"(-?)(?:(\d+(?:\.\d+)?)億)?(?:(\d+(?:\.\d+)?)万)?(\d+(?:\.\d+)?)?")
GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
MINUS = str.maketrans("△▲−–", "----")


class Unreadable(Refused):
    code = "unreadable"


def number(typed: str) -> tuple[Decimal, Qualifier | None]:
    """The value, and the qualifier where it was typed along. Below zero is read: the rules refuse it."""
    text, qualifier = unicodedata.normalize("NFKC", typed).strip(), None
    for word, found in WORDS:
        if text.lower().startswith(word):
            text, qualifier = text[len(word) :].strip(), found
            break
    if text.endswith("以上"):
        text, qualifier = text.removesuffix("以上"), Qualifier.AT_LEAST
    read = NUMBER.fullmatch(GROUPED.sub("", text.translate(MINUS)))
    if read is None or len(typed) > LONGEST or not any(read.groups()[1:]):
        words = Text(
            "「{0}」は数として読めません。2529、2,529、39万 のように入れてください。",
            "“{0}” cannot be read as a number. Write it like 2529, 2,529 or 39万.",
        )
        raise Unreadable(words.format(typed[:LONGEST]))
    hundred_millions, myriads, rest = (Decimal(part or 0) for part in read.groups()[1:])
    value = hundred_millions * MYRIAD**2 + myriads * MYRIAD + rest
    return (-value if read[1] else value), qualifier


def day(typed: str) -> date:
    text = unicodedata.normalize("NFKC", typed).strip().replace("/", "-")
    try:
        return date.fromisoformat(text)
    except ValueError:
        words = Text(
            "「{0}」は日付として読めません。2018-12-31 のように入れてください。",
            "“{0}” cannot be read as a day. Write it like 2018-12-31.",
        )
        raise Unreadable(words.format(typed[:LONGEST])) from None
