"""Many certificates in one go, their papers, and the list they are found in."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from mamori.activities import actions, models
from mamori.activities.actions.certificates import OthersPerson
from mamori.activities.queries import certificates
from mamori.activities.queries.certificates import UnknownCertificate, Wanted
from mamori.activities.rules.certificates import Form, NotACertificate, names
from mamori.activities.rules.records import Figure
from mamori.activities.tests.build_register import AT, BY, meeting, officer, recorded
from mamori.activities.tests.test_certificate_rules import COURSE
from mamori.activities.tests.test_certificates import NAME, OWN, issued
from mamori.activities.tests.test_views_certificates import form, said
from mamori.kernel import audit
from mamori.kernel.text import Text

pytestmark = pytest.mark.usefixtures("japan")

STAFF = "/en/activities/certificates/issued/"
NAMES = ["架空 一郎", "架空 二郎", "Sample San"]


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def together(**more: Any) -> str:
    return actions.issue_together(certificate=replace(COURSE, **more), names=NAMES, **BY)


def named(title: str, **more: Any) -> str:
    number: str = issued(title=Text(title, title), **more)
    return number


def many(**more):
    typed = {**form(), "names": "\n".join(NAMES)}
    typed.pop("name")
    return {**typed, **more}


def test_names_are_read_one_a_line_without_empty_ones():
    assert names(" 架空　一郎 \r\n\r\nSample  San\n") == ("架空 一郎", "Sample San")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "1 to 200"),
        ("a\nb\na", "Lines 1 and 3"),
        ("あ\n" + "い" * 101, "Line 2"),
        ("\n".join(map(str, range(201))), "there are 201"),
    ],
)
def test_a_list_of_names_that_is_no_list_is_told_by_its_line(typed, words):
    with pytest.raises(NotACertificate) as told:
        names(typed)
    assert words in told.value.message.en


def test_each_gets_a_number_of_its_own_and_one_record_tells_of_all():
    mark = together()
    found = certificates.together(OWN["agencies"], mark, AT)
    assert len({one.shown.number for one in found}) == 3
    [entry] = audit.history(f"certificates:{mark}")
    assert (entry.action, entry.details["certificates"]) == (
        "activities: certificates issued together",
        3,
    )
    assert not any(name in str(entry) for name in NAMES)


def test_all_are_issued_or_none(monkeypatch):
    with pytest.raises(NotACertificate):
        actions.issue_together(certificate=COURSE, names=[*NAMES, NAMES[0]], **BY)
    with pytest.raises(OthersPerson):
        together(person=officer("hana", "NPA").pk)
    assert not models.Certificate.objects.exists()


def test_reading_names_is_recorded_and_an_erased_one_is_left_out():
    mark = together()
    first = certificates.together(OWN["agencies"], mark, AT)[0].shown.number
    actions.erase_name(number=first, **OWN, **BY)
    found = actions.read_names(together=mark, **OWN, **BY)
    assert first not in found
    assert set(found.values()) < set(NAMES)
    assert audit.history(f"certificates:{mark}")[0].details == {"certificates": 2}
    number = issued()
    assert actions.read_name(number=number, **OWN, **BY) == NAME
    assert audit.history(f"certificate:{number}")[0].action == "activities: certificate printed"


@pytest.mark.parametrize("mark", ["", "0123456789ab"])
def test_a_mark_nobody_gave_is_unknown(mark):
    issued()
    with pytest.raises(UnknownCertificate):
        certificates.together(OWN["agencies"], mark, AT)


def test_a_list_of_names_becomes_one_pdf_of_a_page_each(client, aoi):
    answer = client.post(f"{STAFF}together/", many())
    page = client.get(answer.url)
    assert "These 3 were issued together" in said(page)
    assert not any(name in said(page) for name in NAMES)
    mark = models.Certificate.objects.values_list("together", flat=True)[0]
    paper = client.get(f"{STAFF}together/{mark}/certificates.pdf")
    pages = PdfReader(io.BytesIO(paper.content)).pages
    words = "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")
    assert len(pages) == 3
    assert all(name.replace(" ", "") in words for name in NAMES)
    one = models.Certificate.objects.values_list("number", flat=True)[0]
    assert "names were read" in said(client.get(f"{STAFF}{one}/"))


def test_what_may_not_be_issued_together_is_said_beside_the_form(client, aoi):
    answer = client.post(f"{STAFF}together/", many(names="甲\n乙\n甲"))
    assert answer.status_code == 422
    assert "Lines 1 and 3" in said(answer)


def test_the_papers_of_another_agency_are_not_there(client):
    mark = together()
    client.force_login(officer("ren", "MIC"))
    assert client.get(f"{STAFF}together/{mark}/certificates.pdf").status_code == 404
    assert audit.history(f"certificates:{mark}")[0].action.endswith("issued together")


def test_papers_whose_names_are_all_erased_are_gone(client, aoi):
    mark = together()
    for one in certificates.together(OWN["agencies"], mark, AT):
        actions.erase_name(number=one.shown.number, **OWN, **BY)
    assert client.get(f"{STAFF}together/{mark}/certificates.pdf").status_code == 404


def test_a_training_offers_certificates_that_begin_with_its_title(client, aoi):
    training = meeting(
        kind="training_investigators",
        area="",
        title=Text("架空の研修", "An invented course"),
        fields={"valid_until": "2030-03-31"},
        figures={"trainees": Figure(Decimal(30), "investigation-trainees")},
        serves=("p17-28",),
    )
    number = actions.record(activity=training, **BY)
    asked = f"{STAFF}together/?activity={number}"
    assert asked.replace("&", "&amp;") in said(client.get(f"/en/activities/register/{number}/"))
    begun = said(client.get(asked))
    assert 'value="An invented course"' in begun
    assert 'value="2030-03-31"' in begun
    others = recorded("MIC")
    assert client.get(f"{STAFF}new/?activity={others}").status_code == 404
    assert "?activity=" not in said(client.get(f"/en/activities/register/{recorded('NPA')}/"))


def test_a_qualification_opens_the_door_of_the_account_chosen(client, aoi):
    typed = form(person=str(aoi.pk), qualification="open_cases")
    client.post(f"{STAFF}new/", typed)
    assert certificates.holds_valid(aoi.pk, "open_cases", AT)
    stranger = officer("ren", "MIC")
    answer = client.post(f"{STAFF}new/", form(person=str(stranger.pk)))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), {"course", "thanks", "soon", "lapsed", "revoked"}),
        (Wanted(form="thanks"), {"thanks"}),
        (Wanted(state="valid"), {"course", "thanks", "soon"}),
        (Wanted(state="lapsed"), {"lapsed"}),
        (Wanted(state="revoked"), {"revoked"}),
        (Wanted(lapsing=True), {"soon"}),
        (Wanted(words="THANKS"), {"thanks"}),
        (Wanted(words="thanks soon"), set()),
        (Wanted(state="valid", words="cases"), {"course", "soon"}),
    ],
)
def test_the_list_is_filtered_by_kind_state_words_and_last_day(wanted, found):
    soon = AT.date() + timedelta(days=60)
    named("course")
    named("thanks", form=Form.THANKS, qualification="", valid_until=None)
    named("soon", valid_until=soon)
    named("lapsed", issued_on=date(2025, 1, 1), valid_until=date(2026, 11, 24))
    gone = named("revoked", valid_until=soon)
    actions.revoke(number=gone, reason="書き誤り", **OWN, **BY)
    rows, total = certificates.issued(OWN["agencies"], AT, wanted)
    assert {one.shown.title.en for one in rows} == found
    assert total == len(found)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_taken_along_without_names(client, aoi, kind):
    together()
    issued(title=Text("別の研修", "Another"))
    answer = client.get(f"{STAFF}certificates.{kind}", {"words": "invented"})
    assert answer.status_code == 200
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 3
        assert rows[0]["Course or merit in English"] == COURSE.title.en
        assert not any(name in answer.content.decode() for name in (*NAMES, NAME))
    assert client.get(f"{STAFF}certificates.pdf").status_code == 404
