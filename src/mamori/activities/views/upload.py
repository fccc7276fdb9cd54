"""Many activities at once: the template of a kind to take along, and the page on which it comes back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, queries
from mamori.activities.rules.kinds import Kind
from mamori.activities.workbooks import template as templates
from mamori.activities.workbooks.opening import LARGEST
from mamori.activities.workbooks.reading import Table, read
from mamori.kernel import audit
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.press.workbook import FORMATS

LISTED = 200  # findings on the page; the rest is counted
CHECK = "check"
NO_FILE = Text("ファイルを選んでください。", "Choose a file.")
NO_AGENCY = Text(
    "この府省庁の活動は記録できません。", "You do not record activities of this agency."
)


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def template(request: SignedIn, key: str) -> HttpResponse:
    kind = queries.kind(key)
    content = templates.write(kind, {area.code: area.name for area in areas()})
    return download(content, FORMATS["xlsx"], f"mamori-{kind.key}.xlsx")


@needs(Permission.RECORD_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn, key: str) -> HttpResponse:
    """All rows are recorded, or none and what is wrong with each."""
    kind = queries.kind(key)
    if request.method != "POST":
        return _page(request, kind)
    file, agency = request.FILES.get("table"), request.POST.get("agency", "")
    if agency not in agencies(request, Permission.RECORD_ACTIVITIES):
        return _page(request, kind, problem=NO_AGENCY)
    if file is None:
        return _page(request, kind, problem=NO_FILE)
    content = file.read(LARGEST + 1)
    names = {area.code: area.name for area in areas()}
    try:
        table = read(content, kind, agency, names, timezone.localdate())
    except Refused as refusal:
        return _page(request, kind, problem=refusal.message)
    if request.POST.get("do") == CHECK and not table.findings:
        return _page(request, kind, table=table, checked=True)
    return _take(request, kind, content, table)


def _take(request: SignedIn, kind: Kind, content: bytes, table: Table) -> HttpResponse:
    try:
        kept = actions.take_table(
            content=content,
            activities=table.whole(),
            actor=audit.person(request.user.pk),
            at=timezone.now(),
        )
    except Refused as refusal:
        return _page(request, kind, table=table, problem=refusal.message)
    return _page(request, kind, table=table, kept=kept)


def _page(request: SignedIn, kind: Kind, table: Table | None = None, **more: Any) -> HttpResponse:
    own = sorted(agencies(request, Permission.RECORD_ACTIVITIES))
    names = accounts.agency_names()
    findings = table.findings if table else ()
    context = {
        "kind": kind,
        "table": table,
        "agencies": [(body, names.get(body)) for body in own],
        "agency": request.POST.get("agency", ""),
        "findings": findings[:LISTED],
        "more": max(0, len(findings) - LISTED),
        **more,
    }
    status = 422 if more.get("problem") else 200
    return render(request, "activities/register/upload.html", context, status=status)
