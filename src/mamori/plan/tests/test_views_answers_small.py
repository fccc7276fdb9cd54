"""What is done beside the answer: quantities, documents and notes; the draft is always kept with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.plan import models
from mamori.plan.tests.build_answers import GOOD, fields, held, officer, path, said, save, state

pytestmark = pytest.mark.usefixtures("round_open", "undone")


@pytest.fixture
def mika():
    return officer()


@pytest.fixture
def nao():
    return officer("NPA", "nao")


def test_a_quantity_is_added_and_the_draft_is_kept_with_it(mika):
    new = {"quantity.key": "calls", "quantity.ja": "電話", "quantity.en": "Calls"}
    answer = save(mika, path(), "quantity", text_ja="途中", **{**new, "quantity.unit": "persons"})
    assert answer.status_code == 302
    assert held()["text.ja"] == "途中"
    assert "q.calls.value" in fields(mika.get(path()))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quantity.key": "Calls!"}, "cannot be a key"),
        ({"quantity.key": "a.b"}, "cannot be a key"),
        ({"quantity.key": "people"}, "has a quantity “people” already"),
        ({"quantity.unit": "moons"}, "There is no unit “moons”."),
        ({"quantity.en": " "}, "Name the quantity in Japanese and in English."),
    ],
)
def test_a_quantity_that_cannot_be_is_refused_in_words(mika, wrong, words):  # 7.13
    new = {"quantity.key": "calls", "quantity.ja": "電話", "quantity.en": "Calls"}
    new |= {"quantity.unit": "persons", **wrong}
    answer = save(mika, path(), "quantity", text_ja="途中", **new)
    assert answer.status_code == 422
    assert escape(words) in said(answer)
    assert fields(answer)["quantity.key"] == new["quantity.key"]
    assert held()["text.ja"] == "途中"


def document(name="report.pdf", content=b"%PDF-1.7 test"):
    return {"evidence.title": "報告書", "evidence.file": SimpleUploadedFile(name, content)}


def test_a_document_is_added_read_and_withdrawn(mika):  # 7.11
    sent = {**document("報告 書.pdf"), "evidence.public": "yes"}
    assert save(mika, path(), "evidence", text_ja="途中", **sent).status_code == 302
    row = models.Evidence.objects.get()
    assert (row.public, row.media_type, held()["text.ja"]) == (True, "application/pdf", "途中")
    at = f"/en/staff/answers/evidence/{row.pk}/"
    assert at in said(mika.get(path()))
    got = mika.get(at)
    assert got.content == b"%PDF-1.7 test"
    assert got["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E5%A0%B1")
    assert mika.post(path(), {"drop": str(row.pk)}).status_code == 302
    assert mika.get(at).status_code == 404
    assert "報告書" not in said(mika.get(path()))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (document("picture.png", b"\x89PNG"), "images are never taken"),
        (document("picture.pdf", b"\x89PNG"), "images are never taken"),
        ({"evidence.title": "報告書"}, "Choose the file"),
        ({**document(), "evidence.title": " "}, "Give the document a title."),
    ],
)
def test_a_document_that_is_none_is_refused_in_words(mika, sent, words):
    answer = save(mika, path(), "evidence", part="途中", **sent)
    assert answer.status_code == 422
    assert words in said(answer)
    assert held()["part"] == "途中"
    assert not models.Evidence.objects.exists()


def test_the_document_of_another_return_is_not_withdrawn_here(mika, nao):
    save(nao, path(agency="NPA"), "evidence", **document())
    row = models.Evidence.objects.get()
    assert mika.post(path(), {"drop": str(row.pk)}).status_code == 404
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_a_note_stays_with_the_answer_and_moves_nothing(mika):
    assert save(mika, path(), "comment", comment="Please look\r\nat this.").status_code == 302
    page = said(mika.get(path()))
    assert "Please look<br>at this." in page
    assert "Mika" in page
    assert state() == "assigned"
    empty = save(mika, path(), "comment", comment=" ", text_ja="途中")
    assert empty.status_code == 422
    assert held()["text.ja"] == "途中"


def test_an_unknown_act_is_not_there(mika):
    assert mika.post(path(), {**GOOD, "do": "accept"}).status_code == 404
    assert held() == {}


def test_the_secretariat_does_not_answer_for_a_ministry(client):
    client.force_login(people.person("aoi", Role.SECRETARIAT))
    assert client.post(path(), GOOD).status_code == 403
