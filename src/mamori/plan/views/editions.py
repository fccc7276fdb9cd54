"""For the secretariat: gates, freezing at a minute, thawing, and correcting what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts.access import SignedIn, attempt, needs
from mamori.accounts.rules import Permission
from mamori.helplines import queries as helplines
from mamori.kernel import audit, typed
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan import actions, files, queries
from mamori.plan.forms import MinuteForm, RevisionForm, ThawForm
from mamori.plan.queries import counting
from mamori.plan.queries.assembling import assembled, gates_of
from mamori.plan.queries.counting import Differing
from mamori.plan.queries.rounds import round_name
from mamori.plan.rules.cells import WORDINGS
from mamori.plan.rules.gates import GATES
from mamori.plan.rules.outline import Figure, Outline
from mamori.plan.rules.revising import Corrections, with_references


@needs(Permission.PUBLISH_EDITIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: SignedIn, key: str) -> HttpResponse:
    """The gates of a round, each with the places that keep it shut; and the form that freezes it."""
    form = MinuteForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        minute = form.minute()
        problem = attempt(
            request, lambda **who: actions.freeze(round_key=key, announced_at=minute, **who)
        )
        if problem is None:
            return redirect("plan:edition", key)
    return _edition(request, key, form, problem, status=422 if form.is_bound else 200)


@needs(Permission.OPEN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_again(request: SignedIn, key: str) -> HttpResponse:
    """Owners added since the round opened are asked too."""
    if request.method == "POST":
        attempt(request, lambda **who: actions.ask_again(key=key, **who))
    return redirect("plan:edition", key)


@needs(Permission.PUBLISH_EDITIONS)
@require_safe
def preview(request: SignedIn, key: str) -> HttpResponse:
    """The Outline as it would be published today; only staff see it, and only with every gate open."""
    today = timezone.localdate()
    if not all(passage.open for passage in gates_of(key, today)):
        return redirect("plan:edition", key)
    context = files.page(assembled(key, today)) | {"preview": True}
    return render(request, "plan/outline.html", context)


@needs(Permission.PUBLISH_EDITIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def thaw(request: SignedIn, key: str, edition_id: int) -> HttpResponse:
    form = ThawForm(request.POST or None)
    if request.method != "POST":
        return redirect("plan:edition", key)
    problem: Text | None = None
    if form.is_valid():
        said = form.cleaned_data
        problem = attempt(request, lambda **who: actions.thaw(edition_id=edition_id, **said, **who))
        if problem is None:
            return redirect("plan:edition", key)
    return _edition(request, key, MinuteForm(), problem, status=422, thawing=form)


@needs(Permission.PUBLISH_EDITIONS)
@require_safe
def editions(request: SignedIn) -> HttpResponse:
    """Every edition that stands, and every Outline that can be corrected."""
    now = timezone.now()
    context = {"editions": queries.editions(now), "outlines": queries.outlines_at(now)}
    return render(request, "plan/editions/editions.html", context)


@needs(Permission.PUBLISH_EDITIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: SignedIn, name: str) -> HttpResponse:
    """Corrections of a published Outline: what differs from what is published makes the next revision."""
    now = timezone.now()
    shown = queries.outline_at(name, now)
    form = RevisionForm(request.POST or None)
    lines = frozenset(number.number for number in helplines.all_numbers())
    differing = counting.differing(shown)
    asked = request.POST or (_as_counted(differing) if request.GET.get("records") else {})
    rows = _rows(shown, asked, lines)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = _revised(request, name, shown, form, lines)
        if problem is None:
            return redirect("plan:editions")
    context = {"outline": shown, "form": form, "problem": problem, "differing": differing, **rows}
    context["taken"] = asked
    status = 422 if form.is_bound else 200
    return render(request, "plan/editions/revise.html", context, status=status)


def _as_counted(differing: Iterable[Differing]) -> dict[str, str]:
    """The boxes filled with what the records give now."""
    found = {}
    for one in differing:
        found[f"f.{one.figure.key}.value"] = f"{one.now.value:,}"
        found[f"f.{one.figure.key}.qualifier"] = one.now.qualifier.value
    return found


def _revised(
    request: SignedIn, name: str, shown: Outline, form: RevisionForm, lines: frozenset[str]
) -> Text | None:
    try:
        corrections = _corrections(shown, request.POST, lines)
    except Refused as refusal:
        return refusal.message
    return attempt(
        request,
        lambda **who: actions.revise(name=name, corrections=corrections, **form.values(), **who),
    )


def _corrections(shown: Outline, posted: Mapping[str, str], lines: frozenset[str]) -> Corrections:
    """What was typed and differs from what is published."""
    figures = {}
    for figure in shown.figures:
        words = posted.get(f"f.{figure.key}.value", "").strip()
        wording = posted.get(f"f.{figure.key}.qualifier", "")
        if not words or wording not in set(Qualifier):
            continue
        right = replace(
            figure.quantity, value=typed.number(words).value, qualifier=Qualifier(wording)
        )
        if right != figure.quantity:
            figures[figure.key] = right
    texts = {}
    for effort in shown.efforts:
        said = {each: posted.get(f"t.{effort.key}.{each}", "").strip() for each in Language}
        now = {each: with_references(effort, each, lines) for each in Language}
        if all(said.values()) and said != now:
            texts[effort.key] = Text(said[Language.JA], said[Language.EN])
    return Corrections(figures, texts)


def _rows(shown: Outline, posted: Mapping[str, str], lines: frozenset[str]) -> dict[str, Any]:
    """The form's rows: what is published, or what was typed."""
    figures = [(figure, *_typed(figure, posted)) for figure in shown.figures]
    efforts = [
        (
            effort,
            [
                (each, posted.get(f"t.{effort.key}.{each}", with_references(effort, each, lines)))
                for each in Language
            ],
        )
        for effort in shown.efforts
    ]
    return {"figures": figures, "efforts": efforts, "wordings": WORDINGS.items()}


def _typed(figure: Figure, posted: Mapping[str, str]) -> tuple[str, str]:
    quantity = figure.quantity
    value = posted.get(f"f.{figure.key}.value", f"{quantity.value:,}")
    return value, posted.get(f"f.{figure.key}.qualifier", quantity.qualifier.value)


def _edition(
    request: HttpRequest,
    key: str,
    form: MinuteForm,
    problem: Text | None,
    *,
    status: int,
    thawing: ThawForm | None = None,
) -> HttpResponse:
    now: datetime = timezone.now()
    passages = gates_of(key, timezone.localdate())
    editions = queries.editions(now, round_key=key)
    published = next((one.name for one in editions if one.public), "")
    context = {
        "round": round_name(key),
        "passages": [(GATES[passage.gate], passage) for passage in passages],
        "all_open": all(passage.open for passage in passages),
        "editions": editions,
        "published": published,
        "waits": any(not one.public for one in editions),
        "differing": counting.differing(queries.outline_at(published, now)) if published else (),
        "form": form,
        "thawing": thawing or ThawForm(),
        "problem": problem,
        "history": audit.history(f"round:{key}"),
    }
    return render(request, "plan/editions/edition.html", context, status=status)
