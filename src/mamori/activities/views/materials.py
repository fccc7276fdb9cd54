"""Material for its agency: added, given files, sent, acknowledged, withdrawn."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions
from mamori.activities.queries import materials
from mamori.activities.rules.materials import (
    AUDIENCES,
    LANGUAGES,
    LARGEST,
    LICENCES,
    RECIPIENTS,
)
from mamori.activities.rules.readable_pdf import FINDINGS
from mamori.activities.views.typed_forms import FileForm, MaterialForm, SentForm
from mamori.kernel import audit
from mamori.kernel.answers import posted_from
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same
from mamori.kernel.typed import number

PAGE = "activities:kept_material"
HIGHEST = 2**31 - 1
WHOLE = Text("0以上の整数を入れてください。", "Give a whole number, zero or more.")


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def kept(request: SignedIn) -> HttpResponse:
    context = {
        "found": materials.of_agencies(_own(request)),
        "audiences": AUDIENCES,
        "names": accounts.agency_names(),
    }
    return render(request, "activities/materials/kept.html", context)


@needs(Permission.PUBLISH_MATERIALS)
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    names = accounts.agency_names()
    own = [(key, names.get(key, same(key)).in_(language())) for key in sorted(_own(request))]
    if request.method != "POST":
        return _new(request, MaterialForm(agencies=own), 200)
    form = MaterialForm(request.POST, agencies=own)
    if form.is_valid():
        who: dict[str, Any] = {"actor": audit.person(request.user.pk), "at": timezone.now()}
        try:
            return redirect(PAGE, actions.add_material(material=form.material(), **who))
        except Refused as refusal:
            form.add_error(None, refusal.message.in_(language()))
    return _new(request, form, 422)


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def one(request: SignedIn, key: str) -> HttpResponse:
    return _one(request, key)


@needs(Permission.PUBLISH_MATERIALS)
@posted_from(PAGE, "key")
def add_file(request: SignedIn, key: str) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        more = {
            "edition": form.cleaned_data["edition"],
            "language": form.cleaned_data["language"],
            "file_name": file.name,
            "content": file.read(LARGEST + 1),
        }
        problem = _done(request, key, actions.add_file, **more)
        if problem is None:
            return redirect(PAGE, key)
        form.add_error("file", problem.in_(language()))
    return _one(request, key, file_form=form)


@needs(Permission.PUBLISH_MATERIALS)
@posted_from(PAGE, "key")
def send(request: SignedIn, key: str) -> HttpResponse:
    form = _sent_form(materials.own(_own(request), key), request.POST)
    if form.is_valid():
        problem = _done(request, key, actions.record_distribution, sent=form.distribution())
        if problem is None:
            return redirect(PAGE, key)
        form.add_error(None, problem.in_(language()))
    return _one(request, key, sent_form=form)


@needs(Permission.PUBLISH_MATERIALS)
@posted_from(PAGE, "key")
def acknowledge(request: SignedIn, key: str, distribution: int) -> HttpResponse:
    try:
        value = number(request.POST.get("places", "")).value
    except Refused as refusal:
        return _one(request, key, problem=refusal.message)
    if value != int(value) or not 0 <= value <= HIGHEST:
        return _one(request, key, problem=WHOLE)
    more = {"distribution": distribution, "places": int(value)}
    return _back(request, key, _done(request, key, actions.acknowledge, **more))


@needs(Permission.PUBLISH_MATERIALS)
@posted_from(PAGE, "key")
def withdraw(request: SignedIn, key: str, file: int) -> HttpResponse:
    return _back(request, key, _done(request, key, actions.withdraw_file, file=file))


def _done(request: SignedIn, key: str, action: Any, **more: Any) -> Text | None:
    own = {"key": key, "agencies": _own(request), **more}
    return attempt(request, lambda **who: action(**own, **who))


def _back(request: SignedIn, key: str, problem: Text | None) -> HttpResponse:
    return redirect(PAGE, key) if problem is None else _one(request, key, problem=problem)


def _one(
    request: SignedIn,
    key: str,
    *,
    problem: Text | None = None,
    file_form: FileForm | None = None,
    sent_form: SentForm | None = None,
) -> HttpResponse:
    own = materials.own(_own(request), key)
    lands = {a.code: a.name for a in areas()}
    context = {
        "own": own,
        "audiences": AUDIENCES,
        "languages": LANGUAGES,
        "licences": LICENCES,
        "recipients": RECIPIENTS,
        "finding_words": FINDINGS,
        "areas": lands,
        "names": accounts.agency_names(),
        "sent": materials.sent(key),
        "covers": [(edition, materials.coverage(key, edition)) for edition in _editions(own)],
        "file_form": file_form or FileForm(),
        "sent_form": sent_form or _sent_form(own, None),
        "trail": audit.history(f"material:{key}"),
        "problem": problem,
    }
    status = 422 if problem or file_form or sent_form else 200
    return render(request, "activities/materials/one.html", context, status=status)


def _sent_form(own: materials.Material, posted: Any) -> SentForm:
    lands = [(a.code, a.name.in_(language())) for a in areas()]
    today = {"sent_on": timezone.localdate()}
    return SentForm(posted, editions=_editions(own), areas=lands, initial=today, prefix="sent")


def _editions(own: materials.Material) -> list[str]:
    return list(dict.fromkeys(file.edition for file in own.files))


def _new(request: SignedIn, form: MaterialForm, status: int) -> HttpResponse:
    return render(request, "activities/materials/new.html", {"form": form}, status=status)


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.PUBLISH_MATERIALS)
