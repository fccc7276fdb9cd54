"""What anyone may read of how the plan is covered: by figures, and against a whole national response."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import open_to_all
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.plan import files, queries
from mamori.plan.forms import wanted_from
from mamori.plan.queries.capabilities import crosswalk
from mamori.plan.queries.coverage import Coverage
from mamori.plan.queries.coverage import coverage as covered
from mamori.plan.rules.coverage import SHOWS, STANDINGS, Show
from mamori.press import workbook


@open_to_all
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    plan, show = _plan(request), _show(request)
    found = _found(request, plan, show)
    context = {
        "coverage": found,
        "rows": [(row, STANDINGS[row.standing]) for row in found.rows],
        "plan": queries.plan(plan, timezone.localdate()).name if plan else None,
        "plans": queries.plans(timezone.localdate()),
        "wanted": wanted_from(request.GET, plan=plan),
        "pillars": queries.pillars(plan),
        "show": show,
        "shows": SHOWS.items(),
        "tally": _tally(found),
    }
    return render(request, "plan/coverage/coverage.html", context)


@open_to_all
@require_safe
def coverage_file(request: HttpRequest, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    found = _found(request, _plan(request), _show(request))
    content = workbook.write(files.coverage(found.rows, language()), form)
    return download(content, workbook.FORMATS[form], f"coverage.{form}")


@open_to_all
@require_safe
def capabilities(request: HttpRequest) -> HttpResponse:
    """Against the newest Outline, or the one asked for."""
    now = timezone.now()
    known = queries.outlines_at(now)
    asked = request.GET.get("outline", "") or next((one.key for one in known), "")
    areas = crosswalk(asked, now) if asked else ()
    context = {
        "areas": areas,
        "outlines": known,
        "outline": next((one for one in known if one.key == asked), None),
    }
    return render(request, "plan/coverage/capabilities.html", context)


def _found(request: HttpRequest, plan: str, show: Show | None) -> Coverage:
    wanted = wanted_from(request.GET, plan=plan)
    return covered(wanted, show, timezone.localdate(), timezone.now())


def _tally(found: Coverage) -> list[tuple[Show, object, int]]:
    """Each number as the filter that shows its measures."""
    numbers = found.numbers
    counts = {
        Show.INDICATOR: numbers.with_indicator,
        Show.COUNTED: numbers.counted,
        Show.REPORTED: numbers.reported,
        Show.NEVER: numbers.never,
        Show.SILENT: numbers.silent,
    }
    return [(show, SHOWS[show], number) for show, number in counts.items()]


def _plan(request: HttpRequest) -> str:
    """The plan asked for, or the one the newest Outline is of, or the one in force; empty while there is none."""
    plans = queries.plans(timezone.localdate())
    asked = request.GET.get("plan", "")
    if any(plan.key == asked for plan in plans):
        return asked
    newest = queries.latest_at(timezone.now())
    if newest is not None:
        return newest.plan_key
    in_force = (plan.key for plan in plans if plan.current)
    return next(in_force, plans[0].key if plans else "")


def _show(request: HttpRequest) -> Show | None:
    asked = request.GET.get("show", "")
    return Show(asked) if asked in set(Show) else None
