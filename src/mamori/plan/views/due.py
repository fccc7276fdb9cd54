"""What is due, for whoever is signed in."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, agencies, granted, needs
from mamori.accounts.rules import Permission
from mamori.kernel.answers import download
from mamori.kernel.deadlines import Deadline
from mamori.kernel.language import language
from mamori.plan import files
from mamori.plan.queries import due as queries
from mamori.press import workbook


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def due(request: SignedIn) -> HttpResponse:
    today, every = timezone.localdate(), _due(request)
    found = _sought(request, every)
    late = [one for one in found if one.on < today]
    context = {
        "late": [_line(one, today) for one in late],
        "coming": [_line(one, today) for one in found if one.on >= today],
        "count": len(found),
        "agency": request.GET.get("agency", ""),
        "agencies": sorted({one.agency for one in every if one.agency}),
    }
    return render(request, "plan/staff/due.html", context)


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def due_file(request: SignedIn, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    table = files.due(_sought(request, _due(request)), language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"due.{form}")


def _line(one: Deadline, today: date) -> tuple[Deadline, str, int]:
    """With the address where it is done and how many days there are, or have been since."""
    return one, reverse(one.route, args=one.arguments), abs(one.days_left(today))


def _sought(request: SignedIn, every: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    agency = request.GET.get("agency", "")
    return tuple(one for one in every if not agency or one.agency == agency)


def _due(request: SignedIn) -> tuple[Deadline, ...]:
    wanted = queries.Wanted(
        agencies=agencies(request, Permission.ANSWER_RETURNS)
        | agencies(request, Permission.RECORD_ACTIVITIES),
        secretariat=Permission.REVIEW_RETURNS in granted(request),
    )
    return queries.due(wanted, timezone.localdate())
