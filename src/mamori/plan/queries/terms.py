"""Terms, definitions and sources, for the public pages that explain the words."""

from dataclasses import dataclass

from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.rules.outline import Definition, Source


@dataclass(frozen=True, slots=True)
class TermView:
    """``legal`` marks the wording of a statute or an official title."""

    key: str
    term: Text
    text: Text
    legal: bool


def terms() -> list[TermView]:
    return [
        TermView(row.key, Text(row.term_ja, row.term_en), Text(row.text_ja, row.text_en), row.legal)
        for row in models.Term.objects.order_by("key")
    ]


def definitions() -> list[Definition]:
    """Every version of every definition; newest version last."""
    return [values.definition(row) for row in models.Definition.objects.order_by("key", "version")]


def sources() -> list[Source]:
    return [values.source(row) for row in models.Source.objects.order_by("-published", "key")]
