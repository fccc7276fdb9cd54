"""The reviewer's steps on the board: what is done, what is refused, and where the refusal stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.plan import actions, models
from mamori.plan.rules.rounds import State
from mamori.plan.tests import build_round as build

pytestmark = pytest.mark.usefixtures("shown", "undone")

BOARD = "/en/staff/rounds/FY2018/"
ACTS = ("accept", "send_back", "clear_ja", "clear_en", "extend", "comment", "ask")


@pytest.fixture
def aoi(client):
    person = people.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    return person


@pytest.fixture(autouse=True)
def opened(undone):
    return build.opened()


@pytest.fixture
def row():
    """Submitted by an officer."""
    row = build.obligation("p17-02")
    build.answered(row)
    return row


def path(row, act, language="en"):
    return f"/{language}/staff/rounds/FY2018/returns/{row.pk}/{act}/"


def state(row):
    return State(models.Obligation.objects.get(pk=row.pk).state)


def panel(client, row, language="en"):
    return client.get(f"/{language}/staff/rounds/FY2018/?at={row.pk}").content.decode()


def test_a_return_goes_all_the_way_and_the_page_stays_where_it_was(client, aoi, row):
    for act, to in (
        ("accept", State.ACCEPTED),
        ("clear_ja", State.CLEARED_JA),
        ("clear_en", State.CLEARED_EN),
    ):
        assert path(row, act) in panel(client, row)
        answer = client.post(f"{path(row, act)}?agency=CAO")
        assert (answer.status_code, answer.url) == (302, f"{BOARD}?agency=CAO&at={row.pk}#panel")
        assert state(row) is to


def test_whoever_drafted_sees_the_reason_instead_of_the_button(client, aoi):  # 7.3
    row = build.obligation("p17-02")
    who: dict[str, Any] = {"obligation_id": row.pk, "agencies": frozenset({row.agency})}
    mine: dict[str, Any] = {"actor": audit.person(aoi.pk), "at": build.LATER}
    actions.save(cells={"kind": "nothing", "reason": "準備中。"}, base={}, **who, **mine)
    actions.submit(**who, **mine)
    said = panel(client, row)
    assert path(row, "accept") not in said
    assert "You wrote this return, so somebody else has to accept it." in said
    answer = client.post(path(row, "accept"))
    assert answer.status_code == 422
    assert state(row) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "理由を書いてください。担当に届きます。"), ("en", "Say why: the owner will read it.")],
)
def test_sending_back_without_a_reason_is_refused_at_the_field(client, aoi, row, language, words):
    answer = client.post(path(row, "send_back", language), {"reason": " "})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f'<p class="field-error" id="back_reason_error">{words}</p>' in said
    assert state(row) is State.SUBMITTED


def test_a_reason_is_read_beside_the_answer(client, aoi, row):  # 7.4
    assert client.post(path(row, "send_back"), {"reason": "Too <few>."}).status_code == 302
    assert state(row) is State.RETURNED
    assert "Too &lt;few&gt;." in panel(client, row)


def test_a_step_the_state_does_not_allow_is_said_in_words(client, aoi):
    row = build.obligation("p17-02")
    assert "there is no step for the secretariat" in panel(client, row)
    answer = client.post(path(row, "accept"))
    assert answer.status_code == 422
    assert "This cannot be done while the return is “Assigned”." in answer.content.decode()


def test_more_time_is_given_and_never_less(client, aoi, row):
    later = build.DUE + timedelta(days=7)
    assert client.post(path(row, "extend"), {"due": later.isoformat()}).status_code == 302
    assert models.Obligation.objects.get(pk=row.pk).due == later
    answer = client.post(path(row, "extend"), {"due": build.DUE.isoformat()})
    assert answer.status_code == 422
    assert "is not later than 2019-05-03." in answer.content.decode()
    assert client.post(path(row, "extend"), {"due": "soon"}).status_code == 422


def test_a_comment_is_kept_with_the_answer(client, aoi, row):
    assert client.post(path(row, "comment"), {"words": "Is this final?"}).status_code == 302
    assert "Is this final?" in panel(client, row)
    assert client.post(path(row, "comment"), {"words": ""}).status_code == 422


def test_a_quantity_is_asked_for_once(client, aoi, row):
    typed = {"key": "visitors", "label_ja": "来場者", "label_en": "Visitors", "unit": "persons"}
    assert client.post(path(row, "ask"), typed).status_code == 302
    assert "Visitors" in panel(client, row)
    answer = client.post(path(row, "ask"), {**typed, "label_en": "Typed again"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "This return has a quantity “visitors” already." in said
    assert 'value="Typed again"' in said


@pytest.mark.parametrize(
    "typed", [{"key": "2"}, {"unit": "moons"}, {"label_ja": ""}, {"label_ja": "過去最多の来場者"}]
)
def test_a_quantity_needs_a_key_a_unit_and_its_names(client, aoi, row, typed):
    whole = {"key": "visitors", "label_ja": "来場者", "label_en": "Visitors", "unit": "persons"}
    assert client.post(path(row, "ask"), {**whole, **typed}).status_code == 422


@pytest.mark.parametrize("act", ACTS)
def test_a_step_of_another_round_or_of_none_is_404(client, aoi, row, act):
    elsewhere = path(row, act).replace("FY2018", "FY1999")
    assert client.post(elsewhere, {"reason": "x", "words": "x"}).status_code == 404
    assert client.post(path(row, act).replace(str(row.pk), "999999999")).status_code == 404
    assert state(row) is State.SUBMITTED


def test_a_return_that_is_not_there_is_404(client, aoi):
    assert client.get(f"{BOARD}?at=999999999").status_code == 404
    assert client.get(f"{BOARD}?at=soon").status_code == 200
    assert client.post(path(build.obligation("p17-02"), "clear_fr")).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_a_step_is_never_taken_by_following_a_link_nor_from_another_site(client, aoi, row, act):
    assert client.get(path(row, act)).url == BOARD  # only back to where the form stands
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(aoi)
    assert strict.post(path(row, act)).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARIAT])
def test_no_other_role_takes_a_step(client, row, role):
    client.force_login(people.person("ren", role))
    answers = {client.post(path(row, act), {"reason": "x"}).status_code for act in ACTS}
    assert answers | {client.post(f"{BOARD}remind/", {"m": row.answer_id}).status_code} == {403}
    assert state(row) is State.SUBMITTED


def test_those_who_owe_are_reminded(client, aoi):
    row = build.obligation("p17-03", "NPA")
    answer = client.post(f"{BOARD}remind/?pillar=1", {"m": [row.answer_id]})
    assert (answer.status_code, answer.url) == (302, f"{BOARD}?pillar=1")
    reminded = models.Obligation.objects.filter(answer=row.answer_id, reminded_at__isnull=False)
    assert reminded.count() == 2
    assert (
        models.Obligation.objects.exclude(answer=row.answer_id)
        .filter(reminded_at__isnull=False)
        .count()
        == 0
    )


def test_a_reminder_for_nobody_is_refused_where_it_was_pressed(client, aoi, row):
    nobody = client.post(f"{BOARD}remind/")
    assert nobody.status_code == 422
    assert "Choose the measures to remind about." in nobody.content.decode()
    nothing = client.post(f"{BOARD}remind/", {"m": [row.answer_id]})
    assert nothing.status_code == 422
    assert "None of the chosen measures is still with its owner." in nothing.content.decode()
    assert f'name="m" value="{row.answer_id}" checked' in nothing.content.decode()


def test_the_board_says_each_state_in_words(client, aoi, row):
    said = client.get("/ja/staff/rounds/FY2018/").content.decode()
    assert "内閣府: 提出" in said
    assert "期限超過" in said
    assert timezone.localdate() > build.DUE


def test_a_filter_that_finds_nothing_says_so(client, aoi):
    said = client.get(BOARD, {"q": "no such words"}).content.decode()
    assert "Nothing found" in said
    assert "Show everything" in said


@pytest.mark.parametrize(
    "asked", ["state=x", "change=x", "pillar=x", "agency=x", "late=x", "q=%00"]
)
def test_a_filter_put_together_by_hand_breaks_nothing(client, aoi, asked):
    assert client.get(f"{BOARD}?{asked}").status_code == 200
