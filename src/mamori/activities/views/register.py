"""The register for those who record in it: a list to look through, and the same as a file."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, granted, needs
from mamori.accounts.rules import Permission
from mamori.activities import files, queries
from mamori.activities.queries import Filters, Scope, likenesses
from mamori.activities.rules import wording
from mamori.activities.rules.records import STATUSES
from mamori.kernel import periods
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.press import workbook

PAGE = 100
MOST_IN_FILE = 50_000
LONGEST = 200
TOO_MANY = Text(
    "{0:,}件は一つのファイルに多すぎます。{1:,}件までに絞り込んでください。",
    "{0:,} records are too many for one file. Filter them down to {1:,}.",
)


class TooMany(Refused):
    code = "too_many_records"


def scope(request: HttpRequest) -> Scope:
    """One's own agencies; everything for those who may see all (§6.1)."""
    return Scope(
        agencies=agencies(request, Permission.RECORD_ACTIVITIES),
        everything=Permission.SEE_ALL_ACTIVITIES in granted(request),
        only_own=True,
    )


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def register(request: SignedIn) -> HttpResponse:
    filters, problem = _filters(request.GET)
    number = _page(request.GET.get("page", ""))
    found, total = queries.entries(scope(request), filters, first=(number - 1) * PAGE, most=PAGE)
    if total and not found:
        number = -(-total // PAGE)
        found, total = queries.entries(
            scope(request), filters, first=(number - 1) * PAGE, most=PAGE
        )
    kinds, lands = queries.kinds(), {a.code: a.name for a in areas()}
    context = {
        "rows": [
            (
                entry,
                wording.title(entry.activity, kinds[entry.activity.kind]),
                lands.get(entry.activity.area),
                list(wording.figures(entry.activity, kinds[entry.activity.kind])),
                STATUSES[entry.activity.status],
            )
            for entry in found
        ],
        "total": total,
        "filters": filters,
        "typed_period": request.GET.get("period", "")[:LONGEST],
        "problem": problem,
        "kinds": kinds.values(),
        "areas": lands.items(),
        "agencies": accounts.agencies(),
        "statuses": STATUSES.items(),
        "kept": _kept(request.GET),
        "page": number,
        "pages": max(1, -(-total // PAGE)),
        "waiting": likenesses.waiting(scope(request).agencies),
        "names": accounts.agency_names(),
        "kind_names": {key: kind.title for key, kind in kinds.items()},
    }
    return render(request, "activities/register/list.html", context, status=422 if problem else 200)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def register_file(request: SignedIn, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    filters, problem = _filters(request.GET)
    if problem is not None:
        raise TooMany(problem)
    found, total = queries.entries(scope(request), filters, most=MOST_IN_FILE)
    if total > MOST_IN_FILE:
        raise TooMany(TOO_MANY.format(total, MOST_IN_FILE))
    names = {a.code: a.name for a in areas()}
    table = files.register(found, queries.kinds(), names, language())
    return download(workbook.write(table, form), workbook.FORMATS[form], f"activities.{form}")


def _filters(asked: Mapping[str, str]) -> tuple[Filters, Text | None]:
    """The list asked for; a period that cannot be read is no filter, and is named."""
    words = {name: asked.get(name, "")[:LONGEST].replace("\0", "") for name in ASKED}
    written, period, problem = words.pop("period").strip(), None, None
    if written:
        try:
            period = periods.parse(written)
        except Refused as refusal:
            problem = refusal.message
    return Filters(**words, period=period), problem


ASKED = ("kind", "agency", "area", "status", "words", "period")


def _page(asked: str) -> int:
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _kept(asked: Mapping[str, str]) -> str:
    return urlencode({name: asked[name] for name in ASKED if asked.get(name)})
