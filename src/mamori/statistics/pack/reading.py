"""Reads and checks what a pack says of statistics; every fault becomes a finding with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.kernel import faults
from mamori.kernel.packs import Pack, Row
from mamori.kernel.periods import Period, UnknownPeriod, parse
from mamori.kernel.text import Text
from mamori.statistics import models
from mamori.statistics.pack import schemas
from mamori.statistics.queries import values
from mamori.statistics.rules.bearing import UnknownClaim, borne
from mamori.statistics.rules.series import TOTAL, Observation
from mamori.statistics.rules.vintages import line, standing

FOLDER = "statistics/"


@dataclass(frozen=True, slots=True)
class Content:
    """The records of the pack, as the tables hold them."""

    series: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, Any], ...]
    observations: tuple[dict[str, Any], ...]
    statements: tuple[dict[str, Any], ...]


def read(pack: Pack, agencies: frozenset[str]) -> Content:
    """The statistics of the pack; a pack without the folder has none."""
    if not pack.files(f"{FOLDER}*"):
        return Content((), (), (), ())
    units = pack.items(f"{FOLDER}units.yaml", schema=schemas.UNIT)
    series = pack.items(f"{FOLDER}series.yaml", schema=schemas.SERIES)
    sources = pack.rows(
        f"{FOLDER}sources.csv",
        columns=schemas.SOURCE_COLUMNS,
        schema=schemas.SOURCE,
        unique=("key",),
    )
    observations = pack.rows(
        f"{FOLDER}observations.csv",
        columns=schemas.OBSERVATION_COLUMNS,
        schema=schemas.OBSERVATION,
        unique=("series", "breakdown", "period", "vintage", "source"),
    )
    statements = pack.items(f"{FOLDER}statements.yaml", schema=schemas.STATEMENT)
    checked = _Checked(pack, _by_key(series), _by_key(units), _by_key(sources), agencies)
    for row in series:
        checked.series(row)
    for row in statements:
        checked.known(row, Text("系列", "series"), "series.yaml", "series", checked.all_series)
    return Content(
        series=tuple(_series(row, checked.units, n) for n, row in enumerate(series, start=1)),
        sources=tuple(_source(row) for row in sources),
        observations=tuple(
            record for row in observations if (record := checked.observation(row)) is not None
        ),
        statements=tuple(_statement(row, n) for n, row in enumerate(statements, start=1)),
    )


def observed(content: Content, series: str, period: Period, by: date) -> Decimal | None:
    """The value of a series for a period that stands among those published by a day (§2.2)."""
    stands = [o for o in _published(content, series, by) if o.period == period]
    return stands[0].value if stands else None


def sentence(content: Content, reference: str, year: int, by: date) -> Text:
    """As ``queries.sentence``, from a pack that has not been loaded."""
    key, _, kind = reference.partition(".")
    record = next((r for r in content.series if r["key"] == key), None)
    if record is None:
        raise UnknownClaim(
            faults.unknown("系列", "series", key, [r["key"] for r in content.series])
        )
    own = values.series(models.Series(**record))
    return borne(line(own, _published(content, key, by)), kind, year)


def _published(content: Content, series: str, by: date) -> tuple[Observation, ...]:
    found = (
        values.observation(models.Observation(**record))
        for record in content.observations
        if record["series_id"] == series and record["breakdown"] == TOTAL
    )
    return standing(o for o in found if o.published <= by)


@dataclass(frozen=True, slots=True)
class _Checked:
    pack: Pack
    all_series: Mapping[str, Row]
    units: Mapping[str, Row]
    sources: Mapping[str, Row]
    agencies: frozenset[str]

    def known(self, row: Row, what: Text, file: str, name: str, among: Mapping[str, Row]) -> bool:
        """Whether what a record names is there; a finding if not."""
        key = row.values[name]
        if key in among:
            return True
        if not self.pack.unclear(f"{FOLDER}{file}", key):
            self.pack.wrong(row, faults.unknown(what.ja, what.en, key, among), name)
        return False

    def series(self, row: Row) -> None:
        self.known(row, Text("単位", "unit"), "units.yaml", "unit", self.units)
        agency = row.values["agency"]
        if agency not in self.agencies and not self.pack.unclear("agencies.csv", agency):
            self.pack.wrong(
                row, faults.unknown("府省庁", "agency", agency, self.agencies), "agency"
            )

    def observation(self, row: Row) -> dict[str, Any] | None:
        """The record, if its series, source, unit, breakdown and period hold."""
        v = row.values
        self.known(row, Text("出典", "source"), "sources.csv", "source", self.sources)
        if not self.known(row, Text("系列", "series"), "series.yaml", "series", self.all_series):
            return None
        series = self.all_series[v["series"]].values
        if v["unit"] != series["unit"]:  # §1.1
            self.pack.wrong(
                row,
                Text(
                    ja="「{0}」の単位は {1} ですが、{2} とあります。件・人員・被害児童は別の系列です。",
                    en="The unit of {0} is {1}; {2} stands here. Cases, persons and victims are different series.",
                ).format(v["series"], series["unit"], v["unit"]),
                "unit",
            )
        breakdowns = {"total", *(b["key"] for b in series.get("breakdowns", ()))}
        if v["breakdown"] not in breakdowns:
            self.pack.wrong(
                row, faults.unknown("内訳", "breakdown", v["breakdown"], breakdowns), "breakdown"
            )
        period = self._period(row, series["basis"])
        return None if period is None else _observation(row, period)

    def _period(self, row: Row, basis: str) -> Period | None:
        try:
            period = parse(row.values["period"])
        except UnknownPeriod as refusal:
            self.pack.wrong(row, refusal.message, "period")
            return None
        kinds = {"calendar": "fiscal_year", "fiscal": "calendar_year"}
        if period.kind == kinds.get(basis):  # §1.3
            self.pack.wrong(
                row,
                Text(
                    ja="「{0}」は{1}の系列ですが、期間は{2}です。",
                    en="{0} is a series of {1}; the period is {2}.",
                ).format(row.values["series"], BASES[basis], period.text),
                "period",
            )
        return period


BASES = {
    "calendar": Text("暦年", "calendar years"),
    "fiscal": Text("年度", "fiscal years"),
    "span": Text("期間", "spans"),
}


def _by_key(rows: list[Row]) -> dict[str, Row]:
    return {row.values["key"]: row for row in rows}


def _series(row: Row, units: Mapping[str, Row], order: int) -> dict[str, Any]:
    content = {name: value for name, value in row.values.items() if name != "key"}
    unit = units.get(content["unit"])
    content["unit"] = dict(unit.values) if unit else {"key": content["unit"]}
    return {"key": row.values["key"], "order": order, "content": content}


def _source(row: Row) -> dict[str, Any]:
    v = row.values
    return {
        "key": v["key"],
        "published": v["published"],
        "title_ja": v["ja"],
        "title_en": v["en"],
        "url": v.get("url", ""),
    }


def _observation(row: Row, period: Period) -> dict[str, Any]:
    v = row.values
    return {
        "series_id": v["series"],
        "breakdown": v["breakdown"],
        "first": period.first,
        "last": period.last,
        "value": Decimal(v["value"]),
        "status": v["status"],
        "approximate": v.get("approximate") == "yes",
        "vintage": v["vintage"],
        "source_id": v["source"],
        "derivation": v.get("derivation", ""),
        "note_ja": v.get("note_ja", ""),
        "note_en": v.get("note_en", ""),
    }


def _statement(row: Row, order: int) -> dict[str, Any]:
    v = row.values
    return {
        "key": v["key"],
        "order": order,
        "outline": v["outline"],
        "section": v["section"],
        "series_id": v["series"],
        "year": v["year"],
        "kind": v["kind"],
        "printed_ja": v["printed"]["ja"],
        "printed_en": v["printed"]["en"],
    }
