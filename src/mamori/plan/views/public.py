"""What anyone may read: plans, measures, Outlines and their files."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import open_to_all
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.plan import files, queries
from mamori.plan.forms import wanted_from
from mamori.press import workbook


@open_to_all
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/plans.html", {"plans": queries.plans(timezone.localdate())})


@open_to_all
@require_safe
def plan(request: HttpRequest, key: str) -> HttpResponse:
    wanted = wanted_from(request.GET, plan=key)
    context = {
        "plan": queries.plan(key, timezone.localdate(), wanted, timezone.now()),
        "wanted": wanted,
        "filtered": bool(wanted.pillar or wanted.owner or wanted.words),
        "agencies": accounts.agencies(),
    }
    return render(request, "plan/plan.html", context)


@open_to_all
@require_safe
def measures_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same list as a table, with the same filter."""
    today = timezone.localdate()
    queries.plan(key, today)
    rows = queries.measures(wanted_from(request.GET, plan=key), today, timezone.now())
    return _sheet(files.measures(rows, language()), form, f"measures-{key}")


@open_to_all
@require_safe
def measure(request: HttpRequest, plan_key: str, key: str) -> HttpResponse:
    view = queries.measure(key, timezone.localdate(), timezone.now())
    if view.plan.key != plan_key:  # one address for each page
        return redirect("plan:measure", view.plan.key, key)
    return render(request, "plan/measure.html", {"measure": view})


@open_to_all
@require_safe
def outlines(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/outlines.html", {"outlines": queries.outlines_at(timezone.now())})


@open_to_all
@require_safe
def outline(request: HttpRequest, key: str, revision: int | None = None) -> HttpResponse:
    """The newest revision, or an older one at its own address; before its minute, none (§10.2)."""
    now = timezone.now()
    shown = queries.outline_at(key, now, revision)
    newest = shown if revision is None else queries.outline_at(key, now)
    context = files.page(shown) | {"newest": newest.revision, "fixed": revision}
    return render(request, "plan/outline.html", context)


@open_to_all
@require_safe
def outline_file(
    request: HttpRequest, key: str, form: str, revision: int | None = None
) -> HttpResponse:
    """The Outline as a file, as it was frozen; the same Outline gives the same bytes."""
    if form not in files.FORMATS:
        raise Http404
    now, spoken = timezone.now(), language()
    shown = queries.outline_at(key, now, revision)
    content = queries.file_at(key, form, spoken, now, revision)
    content = content or files.outline_file(shown, form, spoken)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    answer = HttpResponse(content, content_type=files.FORMATS[form])
    name = f"outline-{key}-{language().value}.{form}"
    answer["Content-Disposition"] = (
        f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    )
    answer["ETag"] = tag
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _sheet(table: workbook.Table, form: str, name: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    return download(workbook.write(table, form), workbook.FORMATS[form], f"{name}.{form}")
