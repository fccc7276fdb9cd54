"""The share of a kind by group and year: guarded for everyone, as counted for those who may see the records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, agencies, granted, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.kernel.text import Text
from mamori.plan import files
from mamori.plan.print.years import bars
from mamori.plan.queries import use_rate as queries
from mamori.plan.queries.use_rate import Rates
from mamori.press import workbook

OVER_YEARS = Text("{0}（{1}）、年度ごと", "{0} ({1}), by fiscal year")


@open_to_all
@require_safe
def rates(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, queries.public_rates(key, timezone.localdate()), staff=False)


@open_to_all
@require_safe
def rates_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    return _file(queries.public_rates(key, timezone.localdate()), form)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def own_rates(request: SignedIn, key: str) -> HttpResponse:
    return _page(request, _own(request, key), staff=True)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def own_rates_file(request: SignedIn, key: str, form: str) -> HttpResponse:
    return _file(_own(request, key), form)


def _own(request: SignedIn, key: str) -> Rates:
    """Of all agencies for those who may see all, else of one's own (activities.md, 6.1)."""
    everything = Permission.SEE_ALL_ACTIVITIES in granted(request)
    own = None if everything else agencies(request, Permission.RECORD_ACTIVITIES)
    return queries.rates(key, timezone.localdate(), agencies=own)


def _page(request: HttpRequest, found: Rates, *, staff: bool) -> HttpResponse:
    context = {
        "rates": found,
        "staff": staff,
        "rows": [
            (group, [(year, found.share(year, group.key)) for year in found.years])
            for group in found.groups
        ],
        "pictures": [(group, _bars(found, group.key, group.words)) for group in found.groups],
    }
    return render(request, "plan/dashboard/rate.html", context)


def _bars(found: Rates, group: str, words: Text) -> str:
    spoken = language()
    years = []
    for year in found.years:
        share = found.share(year, group)
        percent = share.percent if share else None
        height = None if percent is None else round(percent)
        said = files.share_words(year, share).in_(spoken)
        years.append((str(year.period.first.year), height, said))
    return bars(
        years,
        name=f"r-{group or 'all'}",
        title=OVER_YEARS.format(found.rate.title, words).in_(spoken),
        description="; ".join(f"{year}: {said}" for year, _, said in years),
        language=spoken,
        whole=100,
    )


def _file(found: Rates, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    content = workbook.write(files.rates(found, language()), form)
    return download(content, workbook.FORMATS[form], f"{found.kind.key}_rate.{form}")
