"""Accounts of invented series, as a table would tell them: "2012 531 final 2013-03-07 agency"."""

from datetime import date
from decimal import Decimal
from typing import Any

from mamori.kernel.periods import Period, parse
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.statistics.rules.series import (
    TOTAL,
    Basis,
    Break,
    Confidentiality,
    Definition,
    Observation,
    Series,
    Status,
)
from mamori.statistics.rules.vintages import Account, Source

CHILDREN = Unit("children", "{n}人", "{n} child", "{n} children")
PERCENT = Unit("percent", "{n}%", "{n}%", "{n}%")
WORDS = {"final": "A", "provisional": "P", "derived": "E", "missing": "O", "suppressed": "Q"}
AGENCY = Source(
    "agency", Text("見本庁「年報」", "Sample Agency, yearbook"), "https://agency.example/"
)
PRESS = Source("press", Text("見本新聞", "Sample Press"))


def series(**more: Any) -> Series:
    told: dict[str, Any] = {
        "key": "sample_children",
        "title": Text("見本の児童", "Sample children"),
        "counted": Text("新たに確認された児童", "children newly identified"),
        "population": Text("18歳未満", "under 18"),
        "unit": CHILDREN,
        "basis": Basis.CALENDAR,
        "agency": "sample",
        "definitions": (Definition(1, Text("はじめの定義", "The first definition")),),
        "footnotes": (Text("確認された年に数える。", "Counted in the year of identification."),),
    }
    return Series(**{**told, **more})


def observed(
    row: str, key: str = "sample_children", breakdown: str = TOTAL, **more: Any
) -> Observation:
    """``period value status published source``; a value ``-`` is none."""
    period, value, status, published, source = (
        [*row.split(), "final", "2020-03-01", "agency"][:5]
        if len(row.split()) == 2
        else row.split()
    )
    told: dict[str, Any] = {
        "series": key,
        "breakdown": breakdown,
        "period": _period(period),
        "value": None if value == "-" else Decimal(value),
        "status": Status(WORDS.get(status, status)),
        "vintage": published,
        "published": date.fromisoformat(published),
        "source": source,
    }
    return Observation(**{**told, **more})


def _period(written: str) -> Period:
    first, _, last = written.partition("..")
    if last:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    return parse(written)


def account(*rows: str | Observation, **more: Any) -> Account:
    made = series(**more)
    return Account(
        series=made,
        observations=tuple(observed(r, made.key) if isinstance(r, str) else r for r in rows),
        sources={s.key: s for s in (AGENCY, PRESS)},
    )


def yearly(first: int, *values: int | None, **more: Any) -> Account:
    """Final values of neighbouring years; None leaves a year out."""
    fiscal = more.get("basis") is Basis.FISCAL
    rows = [
        f"{'FY' if fiscal else ''}{year} {value}"
        for year, value in enumerate(values, start=first)
        if value is not None
    ]
    return account(*rows, **more)


LAWS = Text("三つの法律から五つの罪へ", "three laws became five offences")


def whole_account() -> Account:
    """One of each: a gap, a revision, a break with the value before it, a share, a span, a secret."""
    rows = (
        "2008 351", "2010 618", "2011 638", "2012 531", "2013 646", "2014 746", "2015 905",
        "2016 1313 provisional 2017-02-16 agency", "2016 1318 final 2017-03-09 agency",
        "2017 1216 final 2018-05-25 press", "2018 1276", "2019 1559", "2020 1320", "2021 1458",
        "2022 1487", "2023 1620", "2024 1702 provisional 2025-02-13 agency",
    )  # fmt: skip
    more = (
        observed("2015-07-01..2015-12-31 480"),
        observed("2022 612 final 2023-03-09 agency", breakdown="high school"),
        observed("2022 - Q 2023-03-09 agency", breakdown="preschool"),
        observed(
            "2023 2 final 2024-03-09 agency",
            breakdown="preschool",
            confidentiality=Confidentiality.SECONDARY,
        ),
    )
    return account(
        *rows,
        *more,
        breaks=(Break(2023, LAWS, Decimal(1390)),),
        definitions=(
            Definition(1, Text("はじめの定義", "The first definition")),
            Definition(2, Text("次の定義", "The second definition"), 2023),
        ),
        care=Text("減少は確認の減少かもしれない。", "A fall may be a fall in identification."),
    )
