"""What pages of answers say: the state of a return with its moon, figures, units and held words."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context

from mamori.kernel.language import language
from mamori.kernel.quantities import Quantity, Unit, written
from mamori.kernel.text import Language
from mamori.plan.rules.rounds import STATES, State
from mamori.plan.views.answer_page import Box
from mamori.plan.views.cells import MOONS

register = template.Library()

CHIPS = {
    State.RETURNED: "late",
    State.DRAFTED: "act",
    State.SUBMITTED: "act",
    State.ACCEPTED: "act",
    State.CLEARED_JA: "act",
    State.CLEARED_EN: "good",
    State.PUBLISHED: "good",
    State.REVISED: "good",
}


@register.inclusion_tag("plan/state.html")
def state(value: State) -> dict[str, Any]:
    """The state of a return: a moon that fills, and the word."""
    return {"name": STATES[value], "moon": MOONS[value], "chip": CHIPS.get(value, "")}


@register.simple_tag(takes_context=True)
def posted(context: Context, name: str) -> str:
    """What somebody has typed into a small form of the page and nobody has kept."""
    more: dict[str, str] = context.get("more") or {}
    return more.get(name, "")


@register.filter
def in_words(quantity: Quantity) -> str:
    """A figure as a sentence says it, in the language of the page."""
    return written(quantity, language())


@register.filter
def counted(unit: Unit) -> str:
    """A unit with room for its number: 年…回, … participants."""
    before, after = unit.around(language(), Decimal(0))
    return "…".join((before, after)) if language() is Language.JA else f"{before} … {after}".strip()


@register.filter
def shown(words: str, box: Box) -> str:
    """What a field holds, a choice by its words; a dash where it is empty."""
    for code, name in box.field.choices:
        if code == words:
            return name.in_(language())
    return words or "–"
