"""Certificates: anyone verifies a number; an agency issues, prints and revokes its own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.activities import actions
from mamori.activities.print.certificates import certificate_pdf
from mamori.activities.queries import certificates
from mamori.activities.queries.certificates import UnknownCertificate
from mamori.activities.rules import certificates as rules
from mamori.activities.rules.certificates import FORMS, STATES, NotANumber, State
from mamori.activities.views.typed_forms import CertificateForm
from mamori.kernel import audit
from mamori.kernel.answers import download, posted_from
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same

PAGE = 100
LONGEST = 60


@open_to_all
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("number", "")[:LONGEST].replace("\0", "")
    if not typed.strip():
        return _asked(request, "", None)
    try:
        return redirect("activities:certificate", rules.number(typed))
    except NotANumber as refusal:
        return _asked(request, typed, refusal.message, refusal.status)


@open_to_all
@require_safe
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """What was issued under this number, and whether it holds now; nobody is named (§5.2)."""
    try:
        found = certificates.verify(number, timezone.now())
    except (NotANumber, UnknownCertificate) as refusal:
        return _asked(request, number[:LONGEST], refusal.message, refusal.status)
    context = {
        "found": found,
        "form": FORMS[found.form],
        "state": STATES[found.state],
        "holds": found.state is State.VALID,
        "agency": _agency(found.agency),
        "now": timezone.now(),
    }
    answer = render(request, "activities/certificates/verified.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def issued(request: SignedIn) -> HttpResponse:
    asked = request.GET.get("page", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    found, total = certificates.issued(
        _own(request), timezone.now(), first=(page - 1) * PAGE, most=PAGE
    )
    context = {
        "rows": [(one, FORMS[one.shown.form], STATES[one.shown.state]) for one in found],
        "total": total,
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "names": accounts.agency_names(),
    }
    return render(request, "activities/certificates/issued.html", context)


@needs(Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    names, own = accounts.agency_names(), sorted(_own(request))
    offered = [(key, names.get(key, same(key)).in_(language())) for key in own]
    if request.method != "POST":
        today = {"issued_on": timezone.localdate()}
        return _new(request, CertificateForm(agencies=offered, initial=today), 200)
    form = CertificateForm(request.POST, agencies=offered)
    if form.is_valid():
        try:
            number = actions.issue(
                certificate=form.certificate(),
                name=form.cleaned_data["name"],
                actor=audit.person(request.user.pk),
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message.in_(language()))
        else:
            return redirect("activities:issued_certificate", number)
    return _new(request, form, 422)


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def one(request: SignedIn, number: str) -> HttpResponse:
    return _one(request, number)


@needs(Permission.ISSUE_CERTIFICATES)
@require_safe
def paper(request: SignedIn, number: str) -> HttpResponse:
    """The only place where the name is unsealed (§5.1)."""
    own = certificates.one_issued(_own(request), number, timezone.now())
    content = certificate_pdf(
        own.shown,
        certificates.name(_own(request), number),
        agency=_agency(own.shown.agency),
        address=settings.SITE_URL + reverse("activities:certificate", args=[own.shown.number]),
    )
    answer = download(content, "application/pdf", f"certificate-{own.shown.number}.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


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
    context = {
        "own": own,
        "form": FORMS[own.shown.form],
        "state": STATES[own.shown.state],
        "agency": _agency(own.shown.agency),
        "trail": audit.history(f"certificate:{number}"),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "activities/certificates/one.html", context, status=status)


def _new(request: SignedIn, form: CertificateForm, status: int) -> HttpResponse:
    return render(request, "activities/certificates/new.html", {"form": form}, status=status)


def _asked(
    request: HttpRequest, typed: str, problem: Text | None, status: int = 200
) -> HttpResponse:
    context = {"typed": typed, "problem": problem}
    return render(request, "activities/certificates/ask.html", context, status=status)


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.ISSUE_CERTIFICATES)


def _agency(key: str) -> Text:
    return accounts.agency_names().get(key, same(key))
