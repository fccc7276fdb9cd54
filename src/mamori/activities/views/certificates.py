"""Anyone verifies a number: was it issued, for what, does it hold; nobody is named (§5.2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import open_to_all
from mamori.activities.queries import certificates
from mamori.activities.queries.certificates import UnknownCertificate
from mamori.activities.rules import certificates as rules
from mamori.activities.rules.certificates import FORMS, STATES, NotANumber, State
from mamori.kernel.text import Text, same

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
        "revoked": found.state is State.REVOKED,
        "agency": _agency(found.agency),
        "now": timezone.now(),
    }
    answer = render(request, "activities/certificates/verified.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(
    request: HttpRequest, typed: str, problem: Text | None, status: int = 200
) -> HttpResponse:
    context = {"typed": typed, "problem": problem}
    return render(request, "activities/certificates/ask.html", context, status=status)


def _agency(key: str) -> Text:
    return accounts.agency_names().get(key, same(key))
