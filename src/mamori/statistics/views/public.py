"""What anyone may read of official statistics: series, their values, and what may be said of them."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mamori.accounts import queries as agencies
from mamori.accounts.access import open_to_all
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.press import workbook
from mamori.statistics import queries
from mamori.statistics.print import charts, files
from mamori.statistics.print import methodology as methods
from mamori.statistics.rules.claims import Claim
from mamori.statistics.rules.offered import written
from mamori.statistics.rules.vintages import REASONS, Account
from mamori.statistics.views import telling

TOPICS = {
    "police": Text("検挙と被害児童", "Cases cleared and child victims"),
    "hotline": Text("インターネット・ホットライン", "The internet hotline"),
    "helplines": Text("相談電話", "Helplines"),
    "support": Text("被害児童の支援", "Support for child victims"),
    "prevention": Text("予防", "Prevention"),
}
DIMENSIONS = {
    "school": Text("学校の段階ごと", "By school stage"),
    "harm": Text("被害の態様ごと", "By kind of harm"),
    "reason": Text("理由ごと", "By reason"),
}
MOST_COMPARED = 4


@open_to_all
@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    """Every series by topic, with its newest value."""
    topic, words = request.GET.get("topic", ""), request.GET.get("q", "")
    found = telling.matching(queries.accounts(), words, topic)
    found.sort(key=lambda a: [*TOPICS, a.series.topic].index(a.series.topic))
    groups = [
        (TOPICS.get(name, Text(name, name)), [(a, telling.latest(a)) for a in group])
        for name, group in groupby(found, key=lambda a: a.series.topic)
    ]
    context = {"groups": groups, "topics": TOPICS.items(), "topic": topic, "words": words}
    return render(request, "statistics/all_series.html", context)


@open_to_all
@require_safe
def series_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a table, with the same filter."""
    if form not in workbook.FORMATS:
        raise Http404
    topic, words = request.GET.get("topic", ""), request.GET.get("q", "")
    found = telling.matching(queries.accounts(), words, topic)
    table = telling.overview(found, language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"series.{form}")


@open_to_all
@require_safe
def one_series(request: HttpRequest, key: str) -> HttpResponse:
    """The chart, the table, what may be said and what not, definition, revisions, downloads."""
    account = queries.account(key)
    line = account.line()
    year = _year(request, account)
    said, not_said = _said(account, year)
    context = {
        "account": account,
        "series": account.series,
        "agency": agencies.agency_names().get(account.series.agency),
        "latest": telling.latest(account),
        "unit": account.series.unit_name,
        "wide": charts.series_chart(account, language()),
        "narrow": charts.series_chart(account, language(), wide=False),
        "years": [point.year for point in reversed(line.points)],
        "year": year,
        "holds": [claim for claim in said if claim.holds],
        "fails": [claim for claim in said if not claim.holds],
        "not_said": not_said,
        "rows": telling.rows(account),
        "parts": telling.parts(account),
        "pictures": [
            (DIMENSIONS.get(name, Text(name, name)), *_both(each))
            for name, each in telling.dimensions(account).items()
        ],
        "spans": telling.spans(account),
        "revisions": [
            (r, written(r.before), written(r.after), REASONS[r.reason]) for r in account.revisions()
        ],
        "disagreements": account.disagreements(),
        "definitions": account.series.definitions,
        "forms": files.FORMS,
    }
    return render(request, "statistics/series.html", context)


@open_to_all
@require_safe
def values_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    if form not in files.FORMATS:
        raise Http404
    content = files.values(queries.account(key), form, language())
    kind, ending = files.FORMATS[form]
    return download(content, kind, f"{key}-{language().value}.{ending}")


@open_to_all
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four series, each in a picture of its own with its own scale and the same years."""
    chosen = list(dict.fromkeys(request.GET.getlist("series")))[:MOST_COMPARED]
    every = [a for a in queries.accounts() if telling.rows(a)]
    found = [a for key in chosen for a in every if a.series.key == key]
    context = {
        "every": every,
        "chosen": [a.series.key for a in found],
        "found": [(a, telling.latest(a), telling.rows(a)) for a in found],
        "charts": _both(found),
        "most": MOST_COMPARED,
    }
    return render(request, "statistics/compare.html", context)


@open_to_all
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """What published Outlines said of trends, beside what the figures bear."""
    return render(request, "statistics/statements.html", {"statements": queries.statements()})


@open_to_all
@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    """The rules in words, with examples computed by the rules themselves."""
    context = {"sections": methods.methodology(language())}
    return render(request, "statistics/methodology.html", context)


def _both(accounts: list[Account]) -> tuple[str, str]:
    """The picture for a wide page and the one for a telephone; the style sheet shows one of them."""
    wide, narrow = (charts.compare_chart(accounts, language(), wide) for wide in (True, False))
    return wide, narrow


def _said(account: Account, year: int | None) -> tuple[tuple[Claim, ...], Text | None]:
    """The claims of that year; of shares and averages there are none, and the page says why (§4.8)."""
    if year is None:
        return (), None
    try:
        return queries.said(account, year), None
    except Refused as refusal:
        return (), refusal.message


def _year(request: HttpRequest, account: Account) -> int | None:
    """The year asked for, or the newest with a value."""
    years = [point.year for point in account.line().points]
    asked = request.GET.get("year", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return years[-1] if years else None
