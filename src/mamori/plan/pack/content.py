"""The plan part of a country pack, as values, once everything in it has been checked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mamori.kernel.packs import Row
from mamori.kernel.text import Text
from mamori.plan.rules.owners import Ownership


@dataclass(frozen=True, slots=True)
class PillarContent:
    number: int
    code: str
    title: Text
    short_title: Text
    provisional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanContent:
    row: Row
    key: str
    name: Text
    short: Text
    provisional: tuple[str, ...]
    adopted: date
    first: date
    last: date | None
    measures_total: int | None
    bodies: tuple[str, ...]
    note: Text
    pillars: tuple[PillarContent, ...]


@dataclass(frozen=True, slots=True)
class MeasureContent:
    row: Row
    key: str
    plan: str
    pillar: int | None
    number: int | None
    title: Text
    provisional: bool
    first: date
    last: date | None
    forerunners: tuple[str, ...]
    owners: tuple[Ownership, ...]
    open_list: bool
    note: Text
    source: str | None


@dataclass(frozen=True, slots=True)
class QuantityContent:
    """``series``: the official series (§2.9) or the count (§13.1) its value was taken from; else empty."""

    key: str
    label: Text
    value: Decimal
    baseline: Decimal | None
    unit: str
    qualifier: str
    as_of: date | None
    first: date
    last: date
    status: str
    definitions: tuple[str, ...]
    source: str
    place: Text
    series: str = ""


@dataclass(frozen=True, slots=True)
class PassageContent:
    """An effort, or a statement of section III when ``pillar`` is None."""

    key: str
    pillar: int | None
    order: int
    text: Text
    measures: tuple[str, ...]
    notes: tuple[str, ...]
    quantities: tuple[QuantityContent, ...]


@dataclass(frozen=True, slots=True)
class OutlineContent:
    row: Row
    key: str
    plan: str
    first: date
    last: date
    state_first: date
    state_last: date
    issued_on: date
    issuer: Text
    source: str
    highlights: tuple[str, ...]
    state: tuple[QuantityContent, ...]
    passages: tuple[PassageContent, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Simple tables keep their rows; ``plans``, ``measures`` and ``outlines`` have been read."""

    units: tuple[Row, ...]
    sources: tuple[Row, ...]
    definitions: tuple[Row, ...]
    terms: tuple[Row, ...]
    plans: tuple[PlanContent, ...]
    measures: tuple[MeasureContent, ...]
    capabilities: tuple[Row, ...]
    outlines: tuple[OutlineContent, ...]
