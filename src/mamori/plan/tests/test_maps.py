"""The map: year after year, with the life of each text, and as files."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from mamori.activities import actions
from mamori.activities.rules.records import Activity
from mamori.kernel import audit
from mamori.kernel.periods import Period

pytestmark = pytest.mark.usefixtures("japan")

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
MAP, FILE, TEXTS = "/en/activities/map/", "/en/activities/map.", "/en/activities/map/texts."
ASKED = {"indicator": "ordinances_in_force"}


def said(answer):
    return answer.content.decode()


def passed(area, day, **fields):
    kept = {"act": "enacted", "form": "own", "regulates": "contact", "passed": day, "in_force": day}
    on = date.fromisoformat(day)
    activity = Activity("ordinance", "NPA", Period(on, on), area, fields=kept | fields)
    actions.record(activity=activity, actor=audit.person(1), at=AT)


@pytest.fixture
def ordinances():
    passed("23", "2017-06-01", advised="yes")
    passed("13", "2018-06-01", repealed="2020-04-01", regulates="viewing,girls_bar")


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_state_is_drawn_for_every_year_it_holds(client, ordinances):
    words = said(client.get(MAP, ASKED))
    small = re.findall(r'id="v-ordinances_in_force-(\d{4})-t"', words)
    assert small == [str(year) for year in range(2017, 2027)]
    assert 'aria-current="true">fiscal year 2026' in words
    assert "the year is still running" in words
    descriptions = dict(re.findall(r'id="v-ordinances_in_force-(\d+)-d">([^<]*)<', words))
    assert "Tokyo" in descriptions["2019"]
    assert "Tokyo" not in descriptions["2020"]
    assert "Aichi" in descriptions["2020"]


def test_under_it_stands_the_life_of_each_text(client, ordinances):
    words = said(client.get(MAP, ASKED))
    assert 'id="t13-20180601"' in words
    assert "Repealed on" in words
    assert "Was advice given beforehand: Yes" in words
    only = said(client.get(MAP, ASKED | {"by": "girls_bar"}))
    assert 'id="t13-20180601"' in only
    assert 'id="t23-20170601"' not in only


@pytest.mark.parametrize("asked", [{"by": "x'y", "area": "99", "page": "x"}, {"page": "99999"}])
def test_what_cannot_be_asked_for_is_no_error(client, ordinances, asked):
    assert client.get(MAP, ASKED | asked).status_code == 200


def test_other_indicators_have_no_texts(client):
    assert 'id="texts"' not in said(client.get(MAP))
    assert client.get(f"{TEXTS}csv").status_code == 404


def test_the_map_is_a_file_with_every_prefecture_and_year(client, ordinances):
    found = rows(client.get(f"{FILE}csv", ASKED))
    assert len(found) == 47 * 12
    held = {(r["From"][:4], r["Prefecture code"]): r["Value"] for r in found if r["Value"]}
    assert held[("2018", "13")] == "1"
    assert ("2020", "13") not in held
    assert {row["Unit"] for row in found} == {"ordinances"}


def test_texts_are_a_file_with_a_row_for_each_day(client, ordinances):
    found = rows(client.get(f"{TEXTS}csv", ASKED | {"area": "13"}))
    assert [row["Day"] for row in found] == ["2018-06-01", "2018-06-01", "2020-04-01"]
    assert found[0]["What it regulates"] == "Viewing; Girls’ bar"
    book = client.get(f"{TEXTS}xlsx", ASKED | {"area": "23"}).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[1:]] == ["23", "23"]
    assert sheet[0][-1] == "Was advice given beforehand"


@pytest.mark.parametrize("path", [FILE, TEXTS])
def test_a_file_has_two_forms(client, ordinances, path):
    for form, status in (("csv", 200), ("xlsx", 200), ("pdf", 404)):
        assert client.get(f"{path}{form}", ASKED).status_code == status


def test_too_many_texts_are_refused_with_their_number(client, ordinances, monkeypatch):
    monkeypatch.setattr("mamori.plan.views.maps.MOST_IN_FILE", 1)
    refused = client.get(f"{TEXTS}csv", ASKED)
    assert refused.status_code == 422
    assert "2" in said(refused)


def test_without_a_year_the_newest_with_records_is_shown(client):
    passed("13", "2018-06-01", repealed="2019-01-01", in_force="2018-07-01")
    words = said(client.get(MAP, {"indicator": "ordinance_prefectures"}))
    assert re.search(r'value="2018" selected', words)
