"""The site's own pages: home, help, terms, downloads, the way out, and what is shown when something is amiss."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_GET

from mamori.accounts import queries as accounts
from mamori.accounts.access import open_to_all
from mamori.helplines import queries as helplines
from mamori.kernel.periods import fiscal_year
from mamori.kernel.text import Text
from mamori.plan import queries as plan
from mamori.site import specimens


@open_to_all
@require_GET
def choose_language(request: HttpRequest) -> HttpResponse:
    wanted = get_language_from_request(request)
    answer = redirect("/en/" if wanted.startswith("en") else "/ja/")
    answer["Vary"] = "Accept-Language"
    return answer


@open_to_all
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    latest = plan.latest()
    outline = plan.outline(latest.key) if latest else None
    context = {
        "outline": outline,
        "latest": latest,
        "figures": outline.highlighted if outline else (),
        "plan": plan.plan(latest.plan_key, today).name if latest else None,
        "numbers": [n for n in helplines.numbers_at(today) if n.urgent and n.number != "110"],
    }
    return render(request, "site/home.html", context)


@open_to_all
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    numbers = helplines.numbers_at(timezone.localdate())
    context = {
        "first": [n for n in numbers if n.urgent and n.number != "110"],
        "others": [n for n in numbers if not n.urgent],
    }
    return render(request, "site/help.html", context)


@open_to_all
@require_GET
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
@require_GET
def downloads(request: HttpRequest) -> HttpResponse:
    return render(request, "site/downloads.html", {"outlines": plan.outlines()})


@open_to_all
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    return render(request, "site/components.html", specimens.context(fiscal_year(2017)))


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


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session: either may be what is broken."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
