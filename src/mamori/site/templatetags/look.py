"""One tag a component of the look; each takes values, prints words, decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url

from mamori.accounts import queries as accounts
from mamori.kernel import audit
from mamori.kernel.language import language
from mamori.kernel.quantities import STATUSES, Qualifier, Status, parts
from mamori.kernel.text import Text
from mamori.plan.rules.outline import Definition, Figure, Owners, Sentence
from mamori.site import deeds

register = template.Library()


@register.inclusion_tag("components/figure.html", takes_context=True)
def figure(
    context: Context,
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
        "alone": context.get("alone"),
        "figure": value,
        "parts": parts(value.quantity, language()),
        "plain": value.quantity.value,
        "approximate": value.quantity.qualifier is not Qualifier.EXACT,
        "status": STATUSES[value.quantity.status],
        "final": value.quantity.status is Status.FINAL,
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


Said = Text | str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the audit trail in words. Of each change: the field, before (or None), after.

    ``whom`` is the subject where that is a person.
    """

    at: datetime
    what: Text
    who: Text
    whom: Text | None
    subject: str
    changes: tuple[tuple[Text, Said, Said], ...]


@register.inclusion_tag("components/history.html")
def history(entries: Sequence[audit.Entry], *, subjects: bool = False) -> dict[str, Any]:
    """What happened, newest first, in words; people by the name they show."""
    named = (name for e in entries for name in (e.actor, e.subject))
    names = accounts.display_names(int(n[7:]) for n in named if n.startswith("person:"))
    bodies = accounts.agency_names() | accounts.duty_names()
    told = [
        Deed(
            e.at,
            deeds.action(e.action),
            _who(e.actor, names),
            _who(e.subject, names) if e.subject.startswith("person:") else None,
            e.subject,
            _changes(e, bodies),
        )
        for e in entries
    ]
    return {"deeds": told, "subjects": subjects}


def _who(actor: str, names: Mapping[int, str]) -> Text:
    kind, name = actor.split(":", 1)
    if kind == "job":
        return deeds.JOB.format(name)
    shown = names.get(int(name))
    return deeds.GONE if shown is None else Text(shown, shown)


def _changes(entry: audit.Entry, bodies: Mapping[str, Text]) -> tuple[tuple[Text, Said, Said], ...]:
    """``title before`` and ``title after`` are one change; what stands alone was set."""
    details, changes = entry.details, []
    for name, value in details.items():
        field, _, part = name.rpartition(" ")
        if part == "before" and field:
            changes.append((field, value, details.get(f"{field} after")))
        elif name == "after":
            changes.append((name, details.get("before"), value))
        elif name != "before" and part != "after" and value is not None:
            changes.append((name, None, value))
    return tuple(
        (
            deeds.field(name, entry.action),
            deeds.value(name, before, bodies),
            deeds.value(name, after, bodies),
        )
        for name, before, after in changes
    )


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


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What stands at that key, or nothing."""
    return values.get(key)


@register.filter
def thousands(value: int) -> str:
    """A whole number with a comma at every thousand, in both languages."""
    return f"{value:,}"
