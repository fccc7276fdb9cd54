"""Between rows of the tables and the values the rules know."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.activities import models
from mamori.activities.rules import counting, kinds
from mamori.activities.rules.counting import Indicator
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Text

Stored = Mapping[str, Any]


def kind(row: models.Kind) -> Kind:
    return kinds.kind(row.content, _units(row.content))


def indicator(row: models.Indicator) -> Indicator:
    return counting.indicator(row.content, _units(row.content))


def activity(row: models.Activity) -> Activity:
    return Activity(
        kind=row.kind_id,
        agency=row.agency,
        days=Period(row.first, row.last),
        area=row.area,
        title=Text(row.title_ja, row.title_en),
        status=Status(row.status),
        serves=tuple(row.serves),
        fields=row.fields,
        figures={key: figure(f) for key, f in row.figures.items()},
        source=row.source,
        total=row.total,
        invented=row.invented,
    )


def stored(own: Activity) -> dict[str, Any]:
    """The columns of a record; with those of who recorded it when, a row."""
    return {
        "kind_id": own.kind,
        "agency": own.agency,
        "first": own.days.first,
        "last": own.days.last,
        "area": own.area,
        "title_ja": own.title.ja,
        "title_en": own.title.en,
        "status": own.status.value,
        "serves": list(own.serves),
        "fields": dict(own.fields),
        "figures": {key: stored_figure(f) for key, f in own.figures.items()},
        "source": own.source,
        "total": own.total,
        "invented": own.invented,
    }


def state(row: models.Activity) -> dict[str, Any]:
    """The same as JSON can hold it: an earlier state of a record."""
    columns = stored(activity(row))
    return columns | {"first": row.first.isoformat(), "last": row.last.isoformat()}


def figure(kept: Stored) -> Figure:
    return Figure(
        value=Decimal(kept["value"]),
        unit=kept["unit"],
        qualifier=Qualifier(kept["qualifier"]),
        baseline=Decimal(kept["baseline"]) if "baseline" in kept else None,
        as_of=date.fromisoformat(kept["as_of"]) if "as_of" in kept else None,
    )


def stored_figure(own: Figure) -> dict[str, str]:
    found = {"value": str(own.value), "unit": own.unit, "qualifier": own.qualifier.value}
    if own.baseline is not None:
        found["baseline"] = str(own.baseline)
    if own.as_of is not None:
        found["as_of"] = own.as_of.isoformat()
    return found


def _units(content: Stored) -> dict[str, Any]:
    return {u["key"]: kinds.unit(u) for u in content["unit_words"]}
