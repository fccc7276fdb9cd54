"""Rounds for the secretariat: all of them, opening one, and a working day in one."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts.access import SignedIn, attempt, granted, needs
from mamori.accounts.rules import Permission
from mamori.kernel import typed
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import actions, queries
from mamori.plan.forms import RoundForm
from mamori.plan.print import progress as charts
from mamori.plan.queries import board, days
from mamori.plan.queries.rounds import round_name
from mamori.plan.rules.progress import STAGES
from mamori.plan.rules.rounds import Act

CHECKED = (Act.ACCEPT, Act.CLEAR_JA, Act.CLEAR_EN)
CAME_IN = (Act.SUBMIT, Act.WITHDRAW)


@needs(Permission.REVIEW_RETURNS)
@require_safe
def rounds(request: SignedIn) -> HttpResponse:
    return _rounds(request, _form(request) if _may_open(request) else None)


@needs(Permission.OPEN_ROUNDS)
@require_http_methods(["GET", "POST"])
def open_round(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return rounds(request)
    today, form, problem = timezone.localdate(), _form(request), None
    if form.is_valid():
        values = form.values()
        problem = attempt(request, lambda **who: actions.open_round(**values, opens=today, **who))
        if problem is None:
            return redirect("plan:board", values["key"])
    return _rounds(request, form, problem, status=422)


@needs(Permission.REVIEW_RETURNS)
@require_safe
def day(request: SignedIn, key: str) -> HttpResponse:
    """The day asked for, within the days the round has lived; any other shows today and says why."""
    today = timezone.localdate()
    first = days.first_day(round_name(key))
    on, problem = _asked_day(request, first, today)
    view = days.working_day(key, on)
    context = {
        "working": view,
        "came_in": view.of(*CAME_IN),
        "sent_back": view.of(Act.SEND_BACK),
        "checked": view.of(*CHECKED),
        "chart": charts.stages_over_days(key, view.so_far, language()),
        "stages": [(stage, STAGES[stage], n) for stage, n in view.so_far[-1].stages.items()],
        "problem": problem,
        "first": first,
        "today": today,
        "before": date.fromordinal(on.toordinal() - 1) if on > first else None,
        "after": date.fromordinal(on.toordinal() + 1) if on < today else None,
    }
    return render(request, "plan/rounds/day.html", context, status=422 if problem else 200)


def _asked_day(request: SignedIn, first: date, today: date) -> tuple[date, Text | None]:
    words = request.GET.get("on", "")
    if not words:
        return today, None
    try:
        on = typed.day(words)
    except Refused as refusal:
        return today, refusal.message
    if first <= on <= today:
        return on, None
    outside = Text("{0}から{1}までの日を選んでください。", "Choose a day from {0} to {1}.").format(
        first, today
    )
    return today, outside


def _rounds(
    request: SignedIn, form: RoundForm | None, problem: Text | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "rounds": board.progress(timezone.localdate()),
        "form": form,
        "problem": problem,
        "today": timezone.localdate(),
    }
    return render(request, "plan/rounds/list.html", context, status=status)


def _form(request: SignedIn) -> RoundForm:
    spoken = language()
    plans = [(p.key, p.short.in_(spoken)) for p in queries.plans(timezone.localdate())]
    return RoundForm(request.POST or None, plans=plans)


def _may_open(request: SignedIn) -> bool:
    return Permission.OPEN_ROUNDS in granted(request)
