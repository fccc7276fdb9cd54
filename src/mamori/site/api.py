"""The JSON face: each slice's router under one version, and refusals in one shape (RFC 9457)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from mamori.kernel.refusals import Refused
from mamori.site.slices import SLICES

api = NinjaAPI(urls_namespace="api", title="Mamori", version="1", docs_url=None)

for entry in SLICES:
    if entry.api:
        api.add_router(f"/{entry.name}", f"mamori.{entry.name}.api.router")


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return _problem(
        refusal.status,
        "Refused",
        code=refusal.code,
        detail=refusal.message.en,
        detail_ja=refusal.message.ja,
    )


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _problem(403, "Forbidden")


def _problem(status: int, title: str, **more: str) -> HttpResponse:
    content = {"status": status, "title": title, **more}
    return JsonResponse(content, status=status, content_type="application/problem+json")
