"""The site's own pages: home, help, terms, downloads, the way out, and what is shown when something is amiss."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.helplines import queries as helplines
from mamori.kernel import audit
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.kernel.periods import day_in, era_year, fiscal_year
from mamori.kernel.text import Language, Text
from mamori.plan import queries as plan
from mamori.press import workbook
from mamori.site import deeds, specimens

MOST_RECORDS = 500  # on one page and in one file


@open_to_all
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    wanted = get_language_from_request(request)
    answer = redirect("/en/" if wanted.startswith("en") else "/ja/")
    answer["Vary"] = "Accept-Language"
    return answer


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    now = timezone.now()
    latest = plan.latest_at(now)
    outline = plan.outline_at(latest.key, now) if latest else None
    plans = plan.plans(today)
    own = next((p for p in plans if latest and p.key == latest.plan_key), None)
    in_force = next((p for p in plans if p.current and p != own), None)
    context = {
        "outline": outline,
        "latest": latest,
        "figures": outline.highlighted if outline else (),
        "plan": own,
        "plan_name": _named(own, in_force) if own else None,
        "in_force": in_force,
        "numbers": [n for n in helplines.numbers_at(today) if n.urgent and n.number != "110"],
    }
    return render(request, "site/home.html", context)


def _named(own: plan.PlanName, in_force: plan.PlanName | None) -> Text:
    """A plan that another one has replaced says so."""
    if in_force is None or own.last is None:
        return own.short
    first, last = era_year(own.first), f"{era_year(own.last)}{own.last.month}月"
    return Text(
        f"{own.short.ja}（{first}、{last}まで）",
        f"{own.short.en} (replaced {day_in(in_force.first, Language.EN)})",
    )


@open_to_all
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    numbers = helplines.numbers_at(timezone.localdate())
    context = {
        "first": [n for n in numbers if n.urgent and n.number != "110"],
        "others": [n for n in numbers if not n.urgent and n.can_be_reached],
    }
    return render(request, "site/help.html", context)


@open_to_all
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Where everything that tells of deeds is found; figures of the newest Outline that records gave."""
    now = timezone.now()
    latest = plan.latest_at(now)
    outline = plan.outline_at(latest.key, now) if latest else None
    counted = [figure for figure in outline.figures if figure.counted] if outline else []
    return render(request, "site/activities.html", {"latest": latest, "figures": counted})


@open_to_all
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    found = [
        term
        for term in plan.terms()
        if not wanted or wanted.lower() in f"{term.term.ja} {term.term.en}".lower()
    ]
    context = {"terms": found, "wanted": wanted, "agencies": accounts.agencies()}
    return render(request, "site/terms.html", context)


@open_to_all
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    return render(request, "site/downloads.html", {"outlines": plan.outlines_at(timezone.now())})


@open_to_all
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    return render(request, "site/components.html", specimens.context(fiscal_year(2017)))


@needs(Permission.READ_AUDIT)
@require_safe
def audit_trail(request: SignedIn) -> HttpResponse:
    """The newest records; ``check`` walks every chain, which takes longer the longer they are."""
    part, subject = request.GET.get("slice", ""), request.GET.get("subject", "").strip()
    entries = audit.newest(slice=part, subject=subject, most=MOST_RECORDS)
    form = request.GET.get("as", "")
    if form in workbook.FORMATS:
        return download(_records(entries, form), workbook.FORMATS[form], f"audit.{form}")
    context = {
        "entries": entries,
        "most": MOST_RECORDS,
        "slices": deeds.SLICES.items(),
        "slice": part,
        "subject": subject,
        "chains": [(deeds.part(c.slice), c) for c in audit.verify()]
        if "check" in request.GET
        else [],
    }
    return render(request, "site/audit.html", context)


def _records(entries: list[audit.Entry], form: str) -> bytes:
    heads = (
        Text("日時", "When"),
        Text("誰が", "Who"),
        Text("何を", "What"),
        Text("対象", "Subject"),
        Text("内容", "Details"),
    )
    rows = (
        (e.at.isoformat(), e.actor, e.action, e.subject, json.dumps(e.details, ensure_ascii=False))
        for e in entries
    )
    table = workbook.Table.said(
        spoken=language(),
        title=Text("操作の記録", "Audit trail"),
        heads=heads,
        rows=tuple(rows),
    )
    return workbook.write(table, form)


@open_to_all
def leave(request: HttpRequest) -> HttpResponse:
    """The way out: a neutral page, and as little left behind as a server can clear."""
    answer = redirect(settings.QUICK_EXIT_URL)
    answer["Clear-Site-Data"] = '"cache", "storage"'
    answer["Cache-Control"] = "no-store"
    return answer


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that is too old, or from another site."""
    message = Text(
        "このページは古くなりました。戻って読み込み直し、もう一度送ってください。",
        "This page has grown too old. Go back, load it again and send it once more.",
    )
    return render(request, "422.html", {"message": message}, status=403)


def locked(
    request: HttpRequest, answer: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """Too many wrong passwords for one person from one address."""
    message = Text(
        "パスワードの誤りが続いたため、1時間はサインインできません。",
        "Too many wrong passwords: for an hour you cannot sign in from here.",
    )
    return render(request, "422.html", {"message": message}, status=429)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session: either may be what is broken."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
