"""The register on a map, year after year; and the life of each text, where the kind has one."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import open_to_all
from mamori.activities import queries as activities
from mamori.activities.rules import tallies
from mamori.activities.rules.counting import How, Indicator
from mamori.activities.rules.kinds import Kind
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import files
from mamori.plan.queries import dashboard as pictures
from mamori.plan.queries.dashboard import Spread
from mamori.plan.views.pictures import in_year, on_map
from mamori.press import workbook

YEARS = 12  # of the choice
PAGE = 30  # texts
MOST_IN_FILE = 5_000


class TooManyTexts(Refused):
    code = "too_many_texts"


@open_to_all
@require_safe
def register_map(request: HttpRequest) -> HttpResponse:
    """One indicator by prefecture: one fiscal year large, those with records small."""
    known = pictures.indicators()
    own = _indicator(request.GET, known)
    spreads = pictures.spread(own, _years())
    spread = _chosen(request.GET, spreads)
    held = [one for one in spreads if one.shown]
    most = max((cell.value or 0 for one in held for _, cell in one.cells), default=0)
    context = {
        "spread": spread,
        "state": own.how is How.STATE,
        "running": spread.year.last >= timezone.localdate(),
        "picture": on_map(spread) if spread.cells else "",
        "over_years": [(one, in_year(one, most)) for one in held] if len(held) > 1 else [],
        "indicators": known,
        "years": [one.year for one in reversed(spreads)],
        "kept": urlencode({"indicator": own.key, "year": spread.year.first.year}),
        **(_texts(request.GET, spread.kind) if spread.kind.life else {}),
    }
    return render(request, "plan/dashboard/map.html", context)


@open_to_all
@require_safe
def register_map_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every year of the choice, a row for each prefecture and year."""
    if form not in workbook.FORMATS:
        raise Http404
    own = _indicator(request.GET, pictures.indicators())
    table = files.spreads(pictures.spread(own, _years()), language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"{own.key}.{form}")


@open_to_all
@require_safe
def texts_file(request: HttpRequest, form: str) -> HttpResponse:
    """The life of every text of the kind, a row for each of its days."""
    own = _indicator(request.GET, pictures.indicators())
    kind = activities.kind(own.kind)
    if form not in workbook.FORMATS or kind.life is None:
        raise Http404
    by, area = _asked(request.GET, kind)
    found, total = activities.lives(kind, by=by, area=area, most=MOST_IN_FILE)
    if total > MOST_IN_FILE:
        words = Text("{0:,}件は多すぎます。{1:,}件までに絞り込んでください。",
                     "{0:,} texts are too many. Filter them down to {1:,}.")  # fmt: skip
        raise TooManyTexts(words.format(total, MOST_IN_FILE))
    names = {one.code: one.name for one in areas()}
    table = files.texts(found, kind, names, language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"{kind.key}.{form}")


def _texts(asked: Mapping[str, str], kind: Kind) -> dict[str, object]:
    by, area = _asked(asked, kind)
    page = asked.get("page", "")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    found, total = activities.lives(kind, by=by, area=area, first=(number - 1) * PAGE, most=PAGE)
    lands = areas()
    names = {one.code: one.name for one in lands}
    field = kind.field(kind.life.by) if kind.life else None
    return {
        "texts": [(names.get(one.area), one) for one in found],
        "total": total,
        "field": field,
        "by": by,
        "area": area,
        "lands": lands,
        "page": number,
        "pages": max(1, -(-total // PAGE)),
        "of_texts": urlencode(
            {name: value for name, value in (("by", by), ("area", area)) if value}
        ),
    }


def _asked(asked: Mapping[str, str], kind: Kind) -> tuple[str, str]:
    """Only what the kind and the country know."""
    field = kind.field(kind.life.by) if kind.life else None
    choices = {choice.key for choice in field.choices} if field else set()
    by, area = asked.get("by", ""), asked.get("area", "")
    known = {one.code for one in areas()}
    return by if by in choices else "", area if area in known else ""


def _indicator(asked: Mapping[str, str], known: list[Indicator]) -> Indicator:
    key = asked.get("indicator", "") or (known[0].key if known else "")
    return pictures.indicator(key)


def _chosen(asked: Mapping[str, str], spreads: tuple[Spread, ...]) -> Spread:
    """The year asked for, else the newest with something to show."""
    wanted = asked.get("year", "")
    by_year = {str(one.year.first.year): one for one in spreads}
    newest = next((one for one in reversed(spreads) if one.shown), spreads[-1])
    return by_year.get(wanted, newest)


def _years() -> list[Period]:
    return tallies.years_until(tallies.year_of(timezone.localdate()), YEARS)
