"""Reads and checks what a pack says of activities; every fault becomes a finding with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.activities.pack import schemas
from mamori.activities.rules import counting, sentences
from mamori.activities.rules.counting import Count, Indicator, UnknownIndicator
from mamori.activities.rules.kinds import Kind, kind, life_problems, rate_problems, unit
from mamori.activities.rules.records import Activity, Figure, Status, problems
from mamori.kernel import faults
from mamori.kernel.packs import Pack, Row
from mamori.kernel.periods import Period, UnknownPeriod
from mamori.kernel.quantities import Qualifier, Unit
from mamori.kernel.text import Text

FOLDER = "activities/"
FOREVER = date.max  # a pack is no form: what it records has happened


@dataclass(frozen=True, slots=True)
class Content:
    """``kinds`` and ``indicators`` as the tables hold them; ``records`` by the key they have in the pack."""

    kinds: tuple[dict[str, Any], ...] = ()
    indicators: tuple[dict[str, Any], ...] = ()
    records: Mapping[str, Activity] | None = None

    def counts(self) -> dict[str, Indicator]:
        found = (counting.indicator(i["content"], _units(i)) for i in self.indicators)
        return {own.key: own for own in found}


def read(pack: Pack, agencies: frozenset[str], areas: Iterable[str]) -> Content:
    """The register's part of the pack; a pack without the folder has none."""
    if not pack.files(f"{FOLDER}*"):
        return Content()
    units = {
        row.values["key"]: row for row in pack.items(f"{FOLDER}units.yaml", schema=schemas.UNIT)
    }
    rows = [
        row
        for file in pack.files(f"{FOLDER}kinds/*.yaml")
        for row in pack.document(file, schema=schemas.KIND)
    ]
    checked = _Checked(pack, units, agencies, tuple(areas))
    for row in rows:
        checked.kind(row)
    indicators = pack.items(f"{FOLDER}indicators.yaml", schema=schemas.INDICATOR)
    for row in indicators:
        checked.indicator(row)
    records = {
        row.values["key"]: activity
        for file in pack.files(f"{FOLDER}records/*.yaml")
        for row in pack.items(file, schema=schemas.ACTIVITY)
        if (activity := checked.record(row)) is not None
    }
    return Content(
        kinds=tuple(checked.stored(row, n) for n, row in enumerate(_in_order(rows), 1)),
        indicators=tuple(checked.counted(row, n) for n, row in enumerate(indicators, 1)),
        records=records,
    )


def counted(content: Content, name: str, period: Period) -> Count:
    """As ``queries.count``, from a pack that has not been loaded."""
    own = content.counts().get(name)
    if own is None:
        raise UnknownIndicator(name)
    return counting.count(own, (content.records or {}).values(), period)


