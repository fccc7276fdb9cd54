"""The Outline for programs: what the page shows, as JSON."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from mamori.accounts.access import open_to_all
from mamori.kernel.text import Language
from mamori.plan import queries
from mamori.plan.print import as_json

router = Router()


@router.get("/outlines", response=list[dict[str, Any]])
@open_to_all
def outlines(request: HttpRequest) -> list[dict[str, Any]]:
    """Every Outline there is, newest first."""
    return [
        {
            "key": item.key,
            "plan": item.plan_key,
            "period": item.period.code,
            "issued_on": item.issued_on.isoformat(),
            "efforts": item.efforts,
        }
        for item in queries.outlines_at(timezone.now())
    ]


@router.get("/outlines/{key}", response=dict[str, Any])
@open_to_all
def outline(
    request: HttpRequest,
    key: str,
    language: Literal["ja", "en"] = "en",
    revision: int | None = None,
) -> dict[str, Any]:
    """One Outline with every figure, its definition and its source; its newest revision unless one is named."""
    found = queries.outline_at(key, timezone.now(), revision)
    return as_json.outline_json(found, Language(language))
