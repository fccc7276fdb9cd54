"""The tables of this slice."""

from mamori.plan.models.capabilities import Capability
from mamori.plan.models.editions import Edition, EditionFile, EditionMeasure
from mamori.plan.models.letters import Letter
from mamori.plan.models.outlines import Outline, Passage, Quantity
from mamori.plan.models.plans import (
    Definition,
    Measure,
    Ownership,
    Pillar,
    Plan,
    Source,
    Term,
    Unit,
)
from mamori.plan.models.rounds import Comment, Evidence, Obligation, Return, Round

__all__ = [
    "Capability",
    "Comment",
    "Definition",
    "Edition",
    "EditionFile",
    "EditionMeasure",
    "Evidence",
    "Letter",
    "Measure",
    "Obligation",
    "Outline",
    "Ownership",
    "Passage",
    "Pillar",
    "Plan",
    "Quantity",
    "Return",
    "Round",
    "Source",
    "Term",
    "Unit",
]
