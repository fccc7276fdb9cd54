"""Rounds on the secretariat's pages: who opens them, how one is opened, and a working day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.plan import actions, models
from mamori.plan.queries import rounds
from mamori.plan.tests import build_round as build

pytestmark = pytest.mark.usefixtures("shown", "undone")

LIST, BOARD = "/en/staff/rounds/", "/en/staff/rounds/FY2018/"
PAGES = (LIST, BOARD, f"{BOARD}board.csv", f"{BOARD}day/", f"{BOARD}sections/")
OTHERS = [role for role in Role if role is not Role.SECRETARIAT]


@pytest.fixture
def aoi(client):
    person = people.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    return person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def opened(today):
    """A round opened two days ago; the views read the clock."""
    before = timezone.now() - timedelta(days=2)
    return build.opened(
        at=before, opens=timezone.localtime(before).date(), due=today + timedelta(days=3)
    )


def form(today, **more):
    said = {
        "key": "FY2019",
        "plan": "2017",
        "period": "FY2019",
        "state_period": "2019",
        "due": (today + timedelta(days=30)).isoformat(),
        "issuer_ja": "連絡会議",
        "issuer_en": "Liaison Conference",
    }
    return {**said, **more}


@pytest.mark.parametrize("path", PAGES)
def test_the_secretariat_opens_every_page_in_both_languages(client, aoi, opened, path):
    assert client.get(path).status_code == 200
    assert client.get(path.replace("/en/", "/ja/")).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_does(client, opened, role):
    client.force_login(people.person("ren", role))
    assert {client.get(path).status_code for path in PAGES} == {403}
    assert client.post(f"{LIST}new/", {}).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_sign_in(client, opened, path):
    assert client.get(path).url.startswith("/en/staff/sign-in/")


def test_the_list_says_in_words_how_far_a_round_is(client, aoi, opened):
    build.answered(build.obligation("p17-09"))
    said = client.get(LIST).content.decode()
    assert f"Of {opened} returns, 1 are handed in and 0 cleared" in said
    assert f'<progress max="{opened}" value="0"' in said


def test_a_round_is_opened(client, aoi, today):
    build.opened()
    answer = client.post(f"{LIST}new/", form(today))
    assert (answer.status_code, answer.url) == (302, "/en/staff/rounds/FY2019/")
    assert rounds.round_name("FY2019").issuer.en == "Liaison Conference"


def test_a_round_may_cover_two_years(client, aoi, today):
    client.post(f"{LIST}new/", form(today, period="2018-04-01/2020-03-31", key="FY2018-19"))
    period = rounds.round_name("FY2018-19").period
    assert (period.first.isoformat(), period.last.isoformat()) == ("2018-04-01", "2020-03-31")


@pytest.mark.parametrize(
    ("wrong", "ja", "en"),
    [
        ({"period": "soon"}, "期間「soon」を読めません。", "“soon” is not a period."),
        ({"key": "FY2018"}, "「FY2018」はもうあります。", "“FY2018” is there already."),
        ({"key": "F 1"}, "半角の英数字とハイフン", "Use letters, digits and hyphens"),
        ({"due": "2019-01-01"}, "提出期限（2019-01-01）", "The due date 2019-01-01 lies before"),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_refusal_stands_at_the_form_with_what_was_typed(
    client, aoi, opened, today, wrong, ja, en, language
):
    typed = form(today, issuer_en="Typed by hand", **wrong)
    answer = client.post(f"/{language}/staff/rounds/new/", typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert {"ja": ja, "en": en}[language] in said
    assert 'value="Typed by hand"' in said
    assert models.Round.objects.count() == 1


def test_no_round_there_is_404(client, aoi):
    for path in ("", "day/", "sections/", "board.csv"):
        assert client.get(f"{LIST}FY1999/{path}").status_code == 404


def test_the_board_is_exported_as_it_is_sifted(client, aoi, opened):
    whole = client.get(f"{BOARD}board.csv").content.decode()
    some = client.get(f"{BOARD}board.csv", {"q": "p17-09"}).content.decode()
    assert whole.count("\r\n") == opened + 1
    assert some.count("\r\n") == 2
    assert client.get(f"{BOARD}board.xlsx").content.startswith(b"PK")
    assert client.get(f"{BOARD}board.exe").status_code == 404


def test_a_day_says_what_came_in_and_why_something_went_back(client, aoi, opened):
    row, now = build.obligation("p17-02"), timezone.now()
    nao: dict[str, Any] = {"actor": audit.person(people.person("nao").pk), "at": now}
    cells = {"kind": "nothing", "reason": "準備中のため。"}
    who: dict[str, Any] = {"obligation_id": row.pk, "agencies": frozenset({row.agency})}
    actions.save(cells=cells, base={}, **who, **nao)
    actions.submit(**who, **nao)
    reason = "Please wait for the <final> count."
    actions.send_back(obligation_id=row.pk, reason=reason, **nao)
    said = client.get(f"{BOARD}day/").content.decode()
    assert "Please wait for the &lt;final&gt; count." in said
    assert said.count(f"?at={row.pk}#panel") == 2


def test_the_picture_of_a_day_speaks(client, aoi, opened):
    said = client.get(f"{BOARD}day/").content.decode()
    assert "Progress day by day</title>" in said
    assert f"cleared 0, with the secretariat 0, sent back 0, with the owner {opened}" in said


@pytest.mark.parametrize("on", ["soon", "1999-01-01", "2999-01-01"])
def test_a_day_the_round_never_had_is_refused_and_today_is_shown(client, aoi, opened, today, on):
    answer = client.get(f"{BOARD}day/", {"on": on})
    assert answer.status_code == 422
    assert f'value="{today.isoformat()}"' in answer.content.decode()


def test_the_pages_ask_the_same_however_much_was_answered(client, aoi, opened):
    def asked(path):
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        return len(context)

    paths = (*PAGES, f"{BOARD}?at={build.obligation('p17-03').pk}")
    before = [asked(path) for path in paths]
    for row in list(models.Obligation.objects.exclude(answer__measure="p17-03"))[:20]:
        build.save(row, kind="nothing", reason="準備中のため。")
    assert [asked(path) for path in paths] == before
