"""One tag a component of the look; each takes values, prints words, decides nothing."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url

from mamori.kernel.language import language
from mamori.kernel.quantities import STATUSES, Qualifier, parts
from mamori.plan.rules.outline import Definition, Figure, Owners, Sentence

register = template.Library()


@register.inclusion_tag("components/figure.html")
def figure(
    value: Figure,
    notes: tuple[Definition, ...] = (),
    section: str = "",
    *,
    level: str = "",
) -> dict[str, Any]:
    """A figure: label, digits, unit, note, where it comes from. ``notes`` number the footnotes."""
    marks = [
        (number, f"{section}n{number}")
        for number, note in enumerate(notes, start=1)
        if any(d.key == note.key for d in value.definitions)
    ]
    return {
        "figure": value,
        "parts": parts(value.quantity, language()),
        "plain": value.quantity.value,
        "approximate": value.quantity.qualifier is not Qualifier.EXACT,
        "status": STATUSES[value.quantity.status],
        "marks": marks,
        "level": level,
    }


@register.inclusion_tag("components/owners.html")
def owners(value: Owners) -> dict[str, Any]:
    return {"owners": value, "language": language().value}


@register.inclusion_tag("components/sentence.html")
def sentence(value: Sentence, prefix: str = "") -> dict[str, Any]:
    return {"pieces": value.in_(language()), "prefix": prefix}


@register.inclusion_tag("components/notes.html")
def notes(value: tuple[Definition, ...], section: str) -> dict[str, Any]:
    return {"notes": [(n, f"{section}n{n}", d) for n, d in enumerate(value, start=1)]}


@register.simple_tag(takes_context=True)
def in_language(context: Context, wanted: str) -> str:
    """This same page in the other language."""
    request: HttpRequest = context["request"]
    path = request.get_full_path()
    translated = translate_url(path, wanted)
    return (
        translated
        if translated != path or request.path.startswith(f"/{wanted}/")
        else f"/{wanted}/"
    )


@register.filter
def provisional_here(languages: frozenset[str]) -> bool:
    """Whether the title shown on this page is not the official one."""
    return language().value in languages
