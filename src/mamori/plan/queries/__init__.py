"""Everything that reads plans and Outlines. Answers are plain values, never model instances."""

from mamori.plan.queries.editions import (
    EditionName,
    editions,
    file_at,
    latest_at,
    outline_at,
    outlines_at,
)
from mamori.plan.queries.outlines import OutlineName, latest, outline, outlines
from mamori.plan.queries.plans import (
    MeasureRow,
    MeasureView,
    PlanName,
    PlanView,
    Wanted,
    measure,
    measures,
    pillars,
    plan,
    plans,
)
from mamori.plan.queries.terms import definitions, sources, terms

__all__ = [
    "EditionName",
    "MeasureRow",
    "MeasureView",
    "OutlineName",
    "PlanName",
    "PlanView",
    "Wanted",
    "definitions",
    "editions",
    "file_at",
    "latest",
    "latest_at",
    "measure",
    "measures",
    "outline",
    "outline_at",
    "outlines",
    "outlines_at",
    "pillars",
    "plan",
    "plans",
    "sources",
    "terms",
]
