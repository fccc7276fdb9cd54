"""Which writer makes which file, and what a list says as a table."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.utils import translation

from mamori.kernel.text import Language
from mamori.plan import files, queries
from mamori.plan.queries import Wanted
from mamori.plan.tests.build import MOVED
from mamori.press import workbook

pytestmark = pytest.mark.usefixtures("shown")

BEGINS = {"pdf": b"%PDF-", "docx": b"PK", "zip": b"PK", "json": b"{"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", files.FORMATS)
def test_each_format_is_written_and_repeats(outline, form, language):  # 5.4
    content = files.outline_file(outline, form, language)
    assert content.startswith(BEGINS[form])
    files._written.cache_clear()
    assert files.outline_file(outline, form, language) == content


def test_json_is_readable_and_in_its_language(outline):
    said = files.outline_file(outline, "json", Language.JA)
    assert json.loads(said)["language"] == "ja"
    assert "約39万人".encode() in said
    assert said.endswith(b"}\n")


def test_the_help_lines_are_those_of_the_day_of_issue(outline):
    content = files.outline_file(outline, "docx", Language.JA)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        printed = archive.read("word/document.xml").decode()
    assert "近くの児童相談所につながります" in printed
    assert "虐待かもと思ったとき" not in printed  # since 2023


def test_a_page_gets_its_year_and_its_drawing(outline):
    with translation.override("ja"):
        page = files.page(outline)
    assert page["year"].ja == "平成29年度"
    assert "柱1" in page["chart"]


@pytest.mark.parametrize(
    ("language", "heads", "row"),
    [
        (
            Language.JA,
            ("識別子", "計画", "柱", "番号", "施策"),
            ("計画のとりまとめと進捗の確認", "はい", "〔こども家庭庁〕", 0),
        ),
        (
            Language.EN,
            ("Key", "Plan", "Pillar", "Number", "Measure"),
            ("Coordinate the plan and verify its progress", "yes", "[CFA]", 0),
        ),
    ],
)
def test_measures_as_a_table(language, heads, row):
    rows = queries.measures(Wanted(plan="2022"), MOVED)
    table = files.measures(rows, language)
    assert table.heads[:5] == heads
    assert len(table.heads) == len(table.rows[0])
    [found] = [cells for cells in table.rows if cells[0] == "p22-12"]
    assert found[:4] == ("p22-12", "2022", None, None)
    assert found[4:8] == row
    assert found[8] == date(2022, 5, 20)
    assert found[9] is None


def test_the_table_can_be_written_in_each_format():
    table = files.measures(queries.measures(Wanted(plan="2017"), MOVED), Language.JA)
    assert workbook.write(table, "csv").count(b"\r\n") == 30
    assert workbook.write(table, "xlsx").startswith(b"PK")
