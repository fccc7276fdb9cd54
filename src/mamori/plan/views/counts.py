"""What a counted figure was counted from: its rule for all staff, its records for those who may see them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, agencies, granted, needs
from mamori.accounts.rules import Permission
from mamori.kernel import periods
from mamori.kernel.periods import Period
from mamori.kernel.quantities import text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.queries import counting

MOST = 500  # rows on the page
LONGEST = 60


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def counts(request: SignedIn, name: str) -> HttpResponse:
    """The figure of the period asked for; a period is never guessed, so without one there is the rule alone."""
    rule = counting.rule(name)
    period, problem = _period(request.GET.get("period", ""))
    context = {"name": name, "rule": rule, "period": period}
    if period is not None:
        stamp = counting.stamp(name, period)
        try:
            figure = counting.figure(name, period)
            context["figure"] = text(figure) if figure else None
        except Refused as refusal:
            problem = refusal.message
        own = agencies(request, Permission.RECORD_ACTIVITIES)
        everything = Permission.SEE_ALL_ACTIVITIES in granted(request)
        rows = counting.behind(name, period, agencies=own, everything=everything, most=MOST)
        context |= {
            "records": stamp.records,
            "stamp": stamp,
            "rows": [(row, reverse(row.route, args=row.arguments)) for row in rows],
            "hidden": stamp.records - len(rows),
            "everything": everything,
        }
    context |= {"problem": problem, "typed": request.GET.get("period", "")[:LONGEST]}
    return render(request, "plan/staff/counts.html", context, status=422 if problem else 200)


def _period(written: str) -> tuple[Period | None, Text | None]:
    if not written.strip():
        return None, None
    try:
        return periods.parse(written[:LONGEST]), None
    except Refused as refusal:
        return None, refusal.message