class _Checked:
    def __init__(
        self,
        pack: Pack,
        units: Mapping[str, Row],
        agencies: frozenset[str],
        areas: tuple[str, ...],
    ) -> None:
        self.pack, self.agencies, self.areas = pack, agencies, areas
        self.units: dict[str, Unit] = {key: unit(row.values) for key, row in units.items()}
        self.kinds: dict[str, Kind] = {}

    def kind(self, row: Row) -> None:
        key, unclear = row.values["key"], False
        if key in self.kinds:
            self.pack.wrong(row, faults.duplicate((key,), row.line), "key")
            return
        for n, number in enumerate(row.values.get("numbers", ())):
            for name in number["units"]:
                if name not in self.units:
                    unclear = True
                    words = faults.unknown("単位", "unit", name, self.units)
                    self.pack.wrong(row, words, "numbers", n, "units")
        if unclear:
            return
        own = self.kinds[key] = kind(row.values, self.units)
        parts = {
            "sentence": sentences.problems(own),
            "life": life_problems(own),
            "rate": rate_problems(own),
        }
        for part, words in ((part, words) for part, found in parts.items() for words in found):
            self.pack.wrong(row, words, part)
        if "example" in row.values:
            self._held(row, row.values["example"] | {"kind": key}, own, "example")

    def indicator(self, row: Row) -> None:
        if not self._known_kind(row):
            return
        if row.values["unit"] not in self.units:
            words = faults.unknown("単位", "unit", row.values["unit"], self.units)
            self.pack.wrong(row, words, "unit")
            return
        own = counting.indicator(row.values, self.units)
        for words in counting.problems(own, self.kinds[own.kind]):
            self.pack.wrong(row, words)

    def record(self, row: Row) -> Activity | None:
        if not self._known_kind(row):
            return None
        return self._held(row, row.values, self.kinds[row.values["kind"]])

    def _held(self, row: Row, v: Mapping[str, Any], own: Kind, *within: str) -> Activity | None:
        """A record, or the example that stands ``within`` its kind, by the same rules."""
        if v["agency"] not in self.agencies and not self.pack.unclear("agencies.csv", v["agency"]):
            words = faults.unknown("府省庁", "agency", v["agency"], self.agencies)
            self.pack.wrong(row, words, *within, "agency")
        try:
            activity = _activity(v, own)
        except UnknownPeriod as refusal:
            self.pack.wrong(row, refusal.message, *within, "last")
            return None
        for problem in problems(activity, own, self.areas, FOREVER):
            self.pack.wrong(row, problem.reason, *within, *_place(problem.field))
        return activity

    def stored(self, row: Row, order: int) -> dict[str, Any]:
        content = {k: v for k, v in row.values.items() if k != "example"}
        used = {name for number in content.get("numbers", ()) for name in number["units"]}
        content["unit_words"] = [
            _written(self.units[name]) for name in sorted(used & set(self.units))
        ]
        return {"key": row.values["key"], "order": order, "content": content}

    def counted(self, row: Row, order: int) -> dict[str, Any]:
        known = self.units.get(row.values["unit"])
        content = dict(row.values) | {"unit_words": [_written(known)] if known else []}
        return {
            "key": row.values["key"],
            "kind_id": row.values["kind"],
            "order": order,
            "content": content,
        }

    def _known_kind(self, row: Row) -> bool:
        known = row.values["kind"] in self.kinds
        if not known:
            words = faults.unknown("活動の種類", "kind of activity", row.values["kind"], self.kinds)
            self.pack.wrong(row, words, "kind")
        return known


def _activity(v: Mapping[str, Any], own: Kind) -> Activity:
    first = date.fromisoformat(str(v["first"]))
    title = v.get("title", {"ja": "", "en": ""})
    return Activity(
        kind=v["kind"],
        agency=v["agency"],
        days=Period(first, date.fromisoformat(str(v.get("last", first)))),
        area=v.get("area", ""),
        title=Text(title["ja"], title["en"]),
        status=Status(v.get("status", Status.HELD)),
        serves=tuple(v.get("serves", ())),
        fields={key: str(value) for key, value in v.get("fields", {}).items()},
        figures={key: _figure(own, key, f) for key, f in v.get("figures", {}).items()},
        source=v.get("source", ""),
        total=v.get("total", False),
        invented=v.get("invented", False),
    )


def _figure(own: Kind, key: str, v: Mapping[str, Any]) -> Figure:
    number = own.number(key)
    usual = number.units[0].key if number else ""
    return Figure(
        value=Decimal(str(v["value"])),
        unit=v.get("unit", usual),
        qualifier=Qualifier(v.get("qualifier", Qualifier.EXACT)),
        baseline=Decimal(str(v["baseline"])) if "baseline" in v else None,
        as_of=date.fromisoformat(str(v["as_of"])) if "as_of" in v else None,
    )


def _place(field: str) -> tuple[str, ...]:
    """Where in the record of a pack the field of a problem stands."""
    part, _, key = field.partition(".")
    return {"f": ("fields", key), "n": ("figures", key), "days": ("first",)}.get(part, (part,))


def _in_order(rows: list[Row]) -> list[Row]:
    """Groups together, as the pack's file names have them within."""
    return sorted(rows, key=lambda row: (row.values["group"], row.file))


def _written(own: Unit) -> dict[str, str]:
    return {"key": own.key, "ja": own.ja, "one": own.one, "other": own.other}


def _units(stored: Mapping[str, Any]) -> dict[str, Unit]:
    return {u["key"]: unit(u) for u in stored["content"]["unit_words"]}
