"""The desk at the door: staff open it, whoever comes presses a button. No account, no cookie of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts.access import SignedIn, agencies, attempt, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.activities import queries
from mamori.activities.actions import desk as actions
from mamori.activities.print.qr import qr
from mamori.activities.queries import Entry, UnknownActivity
from mamori.activities.queries import desk as desks
from mamori.activities.rules import wording
from mamori.activities.rules.desk import FEWEST_REPLIES, QUESTIONS, UnknownAnswer
from mamori.activities.views.register import scope
from mamori.kernel.answers import posted_from
from mamori.kernel.language import language
from mamori.kernel.text import Text

COUNTED = Text("受付で数えた人数。", "Counted at the desk.")
SCAN = Text("受付のページへのQRコード", "QR code to the page of the desk")


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def desk(request: SignedIn, number: int) -> HttpResponse:
    return _page(request, _own(request, number))


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:desk", "number")
def open_desk(request: SignedIn, number: int) -> HttpResponse:
    entry = _own(request, number)
    problem = attempt(request, lambda **who: actions.open_desk(number=number, **who))
    return _after(request, entry, problem)


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:desk", "number")
def close_desk(request: SignedIn, number: int) -> HttpResponse:
    entry = _own(request, number)
    problem = attempt(request, lambda **who: actions.close_desk(number=number, **who))
    return _after(request, entry, problem)


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:desk", "number")
def take_over(request: SignedIn, number: int) -> HttpResponse:
    """What the desk counted goes into the record, as “about”."""
    entry = _own(request, number)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 9 else 0
    reason = COUNTED.in_(language())
    problem = attempt(
        request,
        lambda **who: actions.take_over(number=number, version=version, reason=reason, **who),
    )
    if problem is None:
        return redirect("activities:activity", number)
    return _after(request, entry, problem)


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def here(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    door = desks.door(code, now)
    if request.method == "POST":
        return _sent(request, door, code)
    return _door(request, door)


def _sent(request: HttpRequest, door: desks.Door, code: str) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("act") != "reply":
        actions.come(code=code, at=now)
        return redirect(f"{reverse('activities:here', args=[code])}?done=here")
    answers = {q.key: request.POST.get(q.key, "") for q in QUESTIONS}
    try:
        given = actions.reply(code=code, answers=answers, at=now)
    except UnknownAnswer as refusal:
        return _door(request, door, refusal.message)
    done = "reply" if given else "here"
    return redirect(f"{reverse('activities:here', args=[code])}?done={done}")


def _door(request: HttpRequest, door: desks.Door, problem: Text | None = None) -> HttpResponse:
    context = {
        "door": door,
        "title": wording.title(door.activity, door.kind),
        "questions": QUESTIONS,
        "done": request.GET.get("done", ""),
        "problem": problem,
    }
    return render(request, "activities/desk/here.html", context, status=422 if problem else 200)


def _own(request: SignedIn, number: int) -> Entry:
    entry = queries.entry(scope(request), number)
    if entry.activity.agency not in agencies(request, Permission.RECORD_ACTIVITIES):
        raise UnknownActivity(number)
    return entry


def _after(request: SignedIn, entry: Entry, problem: Text | None) -> HttpResponse:
    if problem is not None:
        return _page(request, entry, problem)
    return redirect("activities:desk", entry.id)


def _page(request: SignedIn, entry: Entry, problem: Text | None = None) -> HttpResponse:
    kind = queries.kind(entry.activity.kind)
    desk = desks.desk(entry.id, timezone.now())
    address = ""
    if desk is not None:
        address = request.build_absolute_uri(reverse("activities:here", args=[desk.code]))
    context = {
        "entry": entry,
        "title": wording.title(entry.activity, kind),
        "desk": desk,
        "address": address,
        "picture": qr(address, SCAN.in_(language())) if address else "",
        "fewest": FEWEST_REPLIES,
        "problem": problem,
    }
    return render(request, "activities/desk/desk.html", context, status=422 if problem else 200)
