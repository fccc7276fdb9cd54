"""A figure that knows what it counts, how exactly, and for when; written in each language's own way.

Policy: docs/policy/kernel.md. Nothing here knows what the figure is about.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mamori.kernel.periods import Period, as_of
from mamori.kernel.text import Language, Text

MYRIAD = 10_000  # §2.2 Japanese groups by 万 and 億


class Qualifier(StrEnum):
    """How exact the figure is. An approximate one is never printed bare (§2.1)."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


QUALIFIERS = {
    Qualifier.EXACT: Text(ja="", en=""),
    Qualifier.ABOUT: Text(ja="約", en="about"),
    Qualifier.AT_LEAST: Text(ja="少なくとも", en="at least"),
}


class Status(StrEnum):
    """Observation status; the SDMX code list CL_OBS_STATUS 2.2 in brackets."""

    FINAL = "final"  # A
    PROVISIONAL = "provisional"  # P
    DERIVED = "derived"  # E
    REVISED = "revised"  # R


STATUSES = {
    Status.FINAL: Text(ja="確定値", en="Final"),
    Status.PROVISIONAL: Text(ja="暫定値", en="Provisional"),
    Status.DERIVED: Text(ja="計算値", en="Derived"),
    Status.REVISED: Text(ja="改訂値", en="Revised"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What one counts, with its counter: ``{n}`` stands for the digits in each form.

    ``key`` is the unit of count (``participants``); ``ja`` like ``{n}人``; ``one`` and ``other``
    the English forms (``{n} participant``, ``{n} participants``).
    """

    key: str
    ja: str
    one: str
    other: str

    def around(self, language: str, value: Decimal) -> tuple[str, str]:
        """The words before and after the digits, without the blanks between."""
        english = self.one if value == 1 else self.other
        form = self.ja if Language(language) is Language.JA else english
        before, after = form.split("{n}")
        return before.strip(), after.strip()


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. ``baseline`` is the value before a change ("3 → 6"), in the same unit."""

    value: Decimal
    unit: Unit
    period: Period
    qualifier: Qualifier = Qualifier.EXACT
    baseline: Decimal | None = None
    as_of: date | None = None
    status: Status = Status.FINAL


@dataclass(frozen=True, slots=True)
class Parts:
    """A figure taken apart for a page that sets the digits large. Any part may be empty."""

    qualifier: str
    before: str
    baseline: str
    digits: str
    after: str
    as_of: str


def digits(value: Decimal, language: str) -> str:
    """2,309 in both; 390,000 is 39万 in Japanese (§2.2). Decimals are kept as given."""
    whole = int(value)
    if Language(language) is Language.JA and value == whole and whole and whole % MYRIAD == 0:
        hundred_millions, myriads = divmod(whole // MYRIAD, MYRIAD)
        return (f"{hundred_millions:,}億" if hundred_millions else "") + (
            f"{myriads:,}万" if myriads else ""
        )
    return f"{value:,}" if value != whole else f"{whole:,}"


def parts(quantity: Quantity, language: str) -> Parts:
    before, after = quantity.unit.around(language, quantity.value)
    return Parts(
        qualifier=QUALIFIERS[quantity.qualifier].in_(language),
        before=before,
        baseline="" if quantity.baseline is None else digits(quantity.baseline, language),
        digits=digits(quantity.value, language),
        after=after,
        as_of=as_of_words(quantity, language),
    )


def as_of_words(quantity: Quantity, language: str) -> str:
    return "" if quantity.as_of is None else as_of(quantity.as_of, quantity.period).in_(language)


def written(quantity: Quantity, language: str) -> str:
    """As a sentence says it: "about 390,000 participants", 約39万人, "from 3 to 6 payments a year"."""
    p = parts(quantity, language)
    if Language(language) is Language.JA:
        if p.baseline:
            return f"{p.qualifier}{p.before}{p.baseline}{p.after}から{p.before}{p.digits}{p.after}"
        return f"{p.qualifier}{p.before}{p.digits}{p.after}"
    change = ("from", p.baseline, "to") if p.baseline else ()
    return " ".join(word for word in (p.before, *change, p.qualifier, p.digits, p.after) if word)


def text(quantity: Quantity) -> Text:
    return Text(ja=written(quantity, Language.JA), en=written(quantity, Language.EN))
