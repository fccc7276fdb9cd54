"""The public library of material: search, one material, its files to keep."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import open_to_all
from mamori.activities import files
from mamori.activities.queries import materials
from mamori.activities.queries.materials import Sought
from mamori.activities.rules.materials import AUDIENCES, LANGUAGES, LICENCES
from mamori.activities.rules.readable_pdf import FINDINGS
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.press import workbook

PAGE = 50
LONGEST = 200
MOST_IN_FILE = 50_000


@open_to_all
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    written = request.GET.get("page", "")
    page = max(1, int(written)) if written.isdecimal() and len(written) < 5 else 1
    sought = Sought(**asked)
    found, total = materials.library(sought, first=(page - 1) * PAGE, most=PAGE)
    context = {
        "found": found,
        "total": total,
        "sought": sought,
        "audiences": AUDIENCES,
        "languages": LANGUAGES,
        "names": accounts.agency_names(),
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "kept": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "activities/materials/library.html", context)


@open_to_all
@require_safe
def library_file(request: HttpRequest, form: str) -> HttpResponse:
    """The list as it was filtered, to take along."""
    if form not in workbook.FORMATS:
        raise Http404
    found, _ = materials.library(Sought(**_asked(request)), most=MOST_IN_FILE)
    address = settings.SITE_URL + reverse("activities:library")
    table = files.materials(found, language(), address)
    return download(workbook.write(table, form), workbook.FORMATS[form], f"materials.{form}")


@open_to_all
@require_safe
def material(request: HttpRequest, key: str) -> HttpResponse:
    context = {
        "own": materials.public_material(key),
        "audiences": AUDIENCES,
        "languages": LANGUAGES,
        "licences": LICENCES,
        "finding_words": FINDINGS,
        "names": accounts.agency_names(),
    }
    return render(request, "activities/materials/material.html", context)


@open_to_all
@require_safe
def file(request: HttpRequest, key: str, file: int) -> HttpResponse:
    """To keep, never to be shown inside a page (§4.5)."""
    own = materials.public_file(key, file)
    answer = HttpResponse(own.content, content_type=own.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(own.file_name, safe='')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _asked(request: HttpRequest) -> dict[str, str]:
    names = ("words", "audience", "language")
    return {name: request.GET.get(name, "")[:LONGEST].replace("\0", "") for name in names}
