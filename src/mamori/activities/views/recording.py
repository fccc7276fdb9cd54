"""Recording in a minute: choose a kind, fill in its form, see what it counted."""

from secrets import token_urlsafe
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, forms, queries
from mamori.activities.forms import Reading, Sheet
from mamori.activities.queries import likenesses
from mamori.activities.rules import wording
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import NotARecord, Problem, problems
from mamori.activities.rules.repeating import EVERY, Every
from mamori.activities.views.register import scope
from mamori.kernel import audit, typed
from mamori.kernel.areas import areas
from mamori.kernel.quantities import QUALIFIERS, Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST_TOKEN = 64
EXACTLY = Text("ちょうど", "exactly")


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def choose(request: SignedIn) -> HttpResponse:
    context = {"kinds": queries.kinds().values()}
    return render(request, "activities/register/choose.html", context)


@needs(Permission.RECORD_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def record(request: SignedIn, key: str) -> HttpResponse:
    kind = queries.kind(key)
    if request.method != "POST":
        empty = forms.sheet(kind, QueryDict(), ())
        return _form(request, empty, token_urlsafe(24))
    token = request.POST.get("token", "")[:LONGEST_TOKEN].replace("\0", "") or token_urlsafe(24)
    reading = checked(request, kind)
    if not reading.problems:
        try:
            return _save(request, reading, token)
        except NotARecord as refusal:
            reading.problems.extend(refusal.problems)
        except Refused as refusal:
            reading.problems.append(Problem("repeat", refusal.message))
    return _form(request, forms.sheet(kind, request.POST, reading.problems), token)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def counted(request: SignedIn, number: int) -> HttpResponse:
    """What a fresh record changed: the figures it stands behind, and whether another agency has it too."""
    entry = queries.entry(scope(request), number)
    kind = queries.kind(entry.activity.kind)
    context = {
        "entry": entry,
        "kind": kind,
        "title": wording.title(entry.activity, kind),
        "figures": list(wording.figures(entry.activity, kind)),
        "counts": queries.counted_by(entry.activity),
        "pairs": likenesses.pairs_of(scope(request), number),
        "names": accounts.agency_names(),
    }
    return render(request, "activities/register/counted.html", context)


def checked(request: SignedIn, kind: Kind) -> Reading:
    """The form read and held against the rules; each problem once."""
    today = timezone.localdate()
    own = sorted(agencies(request, Permission.RECORD_ACTIVITIES))
    reading = forms.read(request.POST, kind, own, today)
    unread = reading.unread
    found = problems(reading.activity, kind, [a.code for a in areas()], today)
    reading.problems.extend(p for p in found if p.field not in unread)
    return reading


def boxes(request: SignedIn, sheet: Sheet) -> dict[str, Any]:
    """What the form of any kind shows beside what was typed."""
    names = accounts.agency_names()
    own = sorted(agencies(request, Permission.RECORD_ACTIVITIES))
    return {
        "sheet": sheet,
        "kind": sheet.kind,
        "areas": areas(),
        "agencies": [(body, names.get(body)) for body in own],
        "qualifiers": [
            (q, QUALIFIERS[q] if q is not Qualifier.EXACT else EXACTLY) for q in Qualifier
        ],
        "today": timezone.localdate(),
        "wrong": sheet.wrong,
    }


def _save(request: SignedIn, reading: Reading, token: str) -> HttpResponse:
    who: dict[str, Any] = {"actor": audit.person(request.user.pk), "at": timezone.now()}
    every = request.POST.get("repeat", "")
    if every in set(Every):
        until = typed.day(request.POST.get("until", ""))
        actions.plan_repeated(
            activity=reading.activity, every=Every(every), until=until, token=token, **who
        )
        return redirect("activities:register")
    number = actions.record(activity=reading.activity, token=token, **who)
    return redirect("activities:counted", number)


def _form(request: SignedIn, sheet: Sheet, token: str) -> HttpResponse:
    context = {**boxes(request, sheet), "token": token, "every": EVERY.items()}
    status = 422 if sheet.problems else 200
    return render(request, "activities/register/record.html", context, status=status)
