"""Pages, files and the API of official statistics, in both languages, for anyone."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from mamori.statistics.print import files

pytestmark = pytest.mark.usefixtures("published", "undone")

PERSONS, VICTIMS = "csam_offences_persons_cleared", "csam_offences_child_victims"
BROKEN, ONLINE = "child_prostitution_etc_child_victims", "sns_related_child_victims"
LANGUAGES = ("ja", "en")


def page(client, path, **asked):
    answer = client.get(path, asked)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize(
    ("path", "ja", "en"),
    [
        ("", "何が数えられ", "What is counted"),
        (f"{VICTIMS}/", "被害児童", "Child victims"),
        (f"compare/?series={VICTIMS}&series={ONLINE}", "系列を比べる", "Compare series"),
        ("statements/", "裏づけられない", "Not supported"),
        ("methodology/", "計算の方法", "How it is computed"),
        ("enet_caravan_sessions/", "平成29年度", "fiscal year 2017"),
        ("hotline189_hokkaido/", "北海道", "Hokkaido"),
    ],
)
def test_every_page_stands_in_both_languages(client, path, ja, en):
    for language, words in zip(LANGUAGES, (ja, en), strict=True):
        said = page(client, f"/{language}/statistics/{path}")
        assert f'<html lang="{language}"' in said
        assert words in said
        assert said.count("<h1") == 1


@pytest.mark.parametrize(
    "path", ["hearsay/", f"{VICTIMS}/values.exe", "series.exe", "hearsay/values.csv"]
)
def test_what_there_is_not_is_404(client, path):
    assert client.get(f"/en/statistics/{path}").status_code == 404


def test_the_victims_of_2017_are_told_with_their_tests(client):  # facts 8.1
    said = page(client, f"/en/statistics/{VICTIMS}/", year="2017")
    assert "with no clear change" in said
    assert "0.0560" in said or "0.056" in said
    holds, fails = said.split("things that cannot be said")
    assert "highest of the years known since 2008" not in holds
    assert "cannot be called the highest" in fails


def test_a_year_without_a_value_falls_back_to_the_newest(client):
    said = page(client, f"/en/statistics/{VICTIMS}/", year="2009")
    assert "<option selected>2022</option>" in said


def test_the_table_leaves_an_unknown_year_open(client):  # §2.7
    said = page(client, f"/en/statistics/{VICTIMS}/")
    row = said.split('<th scope="row">2009</th>')[1].split("</tr>")[0]
    assert "…" in row
    assert "%" not in row


def test_no_percentage_is_said_of_approximate_counts(client):  # §4.9
    said = page(client, "/en/statistics/enet_caravan_participants/")
    assert "about 390,000" in said
    assert " %</td>" not in said


def test_shares_bear_no_claim_and_the_page_says_why(client):  # §4.8
    said = page(client, "/en/statistics/csam_offences_child_victims_share/")
    assert "The test behind this sentence" not in said


def test_a_revision_is_listed_with_its_reason(client):  # §2.3
    said = page(client, f"/en/statistics/{ONLINE}/")
    assert "A provisional value became final" in said
    assert "2,095" in said
    assert "2082" in said


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ({"topic": "hotline"}, "ihc_reports_received", VICTIMS),
        ({"q": "被害児童"}, VICTIMS, "ihc_reports_received"),
        ({"q": "SOCIAL"}, ONLINE, "joint_interviews"),
    ],
)
def test_the_list_can_be_filtered_and_taken_along(client, asked, there, gone):
    said = page(client, "/en/statistics/", **asked)
    assert f"/statistics/{there}/" in said
    assert f"/statistics/{gone}/" not in said
    answer = client.get("/en/statistics/series.csv", asked)
    keys = [r["Key"] for r in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert there in keys
    assert gone not in keys


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", files.FORMATS)
def test_a_series_is_taken_along_in_every_form(client, form, language):
    address = f"/{language}/statistics/{VICTIMS}/values.{form}"
    first, second = client.get(address), client.get(address)
    assert first.status_code == 200
    assert first.content == second.content
    assert f"{VICTIMS}-{language}.{files.FORMATS[form][1]}" in first["Content-Disposition"]


def test_the_list_is_a_workbook_too(client):
    answer = client.get("/ja/statistics/series.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert len(rows.to_python()) == 27


def test_programs_are_told_the_same(client):
    listed = client.get("/api/v1/statistics/series").json()
    assert VICTIMS in [one["key"] for one in listed]
    values = client.get(f"/api/v1/statistics/series/{ONLINE}").json()["values"]
    told = [(v["value"], v["status"], v["stands"]) for v in values if v["period"] == "2019"]
    assert (2095, "P", False) in told
    assert (2082, "A", True) in told
    claims = client.get(f"/api/v1/statistics/series/{PERSONS}/claims/2017").json()
    assert (claims["series"], claims["year"]) == (PERSONS, 2017)
    high = next(c for c in claims["claims"] if c["kind"] == "new_high")
    assert high["holds"]
    assert {"window", "test", "p", "inputs", "sentence_en", "sentence_ja"} <= set(high)


def test_a_program_is_refused_in_words(client):
    answer = client.get(f"/api/v1/statistics/series/{VICTIMS}/claims/2009")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert "2009" in json.loads(answer.content)["detail"]


def test_the_page_of_a_series_takes_as_many_queries_however_long_it_is(client):
    counts = []
    for key in ("ihc_based_clearances", VICTIMS):
        with CaptureQueriesContext(connection) as asked:
            page(client, f"/en/statistics/{key}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_no_line_and_no_change_crosses_the_break(client, published):  # facts 8.3
    said = page(client, f"/en/statistics/{BROKEN}/")
    assert "Three laws became five offences" in said
