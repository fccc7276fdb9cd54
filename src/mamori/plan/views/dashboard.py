"""The year in pictures, its variant for the frames of others, and the map of the register."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from mamori.accounts.access import open_to_all
from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan import queries
from mamori.plan.print.years import bars
from mamori.plan.queries import dashboard as pictures
from mamori.plan.queries.dashboard import Cell, Counted, Spread
from mamori.plan.rules import mapped
from mamori.press.tiles import Tile, tile_map
from mamori.statistics.print import charts
from mamori.statistics.rules.vintages import Account

MAP_YEARS = 12  # of the choice on the map's page
OVER_YEARS = Text("{0}、年度ごと", "{0}, by fiscal year")
BY_PREFECTURE = Text("{0}、{1}、都道府県別", "{0} by prefecture, {1}")


@open_to_all
@require_safe
def year(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "plan/dashboard/year.html", _context(key, embedded=False))


@open_to_all
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@require_safe
def year_embed(request: HttpRequest, key: str) -> HttpResponse:
    """Without navigation, for any page to frame; it takes no input and sets no cookie."""
    return render(request, "plan/dashboard/year.html", _context(key, embedded=True))


@open_to_all
@require_safe
def register_map(request: HttpRequest) -> HttpResponse:
    """One indicator by prefecture, in one fiscal year."""
    now, known = timezone.now(), pictures.indicators()
    years = mapped.years_until(mapped.year_of(timezone.localdate()), MAP_YEARS)
    key = request.GET.get("indicator", "") or (known[0].key if known else "")
    chosen = _year(request.GET.get("year", ""), years)
    if chosen is None:
        newest = queries.latest_at(now)
        own = mapped.year_of(newest.period.last) if newest else None
        chosen = own if own in years else years[-1]
    found = pictures.spread(key, chosen)
    context = {
        "spread": found,
        "picture": _map(found),
        "rows": found.cells,
        "indicators": known,
        "years": list(reversed(years)),
    }
    return render(request, "plan/dashboard/map.html", context)


def _year(written: str, years: list[Period]) -> Period | None:
    return next((y for y in years if str(y.first.year) == written), None)


def _context(key: str, *, embedded: bool) -> dict[str, object]:
    found = pictures.dashboard(key, timezone.now())
    return {
        "board": found,
        "outline": found.outline,
        "embedded": embedded,
        "situation": [
            (account, charts.series_chart(account, language(), wide=False), _rows(account))
            for account in found.situation
        ],
        "pillars": [
            (pillar, [(one, _bars(one), _drawn(one.spread)) for one in counted])
            for pillar, counted in found.pillars
        ],
    }


def _rows(account: Account) -> list[tuple[int, str]]:
    return [(point.year, f"{point.value:,}") for point in account.line().points]


def _bars(one: Counted) -> str:
    spoken = language()
    years = [
        (str(period.first.year), cell.value, cell.words.in_(spoken)) for period, cell in one.years
    ]
    return bars(
        years,
        name=f"y-{one.indicator.key}",
        title=OVER_YEARS.format(one.indicator.title).in_(spoken),
        description=_read(one.years),
        language=spoken,
    )


def _read(years: tuple[tuple[Period, Cell], ...]) -> str:
    spoken = language()
    said = (f"{period.first.year}: {cell.words.in_(spoken)}" for period, cell in years)
    return "; ".join(said)


def _drawn(spread: Spread | None) -> str:
    return "" if spread is None else _map(spread)


def _map(spread: Spread) -> str:
    spoken = language()
    tiles = [
        Tile(area.tile, area.name, cell.value, cell.words)
        for area, cell in spread.cells
        if area.tile is not None
    ]
    held = [(area, cell) for area, cell in spread.cells if cell.value]
    said = "; ".join(f"{a.name.in_(spoken)} {c.words.in_(spoken)}" for a, c in held)
    return tile_map(
        tiles,
        name=f"m-{spread.indicator.key}",
        title=BY_PREFECTURE.format(spread.indicator.title, spread.year.text).in_(spoken),
        description=said or "–",
        language=spoken,
    )
