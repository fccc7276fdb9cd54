"""What other slices may ask of official statistics; every answer is a frozen value."""

from mamori.statistics.queries.accounts import (
    UnknownSeries,
    account,
    accounts,
    claims,
    line,
    said,
    sentence,
    series,
    statements,
    values_of,
)

__all__ = [
    "UnknownSeries",
    "account",
    "accounts",
    "claims",
    "line",
    "said",
    "sentence",
    "series",
    "statements",
    "values_of",
]
