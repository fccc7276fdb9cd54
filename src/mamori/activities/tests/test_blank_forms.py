"""The form on paper: one page for every kind of the country, both languages, nothing left out."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from mamori.activities import queries
from mamori.activities.print import blank_forms
from mamori.activities.tests.build_register import officer
from mamori.kernel.areas import areas

pytestmark = pytest.mark.usefixtures("japan")
DAY = date(2026, 11, 25)


def lands():
    return {area.code: area.name for area in areas()}


def plain(words):
    return re.sub(r"\s+", "", words)


def read(content):
    (page,) = PdfReader(BytesIO(content)).pages
    return plain(page.extract_text())


def test_a_form_asks_on_paper_what_the_screen_asks():
    kind = queries.kind("filter_explanation")
    words = read(blank_forms.blank_form_pdf(kind, lands(), today=DAY))
    asked = [own.label for own in kind.fields] + [
        c.words for own in kind.fields for c in own.choices
    ]
    assert [a for a in asked if plain(a.ja) not in words or plain(a.en) not in words] == []


def test_the_same_form_gives_the_same_bytes():
    kind = queries.kind("symposium")
    one, other = (blank_forms.blank_form_pdf(kind, lands(), today=DAY) for _ in range(2))
    assert one == other


def test_a_prefecture_is_written_and_not_ticked_among_all():
    rows = blank_forms.content(queries.kind("symposium"), lands())["rows"]
    area = next(row for row in rows if row["label"]["en"] == "Prefecture")
    assert (area["takes"], area["choices"]) == ("words", [])


@pytest.mark.whole
def test_every_kind_stands_on_one_page():
    papers = [blank_forms.blank_form_pdf(k, lands(), today=DAY) for k in queries.kinds().values()]
    assert len(papers) >= 20
    assert {len(PdfReader(BytesIO(paper)).pages) for paper in papers} == {1}


def test_who_records_takes_it_as_a_file(client):
    client.force_login(officer())
    answer = client.get("/ja/activities/register/educational_meeting/blank.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get("/ja/activities/register/nothing/blank.pdf").status_code == 404
