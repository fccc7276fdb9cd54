"""Official statistics for programs: series, their values, and what may be said of them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from mamori.accounts.access import open_to_all
from mamori.statistics import queries
from mamori.statistics.print import as_json
from mamori.statistics.rules import claims as rules

router = Router()


@router.get("/series", response=list[dict[str, Any]])
@open_to_all
def all_series(request: HttpRequest) -> list[dict[str, Any]]:
    """Every series with its unit, basis and agency."""
    return [as_json.head(series) for series in queries.series()]


@router.get("/series/{key}", response=dict[str, Any])
@open_to_all
def one_series(request: HttpRequest, key: str) -> dict[str, Any]:
    """One series with every vintage of every value; what is kept secret has none."""
    return as_json.values(queries.account(key))


@router.get("/series/{key}/claims/{year}", response=dict[str, Any])
@open_to_all
def claims(request: HttpRequest, key: str, year: int) -> dict[str, Any]:
    """All that may be said of the series in that year and all that may not, each with window and test."""
    return rules.as_json(key, year, queries.claims(key, year))
