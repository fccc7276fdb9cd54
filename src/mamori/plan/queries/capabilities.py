"""The cross-walk: which efforts of an Outline serve which of the 21 capabilities (§14.5)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries.editions import outline_at
from mamori.plan.rules.outline import Effort


@dataclass(frozen=True, slots=True)
class Capability:
    """``efforts``: those of the Outline whose measures serve it; none means not reported in it."""

    key: str
    name: Text
    measures: tuple[str, ...]
    efforts: tuple[Effort, ...]


@dataclass(frozen=True, slots=True)
class Area:
    name: Text
    capabilities: tuple[Capability, ...]


def crosswalk(outline_key: str, at: datetime) -> tuple[Area, ...]:
    """Every capability in its area, with the efforts of that Outline; 404 where there is no such Outline."""
    efforts = outline_at(outline_key, at).efforts
    rows = models.Capability.objects.order_by("order")
    areas = groupby(rows, key=lambda row: Text(row.area_ja, row.area_en))
    return tuple(Area(name, tuple(_served(row, efforts) for row in own)) for name, own in areas)


def _served(row: models.Capability, efforts: tuple[Effort, ...]) -> Capability:
    serving = set(row.measures)
    return Capability(
        key=row.key,
        name=Text(row.name_ja, row.name_en),
        measures=tuple(row.measures),
        efforts=tuple(e for e in efforts if serving & {m.key for m in e.measures}),
    )
