"""The pages of sendings: tables that come back, the map with its table, lists to take along."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from mamori.activities import actions, models
from mamori.activities.rules.materials import Audience, Recipients
from mamori.activities.tests.build_materials import LEAFLET, OWN, leaflet
from mamori.activities.tests.build_register import BY, officer
from mamori.activities.tests.test_sendings import send, to

pytestmark = pytest.mark.usefixtures("japan")

KEPT, LIBRARY = "/en/activities/materials/kept/", "/en/activities/materials/"
HEADS = "都道府県,送り先の種類,学校の総数,送った学校の数,部数,受領の連絡があった校数"


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def said(answer):
    return answer.content.decode()


def table(*rows: str, what: str = "sent", **more: Any) -> dict[str, Any]:
    content = "\r\n".join((HEADS, *rows)).encode("utf-8-sig")
    file = SimpleUploadedFile("table.csv", content)
    return {"what": what, "edition": "2026", "sent_on": "2026-06-01", "table": file, **more}


def test_a_table_is_filled_in_sent_and_acknowledged(client, aoi):
    page = f"{KEPT}{leaflet()}/"
    rows = [
        "東京都,中学校,100,60,１０００,",
        "Osaka,Lower secondary schools,50,50,50,",
        "沖縄県,中学校,,,,",
    ]
    answer = client.post(f"{page}together/", table(*rows))
    assert "2 sendings recorded" in said(answer)
    rows = ["東京都 / Tokyo,中学校,100,60,1000,55"]
    answer = client.post(f"{page}together/", table(*rows, what="received"))
    assert "1 acknowledgements" in said(answer)
    listed = client.get(f"{page}sendings.csv", {"area": "13"}).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(listed))
    assert (row["Pieces"], row["Acknowledged"]) == ("1000", "55")


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ("東京市,中学校,100,60,1000,", "A3", "no “東京市”"),
        ("東京都,塾,100,60,1000,", "B3", "no “塾”"),
        ("東京都,中学校,100,六十,1000,", "D3", "cannot be read as a number"),
        ("東京都,中学校,100,約60,1000,", "D3", "whole number"),
        ("東京都,中学校,100,60,,", "E3", "Give the number"),
        ("東京都,中学校,50,60,1000,", "A3", "more schools than there are"),
    ],
)
def test_a_wrong_row_is_told_by_its_cell_and_nothing_is_kept(client, aoi, row, cell, words):
    good = "大阪府,中学校,100,60,1000,"
    answer = client.post(f"{KEPT}{leaflet()}/together/", table(good, row))
    assert answer.status_code == 422
    assert f'<th scope="row">{cell}</th>' in said(answer)
    assert words in said(answer)
    assert not models.Distribution.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"table": SimpleUploadedFile("x.csv", b"a,b\r\n1,2")},
        {"table": SimpleUploadedFile("x.csv", b"")},
        {"table": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")},
        {"table": SimpleUploadedFile("x.csv", HEADS.encode())},
        {"table": ""},
        {"edition": "1999"},
        {"sent_on": "2999-01-01"},
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(client, aoi, more):
    answer = client.post(
        f"{KEPT}{leaflet()}/together/", table("東京都,中学校,100,60,1000,", **more)
    )
    assert answer.status_code == 422
    assert not models.Distribution.objects.exists()


def test_the_templates_come_back_as_they_went(client, aoi):
    key = leaflet()
    page = f"{KEPT}{key}/"
    empty = client.get(f"{page}table.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(empty)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 47 * 4
    file = SimpleUploadedFile("table.xlsx", empty)
    assert "no rows below" in said(client.post(f"{page}together/", table(table=file)))
    send(key, to("13"), to("27", acknowledged=3))
    told = client.get(f"{page}table.csv", {"received": "2026"}).content
    file = SimpleUploadedFile("table.csv", told)
    answer = client.post(f"{page}together/", table(what="received", table=file))
    assert "0 acknowledgements" in said(answer)
    assert client.get(f"{page}table.csv", {"received": "1999"}).status_code == 404
    assert client.get(f"{page}table.pdf").status_code == 404


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_map_says_what_its_table_says(client, aoi, language):
    key = leaflet()
    send(key, to("13"), to("27", places_known=None), to("13", recipients=Recipients.PRIMARY))
    page = f"{KEPT}{key}/coverage".replace("/en/", f"/{language}/")
    whole = said(client.get(f"{page}/", {"recipients": "lower_secondary"}))
    assert ("東京都 60 %" if language == "ja" else "Tokyo 60 %") in whole
    assert "<b>60 %</b>" in whole
    rows = list(csv.reader(io.StringIO(client.get(f"{page}.csv").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["13", "13", "27"]
    assert rows[3][6] == ""
    assert client.get(f"{page}.xlsx").status_code == 200
    assert client.get(f"{page}.svg").status_code == 404


def test_a_material_is_changed_on_its_page_and_its_history_tells(client, aoi):
    key = leaflet()
    page = f"{KEPT}{key}/change/"
    assert 'value="An invented leaflet"' in said(client.get(page))
    typed = {
        "title_ja": "改めた題",
        "title_en": "Another title",
        "audience": "guardians",
        "licence": "pdl-1.0",
    }
    answer = said(client.post(page, typed, follow=True))
    assert "<del>An invented leaflet</del>" in answer
    assert "not public" in answer
    assert client.post(page, {**typed, "title_ja": ""}).status_code == 422
    wrong = client.post(page, {**typed, "youngest": "9", "oldest": "8"})
    assert "youngest age is above" in said(wrong)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"words": "INVENTED leaflet"}, 2),
        ({"public": "no"}, 1),
        ({"audience": "guardians"}, 1),
        ({"language": "en"}, 1),
        ({"words": "nothing"}, 0),
    ],
)
def test_the_list_of_material_is_filtered_and_taken_along(client, aoi, asked, found):
    leaflet()
    hidden = leaflet(language="en")
    other = replace(LEAFLET, public=False, audience=Audience.GUARDIANS)
    actions.change_material(key=hidden, material=other, **OWN, **BY)
    assert f"{found} found" in said(client.get(KEPT, asked))
    listed = client.get(f"{KEPT}materials.csv", asked).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(listed)))) == found
    assert client.get(f"{KEPT}materials.xlsx", asked).status_code == 200
    assert client.get(f"{KEPT}materials.txt").status_code == 404


def test_anyone_takes_the_library_along_with_its_addresses(client):
    key = leaflet()
    listed = client.get(f"{LIBRARY}materials.csv", {"words": "leaflet"}).content
    [row] = csv.DictReader(io.StringIO(listed.decode("utf-8-sig")))
    assert row["Address"].endswith(f"/en/activities/materials/{key}/")
    assert row["Languages"] == "Japanese"
    assert client.get(f"{LIBRARY}materials.pdf").status_code == 404


def test_another_agency_finds_none_of_it(client):
    client.force_login(officer("ren", "MIC"))
    page = f"{KEPT}{leaflet()}/"
    pages = ("coverage/", "coverage.csv", "sendings/", "sendings.csv", "table.csv", "together/")
    assert {client.get(f"{page}{one}").status_code for one in (*pages, "change/")} == {404}
    assert client.post(f"{page}sent/1/", {"places": "1"}).status_code == 404
