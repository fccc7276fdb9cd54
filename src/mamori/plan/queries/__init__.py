"""Everything that reads plans and Outlines. Answers are plain values, never model instances."""

from mamori.plan.queries.outlines import OutlineName, latest, outline, outlines
from mamori.plan.queries.plans import (
    MeasureRow,
    MeasureView,
    PlanName,
    PlanView,
    Wanted,
    measure,
    measures,
    plan,
    plans,
)
from mamori.plan.queries.terms import definitions, sources, terms

__all__ = [
    "MeasureRow",
    "MeasureView",
    "OutlineName",
    "PlanName",
    "PlanView",
    "Wanted",
    "definitions",
    "latest",
    "measure",
    "measures",
    "outline",
    "outlines",
    "plan",
    "plans",
    "sources",
    "terms",
]
