"""What an owner is asked, on one page; and that nobody of another ministry learns anything of it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.kernel.text import Text
from mamori.plan import actions, models
from mamori.plan.tests import build, build_workbooks
from mamori.plan.tests.build import WHO
from mamori.plan.tests.build_answers import (
    GOOD,
    LIST,
    UPLOAD,
    held,
    obligation,
    officer,
    path,
    said,
    save,
)

pytestmark = pytest.mark.usefixtures("round_open", "undone")

FAR = date(2999, 3, 31)
WORKBOOK = "/en/staff/answers/workbooks/FY2018/{}.xlsx"
STRANGERS = [role for role in Role if role is not Role.MINISTRY]


@pytest.fixture
def mika():
    return officer()


@pytest.fixture
def nao():
    return officer("NPA", "nao")


def evidence(agency="MHLW"):
    return actions.add_evidence(
        obligation_id=obligation(agency=agency).pk,
        title="Report",
        public=False,
        file_name="report.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7",
        agencies=frozenset({agency}),
        **WHO,
    )


def addresses(agency="MHLW"):
    """Everything that stands under one obligation or one agency, and how it is asked for."""
    own = path(agency=agency)
    return [
        ("get", own),
        ("post", own),
        ("post", f"{own}preview/"),
        ("get", f"/en/staff/answers/evidence/{evidence(agency)}/"),
        ("get", WORKBOOK.format(agency)),
    ]


def test_anonymous_is_sent_to_sign_in():
    for method, at in [*addresses(), ("get", LIST), ("get", UPLOAD), ("post", UPLOAD)]:
        answer = getattr(Client(), method)(at)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/en/staff/sign-in/")


@pytest.mark.parametrize("role", STRANGERS)
def test_other_roles_see_nothing_of_it(client, role):
    client.force_login(people.person("riku", role))
    for method, at in [*addresses(), ("get", LIST), ("get", UPLOAD), ("post", UPLOAD)]:
        assert getattr(client, method)(at).status_code == 403


def test_another_ministry_gets_what_is_not_there(nao):
    there = [getattr(nao, method)(at, GOOD) for method, at in addresses()]
    missing = [
        ("get", "/en/staff/answers/999999/"),
        ("post", "/en/staff/answers/999999/"),
        ("post", "/en/staff/answers/999999/preview/"),
        ("get", "/en/staff/answers/evidence/999999/"),
        ("get", WORKBOOK.format("XXX")),
    ]
    not_there = [getattr(nao, method)(at, GOOD) for method, at in missing]
    assert {answer.status_code for answer in there + not_there} == {404}
    assert len({said(answer).split("<main")[1] for answer in there + not_there}) == 1
    assert held() == {}


def test_a_workbook_of_another_ministry_is_not_taken(nao):
    filled = build_workbooks.filled(build_workbooks.GOOD)
    for do in ("take", "check", "marked"):
        sent = {"workbook": SimpleUploadedFile("x.xlsx", filled), "do": do}
        answer = nao.post(UPLOAD, sent)
        assert answer.status_code == 422
        assert "m-1" not in said(answer)
    assert held() == {}


def test_no_other_site_answers_in_someones_name(mika):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mika.cookies
    for at in (path(), f"{path()}preview/", UPLOAD):
        assert strict.post(at, GOOD).status_code == 403
    assert audit.history("obligation:FY2018/m-1/MHLW") == []


def test_the_secretariat_reads_documents_at_its_own_address(client, mika):
    number = evidence()
    client.force_login(people.person("aoi", Role.SECRETARIAT))
    answer = client.get(f"/en/staff/rounds/evidence/{number}/")
    assert answer.content == b"%PDF-1.7"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get("/en/staff/rounds/evidence/999999/").status_code == 404
    assert mika.get(f"/en/staff/rounds/evidence/{number}/").status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Measure 1", "Assigned", "overdue", "National Police Agency", "Workbook of")),
        ("ja", ("施策1", "割当", "期限超過", "警察庁", "回答票")),
    ],
)
def test_everything_one_is_asked_stands_on_one_page(mika, language, words):
    page = said(mika.get(f"/{language}/staff/answers/"))
    for expected in words:
        assert expected in page
    assert all(path(measure, language=language) in page for measure in ("m-1", "m-2", "m-3"))


def test_one_sees_only_ones_own(nao):
    page = said(nao.get(LIST))
    assert path("m-1", "NPA") in page
    assert path("m-2") not in page


def test_how_many_days_are_left(mika):
    for row in models.Obligation.objects.all():
        actions.extend(obligation_id=row.pk, due=FAR, **WHO)
    page = said(mika.get(LIST))
    assert "days left" in page
    assert "overdue" not in page


def test_the_list_is_filtered_and_taken_along(mika):
    save(mika, path("m-2"), text_ja="途中")
    drafted = said(mika.get(LIST, {"state": "drafted"}))
    assert path("m-2") in drafted
    assert path("m-1") not in drafted
    assert path("m-3") in said(mika.get(LIST, {"q": "施策3"}))
    assert path("m-2") not in said(mika.get(LIST, {"q": "施策3"}))
    assert "Nothing found" in said(mika.get(LIST, {"round": "FY1999"}))
    table = mika.get("/en/staff/answers.csv", {"state": "drafted"}).content.decode("utf-8-sig")
    assert table.splitlines()[1].startswith("FY2018,m-2,Measure 2,")
    assert len(table.splitlines()) == 2
    assert mika.get("/en/staff/answers.xlsx").content[:2] == b"PK"
    assert mika.get("/en/staff/answers.exe").status_code == 404


def test_a_round_that_is_over_is_listed_when_asked_for(mika):
    models.Obligation.objects.update(state="published")
    assert "There is nothing to answer now" in said(mika.get(LIST))
    assert path("m-1") in said(mika.get(LIST, {"round": "FY2018"}))


def test_five_times_the_rows_take_the_same_queries(mika, tmp_path):
    at, said_there = path(), {"obligation_id": obligation().pk, "agencies": None, **WHO}
    actions.comment(words="One word.", **said_there)
    evidence()
    few = asked(mika, LIST), asked(mika, at)
    build.load(build.small_pack(tmp_path, measures=15), "--yes")
    build_workbooks.open_round(key="FY2019", year=2019)
    for n in range(4):
        actions.comment(words=f"Another {n}.", **said_there)
        actions.ask_for(key=f"more_{n}", label=Text("数", "Number"), unit="persons", **said_there)
        evidence()
    assert (asked(mika, LIST), asked(mika, at)) == few


def asked(client, at):
    with CaptureQueriesContext(connection) as context:
        assert client.get(at).status_code == 200
    return len(context)
