"""One activity: what was recorded, what it counts into, and its corrections with their reasons."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, forms, queries
from mamori.activities.forms import Sheet
from mamori.activities.queries import Entry, UnknownActivity, likenesses
from mamori.activities.rules import wording
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import STATUSES, Activity, NotARecord, Problem, Status
from mamori.activities.views.recording import boxes, checked
from mamori.activities.views.register import scope
from mamori.kernel import areas, audit
from mamori.kernel.answers import posted_from
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

TRAINEES = "trainees"
HELD_AS_PLANNED = Text("予定どおり実施した。", "Held as planned.")


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def activity(request: SignedIn, number: int) -> HttpResponse:
    return _page(request, number)


@needs(Permission.RECORD_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def correct(request: SignedIn, number: int) -> HttpResponse:
    """``?held=1`` opens the form of a planned one as held, with nothing left but its numbers."""
    entry = _own(request, number)
    kind = queries.kind(entry.activity.kind)
    if request.method != "POST":
        asked = forms.held(entry.activity) | {"version": [str(entry.version)]}
        if request.GET.get("held") and entry.activity.status is Status.PLANNED:
            asked["status"] = [Status.HELD.value]
            asked["reason"] = [HELD_AS_PLANNED.in_(language())]
        return _form(request, entry, Sheet(kind, asked))
    reading = checked(request, kind)
    if not reading.problems:
        try:
            _corrected(request, entry, reading.activity)
        except NotARecord as refusal:
            reading.problems.extend(refusal.problems)
        except Refused as refusal:
            reading.problems.append(Problem("reason", refusal.message))
        else:
            return redirect("activities:activity", number)
    return _form(request, entry, forms.sheet(kind, request.POST, reading.problems))


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:activity", "number")
def cancel(request: SignedIn, number: int) -> HttpResponse:
    _own(request, number)
    reason = request.POST.get("reason", "").replace("\0", "")
    version = _number(request.POST.get("version", ""))
    problem = attempt(
        request,
        lambda **who: actions.cancel(number=number, version=version, reason=reason, **who),
    )
    if problem is not None:
        return _page(request, number, problem)
    return redirect("activities:activity", number)


def _corrected(request: SignedIn, entry: Entry, typed: Activity) -> None:
    whole = replace(typed, agency=entry.activity.agency, invented=entry.activity.invented)
    actions.correct(
        number=entry.id,
        activity=whole,
        version=_number(request.POST.get("version", "")),
        reason=request.POST.get("reason", "").replace("\0", ""),
        actor=audit.person(request.user.pk),
        at=timezone.now(),
    )


def _own(request: SignedIn, number: int) -> Entry:
    """To be changed by its own agency only; whoever sees all still cannot correct others'."""
    entry = queries.entry(scope(request), number)
    if entry.activity.agency not in agencies(request, Permission.RECORD_ACTIVITIES):
        raise UnknownActivity(number)
    return entry


def _page(request: SignedIn, number: int, problem: Text | None = None) -> HttpResponse:
    seen = scope(request)
    entry = queries.entry(seen, number)
    kind = queries.kind(entry.activity.kind)
    own = entry.activity.agency in seen.agencies
    earlier = queries.history(seen, number)
    context = {
        "entry": entry,
        "kind": kind,
        "title": wording.title(entry.activity, kind),
        "status": STATUSES[entry.activity.status],
        "figures": list(wording.figures(entry.activity, kind)),
        "fields": list(wording.fields(entry.activity, kind)),
        "area": areas.area(entry.activity.area).name if entry.activity.area else None,
        "counts": queries.counted_by(entry.activity) if entry.same_as is None else (),
        "history": [(one, queries.state_before(one, kind)) for one in earlier],
        "trail": audit.history(f"activity:{number}"),
        "pairs": likenesses.pairs_of(seen, number),
        "names": accounts.agency_names(),
        "may_change": own and entry.activity.status is not Status.CANCELLED,
        "is_planned": entry.activity.status is Status.PLANNED,
        "may_certify": _may_certify(request, entry, kind),
        "problem": problem,
    }
    return render(
        request, "activities/register/activity.html", context, status=422 if problem else 200
    )


def _may_certify(request: SignedIn, entry: Entry, kind: Kind) -> bool:
    """A training that was held, by an agency in whose name this person issues certificates."""
    return (
        entry.activity.status is Status.HELD
        and any(number.key == TRAINEES for number in kind.numbers)
        and entry.activity.agency in agencies(request, Permission.ISSUE_CERTIFICATES)
    )


def _form(request: SignedIn, entry: Entry, sheet: Sheet) -> HttpResponse:
    context = {**boxes(request, sheet), "entry": entry}
    status = 422 if sheet.problems else 200
    return render(request, "activities/register/correct.html", context, status=status)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 0
