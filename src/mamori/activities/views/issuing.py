"""Certificates of one's own agencies: looked through, issued, printed, revoked."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, files, queries
from mamori.activities.print.certificates import Paper, certificates_pdf
from mamori.activities.queries import Scope, certificates
from mamori.activities.queries.certificates import Issued, Wanted
from mamori.activities.rules import wording
from mamori.activities.rules.certificates import FORMS, STATES
from mamori.activities.views.certificate_forms import CertificateForm, CourseForm, TogetherForm
from mamori.kernel import audit
from mamori.kernel.answers import download, posted_from
from mamori.kernel.forms import Choice
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same
from mamori.press import workbook

PAGE = 100
MOST_IN_FILE = 50_000
LONGEST = 200
ASKED = ("form", "state", "words", "lapsing", "together")


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def issued(request: SignedIn) -> HttpResponse:
    asked = request.GET.get("page", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    wanted, own = _wanted(request.GET), _own(request)
    found, total = certificates.issued(
        own, timezone.now(), wanted, first=(page - 1) * PAGE, most=PAGE
    )
    context = {
        "rows": [(one, FORMS[one.shown.form], STATES[one.shown.state]) for one in found],
        "total": total,
        "wanted": wanted,
        "forms": FORMS,
        "states": STATES,
        "kept": urlencode({name: request.GET[name] for name in ASKED if request.GET.get(name)}),
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "names": accounts.agency_names(),
        "named": any(one.named for one in found),
    }
    return render(request, "activities/certificates/issued.html", context)


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def issued_file(request: SignedIn, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    wanted = _wanted(request.GET)
    found, _ = certificates.issued(_own(request), timezone.now(), wanted, most=MOST_IN_FILE)
    table = files.certificates(found, language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"certificates.{form}")


@needs(Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    offered = _offered(request)
    people = _people(request)
    if request.method != "POST":
        form = CertificateForm(agencies=offered, people=people, initial=_begun(request))
        return _new(request, form, 200)
    form = CertificateForm(request.POST, agencies=offered, people=people)
    if form.is_valid():
        try:
            number = actions.issue(
                certificate=form.certificate(), name=form.cleaned_data["name"], **_who(request)
            )
        except Refused as refusal:
            form.add_error(None, refusal.message.in_(language()))
        else:
            return redirect("activities:issued_certificate", number)
    return _new(request, form, 422)


@needs(Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "POST"])
def together(request: SignedIn) -> HttpResponse:
    """One certificate for each name in a list (§5.7)."""
    if request.method != "POST":
        form = TogetherForm(agencies=_offered(request), initial=_begun(request))
        return _new(request, form, 200)
    form = TogetherForm(request.POST, agencies=_offered(request))
    if form.is_valid():
        names = form.cleaned_data["names"].splitlines()
        try:
            mark = actions.issue_together(
                certificate=form.certificate(), names=names, **_who(request)
            )
        except Refused as refusal:
            form.add_error(None, refusal.message.in_(language()))
        else:
            return redirect(f"{reverse('activities:certificates')}?together={mark}")
    return _new(request, form, 422)


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def one(request: SignedIn, number: str) -> HttpResponse:
    return _one(request, number)


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def paper(request: SignedIn, number: str) -> HttpResponse:
    """The name is unsealed for paper only, and that is recorded (§5.8)."""
    own = certificates.one_issued(_own(request), number, timezone.now())
    name = actions.read_name(number=number, agencies=_own(request), **_who(request))
    return _printed([_paper(own, name)], f"certificate-{number}.pdf")


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def papers(request: SignedIn, mark: str) -> HttpResponse:
    """All that were issued in one go, a page each; those whose name was erased are left out."""
    own = certificates.together(_own(request), mark, timezone.now())
    if not any(one.named for one in own):
        raise Http404
    names = actions.read_names(together=mark, agencies=_own(request), **_who(request))
    found = [_paper(one, names[one.shown.number]) for one in own if one.shown.number in names]
    return _printed(found, f"certificates-{mark}.pdf")


@needs(Permission.ISSUE_CERTIFICATES)
@posted_from("activities:issued_certificate", "number")
def revoke(request: SignedIn, number: str) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\0", "")
    return _done(request, number, actions.revoke, reason=reason)


@needs(Permission.ISSUE_CERTIFICATES)
@posted_from("activities:issued_certificate", "number")
def erase(request: SignedIn, number: str) -> HttpResponse:
    return _done(request, number, actions.erase_name)


def _done(request: SignedIn, number: str, action: Any, **more: Any) -> HttpResponse:
    certificates.one_issued(_own(request), number, timezone.now())
    own = {"number": number, "agencies": _own(request), **more}
    problem = attempt(request, lambda **who: action(**own, **who))
    if problem is not None:
        return _one(request, number, problem)
    return redirect("activities:issued_certificate", number)


def _one(request: SignedIn, number: str, problem: Text | None = None) -> HttpResponse:
    own = certificates.one_issued(_own(request), number, timezone.now())
    subjects = [f"certificate:{number}"]
    if own.together:
        subjects.append(f"certificates:{own.together}")
    holders = accounts.display_names([own.person] if own.person else [])
    context = {
        "own": own,
        "form": FORMS[own.shown.form],
        "state": STATES[own.shown.state],
        "agency": _agency(own.shown.agency),
        "holder": holders.get(own.person) if own.person else None,
        "trail": audit.of_subjects(subjects)[::-1],
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "activities/certificates/one.html", context, status=status)


def _new(request: SignedIn, form: CourseForm, status: int) -> HttpResponse:
    context = {"form": form, "many": isinstance(form, TogetherForm)}
    return render(request, "activities/certificates/new.html", context, status=status)


def _wanted(asked: Mapping[str, str]) -> Wanted:
    said = {name: asked.get(name, "")[:LONGEST].replace("\0", "") for name in ASKED}
    lapsing = bool(said.pop("lapsing"))
    return Wanted(lapsing=lapsing, **said)


def _begun(request: SignedIn) -> dict[str, Any]:
    """What the training asked for says already; nothing of another agency's."""
    begun: dict[str, Any] = {"issued_on": timezone.localdate()}
    asked = request.GET.get("activity", "")
    if not asked.isdecimal() or len(asked) > 9:
        return begun
    own = queries.entry(Scope(agencies=_own(request), only_own=True), int(asked)).activity
    title = wording.title(own, queries.kind(own.kind))
    return begun | {
        "agency": own.agency,
        "title_ja": title.ja,
        "title_en": title.en,
        "valid_until": own.fields.get("valid_until", ""),
        "activity": int(asked),
    }


def _people(request: SignedIn) -> list[Choice]:
    """By agency: those who hold a role of it today."""
    today, names = timezone.localdate(), accounts.agency_names()
    found: list[Choice] = []
    for key in sorted(_own(request)):
        held = accounts.members_of(key, on=today)
        own = [(str(person.person_id), person.display_name) for person in held]
        found.append((names.get(key, same(key)).in_(language()), own))
    return found


def _paper(own: Issued, name: str) -> Paper:
    address = reverse("activities:certificate", args=[own.shown.number])
    return Paper(own.shown, name, _agency(own.shown.agency), settings.SITE_URL + address)


def _printed(found: list[Paper], name: str) -> HttpResponse:
    answer = download(certificates_pdf(found), "application/pdf", name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _who(request: SignedIn) -> dict[str, Any]:
    return {"actor": audit.person(request.user.pk), "at": timezone.now()}


def _offered(request: SignedIn) -> list[tuple[str, str]]:
    names = accounts.agency_names()
    return [(key, names.get(key, same(key)).in_(language())) for key in sorted(_own(request))]


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.ISSUE_CERTIFICATES)


def _agency(key: str) -> Text:
    return accounts.agency_names().get(key, same(key))
