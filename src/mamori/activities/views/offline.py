"""Recording at a venue without network: blank forms to take along, and what a device sends later (§2.12)."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.activities import actions, forms, queries
from mamori.activities.print import blank_forms
from mamori.activities.rules import offline
from mamori.activities.rules.records import NotARecord, Problem
from mamori.activities.views.recording import boxes, checked
from mamori.activities.views.register import scope
from mamori.kernel import audit
from mamori.kernel.answers import download, posted_from
from mamori.kernel.areas import areas
from mamori.kernel.text import Language, Text

TOKEN = re.compile(r"[0-9A-Za-z_-]{16,64}")
SCRIPTS = ("store", "words", "check", "sending", "taking", "carry", "form")
FILES = (
    "mamori/look.css",
    "mamori/site.css",
    "mamori/icon.svg",
    *(f"activities/offline/{name}.js" for name in SCRIPTS),
)
WORKER = "activities/offline/worker.js"
TEMPLATES = (
    "frame.html",
    "activities/offline/frame.html",
    "activities/offline/carry.html",
    "activities/offline/form.html",
    "activities/register/boxes.html",
)
OF_ANOTHER = Text(
    "この記録は、ほかの人がこの端末で書いたものです。その人がサインインして送ってください。",
    "Somebody else wrote this on the device. That person signs in and sends it.",
)
NO_TOKEN = Text(
    "端末の印がないので、二重に送られたかどうか分かりません。書き直してください。",
    "It bears no token, so nobody could tell whether it was sent twice. Write it anew.",
)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def carry(request: SignedIn) -> HttpResponse:
    """What waits, what to fill in, what to take along. The same page opens without network."""
    context = {
        "kinds": queries.kinds().values(),
        "words": offline.words(offline.TOLD),
        "may_record": bool(agencies(request, Permission.RECORD_ACTIVITIES)),
    }
    return _page(request, "activities/offline/carry.html", context)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def form(request: SignedIn, key: str) -> HttpResponse:
    """The blank form of a kind with the rules that a device can check."""
    kind = queries.kind(key)
    context = {
        **boxes(request, forms.sheet(kind, QueryDict(), ())),
        "known": offline.of_kind(kind),
        "words": offline.words(offline.REASONS),
    }
    return _page(request, "activities/offline/form.html", context)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def state(request: SignedIn) -> HttpResponse:
    """Who is signed in, and what a device fetches to work without network."""
    pages = {key: _in_each("activities:offline_form", key) for key in queries.kinds()}
    answer = JsonResponse(
        {
            "person": _person(request),
            "csrf": get_token(request),
            "version": _version(request),
            "files": [static(name) for name in FILES],
            "pages": _in_each("activities:offline"),
            "kinds": pages,
            "workers": _in_each("activities:offline_worker"),
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:offline")
def send(request: SignedIn, key: str) -> HttpResponse:
    """One entry of a device by the rules of the form; the same token again gives the same record (§2.5)."""
    kind, token = queries.kind(key), request.POST.get("token", "")
    if request.POST.get("by", "") != _person(request):
        return _refused([Problem("by", OF_ANOTHER)], 409)
    if not TOKEN.fullmatch(token):
        return _refused([Problem("token", NO_TOKEN)])
    reading = checked(request, kind)
    if reading.problems:
        return _refused(reading.problems)
    actor = audit.person(request.user.pk)
    try:
        number = actions.record(
            activity=reading.activity, token=token, actor=actor, at=timezone.now()
        )
    except NotARecord as refusal:
        return _refused(refusal.problems)
    kept = queries.entry(scope(request), number)
    return JsonResponse(
        {
            "number": number,
            "url": reverse("activities:counted", args=[number]),
            "same": kept.activity == reading.activity,
        }
    )


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Served here, so that it reaches the pages below and no others."""
    answer = HttpResponse(_found(WORKER), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def blank_form(request: SignedIn, key: str) -> HttpResponse:
    """The form on paper, to be filled in by pen and typed in later."""
    kind = queries.kind(key)
    lands = {area.code: area.name for area in areas()}
    content = blank_forms.blank_form_pdf(kind, lands, today=timezone.localdate())
    return download(content, "application/pdf", f"mamori-{kind.key}.pdf")


def _page(request: SignedIn, template: str, context: dict[str, Any]) -> HttpResponse:
    """Without the navigation, the name and the messages of whoever is signed in: it is kept on a device."""
    own = {"messages": (), "person_key": _person(request), **context}
    answer = render(request, template, own)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _refused(problems: list[Problem] | tuple[Problem, ...], status: int = 422) -> HttpResponse:
    told = [{"field": p.field, **offline.both(p.reason)} for p in problems]
    return JsonResponse({"problems": told}, status=status)


def _person(request: SignedIn) -> str:
    return str(request.user.pk)


def _in_each(route: str, *args: str) -> list[str]:
    found = []
    for language in Language:
        with translation.override(language.value):
            found.append(reverse(route, args=args))
    return found


def _version(request: SignedIn) -> str:
    """Changes with the files, the kinds, the areas and the agencies one records for."""
    own = sorted(agencies(request, Permission.RECORD_ACTIVITIES))
    names = accounts.agency_names()
    told = (_digest(), queries.kinds(), areas(), [(body, names.get(body)) for body in own])
    return sha256(repr(told).encode()).hexdigest()[:16]


@cache
def _digest() -> str:
    templates = (get_template(name).origin.name for name in TEMPLATES)  # type: ignore[attr-defined]
    parts = [_found(name) for name in FILES] + [Path(path).read_bytes() for path in templates]
    return sha256(b"".join(parts)).hexdigest()


def _found(name: str) -> bytes:
    path = finders.find(name)
    assert isinstance(path, str)  # noqa: S101 - it lies beside this code
    return Path(path).read_bytes()
