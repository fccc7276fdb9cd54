"""Where an edition went, or who acknowledged it, for many prefectures at once by a table (§4.7)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts.access import SignedIn, agencies, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions
from mamori.activities.queries import materials
from mamori.activities.queries.coverage import coverage
from mamori.activities.rules.materials import Distribution
from mamori.activities.rules.sendings import Received, SendingsRefused
from mamori.activities.views.typed_forms import TableForm
from mamori.activities.workbooks import sendings as tables
from mamori.activities.workbooks.opening import LARGEST
from mamori.activities.workbooks.refusals import RowsRefused
from mamori.kernel import audit
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.press import workbook

LISTED = 200  # findings on the page; the rest is counted
RECEIVED = "received"


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def template(request: SignedIn, key: str, form: str) -> HttpResponse:
    """All prefectures and kinds of school; ``?received=EDITION`` what was sent, to be acknowledged."""
    own, names = materials.own(_own(request), key), _names()
    edition = request.GET.get(RECEIVED, "")
    if form not in workbook.FORMATS or (edition and edition not in own.editions):
        raise Http404
    table = tables.received(coverage(key, edition), names) if edition else tables.template(names)
    name = RECEIVED if edition else "sendings"
    return download(workbook.write(table, form), workbook.FORMATS[form], f"{name}-table.{form}")


@needs(Permission.PUBLISH_MATERIALS)
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: SignedIn, key: str) -> HttpResponse:
    """All rows are kept, or none and what is wrong with each."""
    own = materials.own(_own(request), key)
    if request.method != "POST":
        return _page(request, own, _form(own))
    form = _form(own, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, own, form, 422)
    content = form.cleaned_data["table"].read(LARGEST + 1)
    received = form.cleaned_data["what"] == RECEIVED
    needed = tables.RECEIVED if received else tables.SENT
    try:
        table = tables.read(content, _names(), needed)
        if table.findings:
            raise RowsRefused(table.findings)
        kept = _taken(request, own, form, table)
    except SendingsRefused as refusal:
        findings = [table.finding(one.at, one.reason) for one in refusal.wrong]
        return _page(request, own, form, 422, problem=refusal.message, findings=findings)
    except RowsRefused as refusal:
        return _page(
            request, own, form, 422, problem=refusal.message, findings=list(refusal.findings)
        )
    except Refused as refusal:
        return _page(request, own, form, 422, problem=refusal.message)
    return _page(request, own, _form(own), kept=kept, received=received)


def _taken(request: SignedIn, own: materials.Material, form: TableForm, table: tables.Read) -> int:
    typed = form.cleaned_data
    who: dict[str, Any] = {
        "key": own.key,
        "agencies": _own(request),
        "actor": audit.person(request.user.pk),
        "at": timezone.now(),
    }
    if typed["what"] == RECEIVED:
        told = [Received(r.area, r.recipients, r.numbers["acknowledged"]) for r in table.rows]
        return actions.acknowledge_many(edition=typed["edition"], received=told, **who)
    sent = [_sent(row, typed["edition"], typed["sent_on"]) for row in table.rows]
    return actions.record_distributions(sent=sent, **who)


def _sent(row: tables.Row, edition: str, day: Any) -> Distribution:
    return Distribution(
        edition=edition,
        area=row.area,
        recipients=row.recipients,
        sent_on=day,
        pieces=row.numbers["pieces"],
        places=row.numbers["places"],
        places_known=row.numbers.get("places_known"),
        acknowledged=row.numbers.get("acknowledged", 0),
    )


def _page(
    request: SignedIn,
    own: materials.Material,
    form: TableForm,
    status: int = 200,
    *,
    findings: list[Any] | None = None,
    **more: Any,
) -> HttpResponse:
    listed = findings or []
    context = {
        "own": own,
        "form": form,
        "editions": own.editions,
        "findings": listed[:LISTED],
        "more": max(0, len(listed) - LISTED),
        **more,
    }
    return render(request, "activities/materials/together.html", context, status=status)


def _form(own: materials.Material, *posted: Any) -> TableForm:
    today = {"sent_on": timezone.localdate()}
    return TableForm(*posted, editions=own.editions, initial=today)


def _names() -> dict[str, Text]:
    return {area.code: area.name for area in areas()}


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.PUBLISH_MATERIALS)
