"""Builds the files that tests read, with csv, json and XlsxWriter. All figures are invented."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.statistics.rules.series import TOTAL, Basis, Observation, Series, Status

TODAY = date(2021, 6, 1)
HEADER = ("year", "indicator", "breakdown", "value", "unit", "status", "vintage", "source")


def unit(key: str, counter: str) -> Unit:
    return Unit(key, "{n}" + counter, "{n} " + key, "{n} " + key)


def one_series(key: str, ja: str, unit: Unit, basis: Basis = Basis.CALENDAR) -> Series:
    words = Text(ja, key.replace("_", " "))
    return Series(key, words, words, Text("全国", "nation"), unit, basis, "NPA")


SERIES = {
    one.key: one
    for one in (
        one_series("offences_cases_cleared", "検挙件数", unit("cases", "件")),
        one_series("offences_persons_cleared", "検挙人員", unit("persons", "人")),
        one_series("child_victims", "被害児童", unit("children", "人")),
        one_series("child_victims_share", "被害児童の割合", unit("percent", "％")),
        one_series("classes", "講座", unit("sessions", "回"), Basis.FISCAL),
    )
}


def row(year="2017", value="1216", **other):
    told = {
        "year": year, "indicator": "child_victims", "breakdown": "total", "value": value,
        "unit": "children", "status": "final", "vintage": "2021-03-01", "source": "Agency, 2021",
    }  # fmt: skip
    return [str({**told, **other}[name]) for name in HEADER]


def csv_of(rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def tidy(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    return csv_of([HEADER, *rows], encoding)


def workbook(
    rows: Sequence[Sequence[object]],
    merged: Iterable[tuple[int, int, int, int, str]] = (),
    sheet: str = "表1",
) -> bytes:
    """Cells as they are; empty words write no cell. ``merged``: first row, column, last row, column, words."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                page.write(number, column, cell)
    for first, left, last, right, words in merged:
        page.merge_range(first, left, last, right, words)
    book.close()
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one part more, or with that part replaced."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return changed.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def estat(values: object, **changes: object) -> bytes:
    """An answer of e-Stat; ``changes`` replace the parts RESULT, RESULT_INF or CLASS_OBJ."""
    classes = changes.get("CLASS_OBJ") or [
        {"@id": "tab", "@name": "表章項目", "CLASS": {"@code": "1", "@name": "被害児童数", "@unit": "人"}},
        {"@id": "cat01", "@name": "学校", "CLASS": [
            {"@code": "00", "@name": "総数"}, {"@code": "01", "@name": "高校生"}]},
        {"@id": "time", "@name": "時間軸(年次)", "CLASS": [
            {"@code": "2018000000", "@name": "平成30年"}, {"@code": "2019000000", "@name": "令和元年"}]},
    ]  # fmt: skip
    data = {
        "RESULT_INF": changes.get("RESULT_INF", {"TOTAL_NUMBER": 2}),
        "TABLE_INF": {
            "GOV_ORG": {"@code": "00", "$": "例示庁"},
            "TITLE": {"@no": "1", "$": "被害児童"},
            "OPEN_DATE": "2021-03-01",
        },
        "CLASS_INF": {"CLASS_OBJ": classes},
        "DATA_INF": {"NOTE": {"@char": "-", "$": "該当なし"}, "VALUE": values},
    }
    answer = {"RESULT": changes.get("RESULT", {"STATUS": 0}), "STATISTICAL_DATA": data}
    return json.dumps({"GET_STATS_DATA": answer}, ensure_ascii=False).encode()


def seen(
    value: int | str | None = 100,
    year: int = 2017,
    series: str = "child_victims",
    breakdown: str = TOTAL,
    status: Status = Status.NORMAL,
    published: date = date(2021, 3, 1),
    **other: Any,
) -> Observation:
    period = other.pop("period", None) or SERIES[series].basis.year(year)
    number = None if value is None else Decimal(value)
    vintage = published.isoformat()
    told = {"vintage": vintage, "source": "Agency, 2021", **other}
    return Observation(series, breakdown, period, number, status, published=published, **told)
