"""Material for its agency: looked through, added, changed, given files, sent, withdrawn."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, files
from mamori.activities.queries import materials
from mamori.activities.queries.coverage import coverage, reach
from mamori.activities.queries.materials import Sought
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
from mamori.kernel.answers import download, posted_from
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same
from mamori.press import workbook

PAGE = "activities:kept_material"
LISTED = 100
MOST_IN_FILE = 50_000
LONGEST = 200
SOUGHT = ("words", "audience", "language", "agency", "public")


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def kept(request: SignedIn) -> HttpResponse:
    asked, sought = request.GET.get("page", ""), _sought(request.GET)
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    own = _own(request)
    found, total = materials.of_agencies(own, sought, first=(page - 1) * LISTED, most=LISTED)
    names = accounts.agency_names()
    context = {
        "found": found,
        "total": total,
        "sought": sought,
        "audiences": AUDIENCES,
        "languages": LANGUAGES,
        "agencies": [(key, names.get(key, same(key))) for key in sorted(own)],
        "names": names,
        "page": page,
        "pages": max(1, -(-total // LISTED)),
        "kept": urlencode({name: request.GET[name] for name in SOUGHT if request.GET.get(name)}),
    }
    return render(request, "activities/materials/kept.html", context)


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def kept_file(request: SignedIn, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    found, _ = materials.of_agencies(_own(request), _sought(request.GET), most=MOST_IN_FILE)
    table = files.materials(found, language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"materials.{form}")


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
@require_http_methods(["GET", "POST"])
def change(request: SignedIn, key: str) -> HttpResponse:
    """What it was before is told in its history (§4.8)."""
    own = materials.own(_own(request), key)
    if request.method != "POST":
        return _changing(request, own, MaterialForm(initial=_held(own)), 200)
    form = MaterialForm(request.POST)
    if form.is_valid():
        problem = _done(request, key, actions.change_material, material=form.material())
        if problem is None:
            return redirect(PAGE, key)
        form.add_error(None, problem.in_(language()))
    return _changing(request, own, form, 422)


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
        "reached": [(edition, reach(coverage(key, edition))) for edition in own.editions],
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
    return SentForm(posted, editions=own.editions, areas=lands, initial=today, prefix="sent")


def _new(request: SignedIn, form: MaterialForm, status: int) -> HttpResponse:
    return render(request, "activities/materials/new.html", {"form": form}, status=status)


def _changing(
    request: SignedIn, own: materials.Material, form: MaterialForm, status: int
) -> HttpResponse:
    context = {"form": form, "own": own}
    return render(request, "activities/materials/change.html", context, status=status)


def _held(own: materials.Material) -> dict[str, Any]:
    held = own.content
    texts = {"title": held.title, "about": held.about}
    said = {
        f"{name}_{part}": getattr(t, part) for name, t in texts.items() for part in ("ja", "en")
    }
    plain = ("youngest", "oldest", "licence", "public")
    return {**said, **{n: getattr(held, n) for n in plain}, "audience": held.audience.value}


def _sought(asked: Mapping[str, str]) -> Sought:
    return Sought(**{name: asked.get(name, "")[:LONGEST].replace("\0", "") for name in SOUGHT})


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.PUBLISH_MATERIALS)
