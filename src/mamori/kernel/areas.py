"""The areas of the country: for Japan its 47 prefectures, by JIS X 0401 code."""

from dataclasses import dataclass

from mamori.kernel.changes import Change, compared
from mamori.kernel.models import Area as Row
from mamori.kernel.packs import Pack
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same


class UnknownArea(Refused):
    code = "unknown_area"


@dataclass(frozen=True, slots=True)
class Area:
    """``code`` has two digits: ``01`` Hokkaido to ``47`` Okinawa.

    ``tile``: its column and row on a map of tiles, each from 1; None where it has no place there.
    """

    code: str
    name: Text
    region: Text
    tile: tuple[int, int] | None = None


def areas() -> list[Area]:
    """All of them, in the order of their codes."""
    return [_value(row) for row in Row.objects.order_by("code")]


def area(code: str) -> Area:
    row = Row.objects.filter(code=code).first()
    if row is None:
        raise UnknownArea(
            Text(
                ja="都道府県コード「{0}」はありません。", en="There is no area with the code “{0}”."
            ).format(code)
        )
    return _value(row)


COLUMNS = ("code", "name_ja", "name_en", "region_ja", "region_en", "column", "row")
PLACE = r"^[1-9]\d?$"
SCHEMA = {
    "type": "object",
    "required": list(COLUMNS[:5]),
    "dependentRequired": {"column": ["row"], "row": ["column"]},
    "properties": {
        "code": {"type": "string", "pattern": r"^\d{2}$"},
        "column": {"type": "string", "pattern": PLACE},
        "row": {"type": "string", "pattern": PLACE},
    },
}


def read(pack: Pack) -> list[Area]:
    """The areas of a country pack."""
    rows = pack.rows("areas.csv", columns=COLUMNS, schema=SCHEMA, unique=("code",))
    return [
        Area(
            row.values["code"],
            Text(row.values["name_ja"], row.values["name_en"]),
            Text(row.values["region_ja"], row.values["region_en"]),
            _tile(row.values.get("column"), row.values.get("row")),
        )
        for row in rows
    ]


def differences(new: list[Area]) -> list[Change]:
    return compared(
        Text("地域", "area"),
        {area.code: _told(area) for area in areas()},
        {area.code: _told(area) for area in new},
    )


def _told(area: Area) -> dict[str, Text]:
    place = same("" if area.tile is None else f"{area.tile[0]}/{area.tile[1]}")
    return {"name": area.name, "region": area.region, "tile": place}


def replace(areas: list[Area]) -> int:
    """Make the table hold these areas; the number of rows that changed. Areas are never removed."""
    held = {row.code: _value(row) for row in Row.objects.all()}
    changed = [area for area in areas if held.get(area.code) != area]
    for area in changed:
        Row(
            code=area.code,
            name_ja=area.name.ja,
            name_en=area.name.en,
            region_ja=area.region.ja,
            region_en=area.region.en,
            column=area.tile and area.tile[0],
            row=area.tile and area.tile[1],
        ).save()
    return len(changed)


def _value(row: Row) -> Area:
    return Area(
        row.code,
        Text(row.name_ja, row.name_en),
        Text(row.region_ja, row.region_en),
        _tile(row.column, row.row),
    )


def _tile(column: str | int | None, row: str | int | None) -> tuple[int, int] | None:
    return None if column is None or row is None else (int(column), int(row))
