"""The year in pictures, and its variant for the frames of others."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from mamori.accounts.access import open_to_all
from mamori.kernel.language import language
from mamori.plan.queries import dashboard as pictures
from mamori.plan.queries.dashboard import Shown
from mamori.plan.views.pictures import alone, over_years
from mamori.statistics.print import charts
from mamori.statistics.rules.vintages import Account


@open_to_all
@require_safe
def year(request: HttpRequest, key: str) -> HttpResponse:
    frame = request.build_absolute_uri(reverse("plan:year_embed", args=[key]))
    return render(request, "plan/dashboard/year.html", _context(key) | {"frame": frame})


@open_to_all
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@require_safe
def year_embed(request: HttpRequest, key: str) -> HttpResponse:
    """Without navigation, for any page to frame; it takes no input and sets no cookie."""
    return render(request, "plan/dashboard/year.html", _context(key) | {"embedded": True})


def _context(key: str) -> dict[str, object]:
    found = pictures.dashboard(key, timezone.now())
    return {
        "board": found,
        "outline": found.outline,
        "embedded": False,
        "situation": [
            (account, charts.series_chart(account, language(), wide=False), _rows(account))
            for account in found.situation
        ],
        "pillars": [
            (pillar, [(one, _drawn(one)) for one in shown], any(one.counted for one in shown))
            for pillar, shown in found.pillars
        ],
    }


def _rows(account: Account) -> list[tuple[int, str]]:
    return [(point.year, f"{point.value:,}") for point in account.line().points]


def _drawn(shown: Shown) -> list[tuple[object, str, str]]:
    """Bars where there is more than one year to compare, a map where there are places."""
    return [
        (
            one,
            over_years(one) if len(one.known) > 1 else "",
            alone(one.spread) if one.spread else "",
        )
        for one in shown.counted
    ]
