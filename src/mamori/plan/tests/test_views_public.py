"""What anyone may read, in both languages, without signing in."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from mamori.plan import files
from mamori.plan.tests import build

pytestmark = pytest.mark.usefixtures("shown", "undone")

PAGES = {
    "plan/": ("子供の性被害防止プラン", "Plan of 2017"),
    "plan/2017/": ("公開シンポジウムの開催", "Hold an open symposium"),
    "plan/2017/p17-02/": ("公開シンポジウムの開催", "Hold an open symposium"),
    "outline/": ("取組26件", "26 efforts"),
    "outline/FY2017/": ("関係府省庁連絡会議", "Liaison Conference"),
}
LANGUAGES = ("ja", "en")


def page(client, path, **asked):
    answer = client.get(path, asked)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("n", "language"), [(0, "ja"), (1, "en")])
def test_every_page_stands_in_both_languages(client, path, n, language):
    said = page(client, f"/{language}/{path}")
    assert f'<html lang="{language}"' in said
    assert PAGES[path][n] in said
    assert said.count("<h1") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        *("plan/1999/", "plan/2017/p99-01/", "outline/FY1999/", "outline/FY1999/outline.pdf"),
        *("outline/FY2017/outline.exe", "plan/2017/measures.exe", "plan/1999/measures.csv"),
    ],
)
def test_what_there_is_not_is_404_in_words(client, language, path):
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.content.decode()


def test_nothing_is_written_here(client):
    for path in (*PAGES, "outline/FY2017/outline.json", "plan/2017/measures.csv"):
        assert client.post(f"/en/{path}").status_code == 405


def test_an_approximate_figure_is_marked_wherever_it_stands(client):  # facts 5.6
    ja, en = (page(client, f"/{language}/outline/FY2017/") for language in LANGUAGES)
    assert "約39万人" in ja
    assert "about 390,000 participants" in en
    assert en.count("390,000") == en.count('class="approx">390,000') + en.count("about 390,000")
    assert ja.count("39万") == ja.count('class="approx">39万') + ja.count("約39万")


@pytest.mark.parametrize(
    ("language", "counted"),
    [("ja", "活動の記録から数えたもの"), ("en", "From records of activities")],
)
def test_a_figure_leads_to_its_series_or_says_it_was_counted(client, language, counted):  # 13.1
    said = page(client, f"/{language}/outline/FY2017/")
    assert said.count(counted) == 7
    series = set(re.findall(r'href="(/[^"]*/statistics/[^"]+)"', said))
    assert len(series) >= 4
    assert {path: client.get(path).status_code for path in series} == dict.fromkeys(series, 200)


@pytest.mark.parametrize(("language", "called"), [("ja", "取組"), ("en", "Effort")])
def test_an_effort_bears_its_running_number_as_in_print(client, language, called):  # 5.6
    said = page(client, f"/{language}/outline/FY2017/")
    assert f'href="#E07"><span class="vh">{called} </span>7</a>' in said
    assert '<li id="E07">' in said
    assert ">E07<" not in said


def test_an_owner_is_named_and_an_open_list_stays_open(client):  # 3.5
    said = page(client, "/ja/plan/2017/", q="アドレスリスト")
    assert "<b>総務省</b><i>等</i>" in said


def test_an_old_measure_names_the_body_of_its_day(client):  # 3.2
    assert "<b>厚生労働省</b>" in page(client, "/ja/plan/2017/p17-18/")


@pytest.mark.parametrize(
    ("asked", "kept", "hidden"),
    [
        ({"pillar": "3"}, "p17-12", "p17-02"),
        ({"owner": "MOFA"}, "p17-04", "p17-02"),
        ({"q": "symposium"}, "p17-02", "p17-04"),
        ({"pillar": "nonsense"}, "p17-02", "nonsense"),
    ],
)
def test_a_list_can_be_filtered(client, asked, kept, hidden):
    said = page(client, "/en/plan/2017/", **asked)
    assert f'id="{kept}"' in said
    assert f'id="{hidden}"' not in said


def test_what_was_typed_comes_back_as_words(client):
    said = page(client, "/en/plan/2017/", q='"><b>bold')
    assert 'value="&quot;&gt;&lt;b&gt;bold"' in said


def test_a_measure_has_one_address(client):
    answer = client.get("/en/plan/2010/p17-02/")
    assert (answer.status_code, answer.url) == (302, "/en/plan/2017/p17-02/")


def test_the_list_can_be_taken_along_with_its_filter(client):
    answer = client.get("/ja/plan/2017/measures.csv", {"pillar": "3"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["識別子"] for row in rows] == ["p17-12", "p17-13", "p17-14", "p17-15"]
    assert rows[1]["担当"] == "〔総務省等〕"
    assert answer["Content-Disposition"] == 'attachment; filename="measures-2017.csv"'


def test_or_as_a_workbook(client):
    answer = client.get("/en/plan/2017/measures.xlsx", {"owner": "MOFA"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    head, row = sheet.to_python()
    assert head[0] == "Key"
    assert (row[0], row[6]) == ("p17-04", "[MOFA, NPA]")


@pytest.mark.parametrize("form", files.FORMATS)
def test_a_file_that_has_not_changed_is_not_sent_again(client, form):
    path = f"/en/outline/FY2017/outline.{form}"
    first = client.get(path)
    assert first["Content-Type"] == files.FORMATS[form]
    assert f'filename="outline-FY2017-en.{form}"' in first["Content-Disposition"]

    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"old"'}).content == first.content


def test_a_changed_figure_changes_page_and_file_in_both_languages(client, tmp_path):  # facts 5.5
    before = client.get("/en/outline/FY2017/outline.json")
    pack = build.small_pack(tmp_path)
    path = pack / "efforts/FY2017.yaml"
    path.write_text(path.read_text().replace('"value": 1,', '"value": 777,'))
    build.load(pack, "--yes")

    assert "777人を検挙" in page(client, "/ja/outline/FY2017/").replace("</a>", "")
    assert "777 people" in page(client, "/en/outline/FY2017/")
    after = client.get("/en/outline/FY2017/outline.json", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_five_times_the_rows_take_the_same_queries(client, tmp_path):
    paths = ("plan/", "plan/2017/", "plan/2017/m-1/", "outline/", "outline/FY2017/")
    counts = []
    for measures in (4, 20):
        build.load(build.small_pack(tmp_path, measures=measures), "--yes")
        counts.append([asked(client, f"/en/{path}") for path in paths])
    assert counts[0] == counts[1]


def asked(client, path):
    with CaptureQueriesContext(connection) as context:
        page(client, path)
    return len(context)


def test_an_older_revision_offers_its_own_files(client):
    assert "/en/outline/FY2017/r1/outline.pdf" in page(client, "/en/outline/FY2017/r1/")
    assert "/en/outline/FY2017/outline.pdf" in page(client, "/en/outline/FY2017/")
