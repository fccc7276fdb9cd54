"""What a slice tells of a count it gives: its rule, and the records behind it. One page shows them all."""

from dataclasses import dataclass

from mamori.kernel.periods import Period
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """How it is counted. ``of``: what kind of records; ``unit``: the word for what is counted."""

    title: Text
    of: Text
    how: Text
    definition: Text
    unit: Text


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a figure; ``route`` and ``arguments`` lead to it."""

    title: Text
    days: Period
    agency: str
    area: Text | None
    figure: Text | None
    route: str
    arguments: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which records those were: how many, and a digest of their numbers and versions."""

    records: int
    digest: str
