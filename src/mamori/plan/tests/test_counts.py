"""Policy: docs/policy/plan.md, section 13: the records behind a figure, and what an edition keeps of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from mamori.accounts import actions as accounts
from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions as register
from mamori.activities.rules.records import Activity, Figure
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import text
from mamori.kernel.text import Text
from mamori.plan import actions, queries
from mamori.plan.queries import counting, rounds
from mamori.plan.queries.assembling import assembled
from mamori.plan.rules import bundle
from mamori.plan.rules import outline as outlines
from mamori.plan.rules.revising import Corrections
from mamori.plan.tests import build_round as build

CLASSES = "activities.safety_classes"
PEOPLE = "activities.safety_class_participants"
FY2018 = fiscal_year(2018)
MINUTE = build.LATER + timedelta(days=2)
REASON = Text("記録の誤り。", "A record was wrong.")

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("shown", "undone")]


def meeting(agency: str = "MIC", *, attended: int = 190, day: date = date(2018, 6, 1)) -> Activity:
    return Activity(
        kind="educational_meeting",
        agency=agency,
        days=Period(day, day),
        area="13",
        title=Text("架空の講座", "An invented class"),
        serves=("p17-07",),
        figures={
            "meetings": Figure(Decimal(1), "meetings"),
            "participants": Figure(Decimal(attended), "participants"),
        },
    )


def held(agency: str = "MIC", **more: Any) -> int:
    return register.record(activity=meeting(agency, **more), **build.DRAFTER)


def signed_in(client: Client, role: Role = Role.MINISTRY, agency: str = "MIC") -> Client:
    user = people.person("aoi")
    accounts.give_role(
        person_id=user.pk, role=role, agency=agency, first=people.SINCE, last=None, **people.BY
    )
    client.force_login(user)
    return client


def page(client: Client, name: str = CLASSES, period: str = "FY2018") -> str:
    answer = client.get(f"/en/staff/counts/{name}/", {"period": period})
    assert answer.status_code == 200
    return str(answer.content.decode())


def in_print(key: str, on: datetime = MINUTE) -> outlines.Figure:
    outline = queries.outline_at("FY2018", on)
    return next(f for f in outline.figures if f.key == key)


def frozen(*attended: int) -> int:
    """With a class for each of these numbers of participants, held while nothing is typed for them."""
    build.opened()
    build.everything_cleared()
    row = build.obligation("p17-07")
    if attended:
        row.cells = {n: words for n, words in row.cells.items() if not n.startswith("q.")}
        row.save()
    for number in attended:
        held(attended=number)
    return actions.freeze(round_key="FY2018", announced_at=MINUTE, **build.REVIEWER)


def test_the_figures_of_the_packs_outline_are_those_of_its_records():  # 13.1
    figures = {f.key: f for f in queries.outline("FY2017").figures}
    for figure in (f for f in figures.values() if f.counted):
        assert counting.figure(figure.series, figure.quantity.period) is not None
    said = {key: text(figures[f"E07.{key}"].quantity).en for key in ("meetings", "participants")}
    assert said == {"meetings": "2,309 classes", "participants": "about 390,000 participants"}
    assert (figures["E07.meetings"].series, figures["E07.participants"].series) == (CLASSES, PEOPLE)


def test_a_stamp_changes_with_every_record_and_every_version():  # 13.5
    one = held()
    before = counting.stamp(CLASSES, FY2018)
    register.correct(
        number=one, activity=meeting(attended=200), version=1, reason="誤り", **build.DRAFTER
    )
    first = counting.stamp(CLASSES, FY2018)
    assert (first.records, first.digest == before.digest) == (1, False)
    assert counting.stamp(CLASSES, FY2018) == first
    number = held("NPA")
    second = counting.stamp(CLASSES, FY2018)
    register.cancel(number=number, version=1, reason="中止", **build.DRAFTER)
    assert (first.records, second.records) == (1, 2)
    assert counting.stamp(CLASSES, FY2018) == first
    assert second.digest != first.digest


def test_an_edition_keeps_the_count_its_records_and_their_digest():  # 13.5
    frozen(190, 10)
    stamp = counting.stamp(CLASSES, FY2018)
    kept = in_print("E07.meetings")
    assert (kept.series, kept.stamp, kept.quantity.value) == (CLASSES, stamp, Decimal(2))
    assert in_print("E07.participants").quantity.value == Decimal(200)
    outline = queries.outline_at("FY2018", MINUTE)
    assert bundle.thawed(bundle.frozen(outline)) == outline


def test_a_draft_follows_its_records_and_an_edition_does_not():  # 13.4
    frozen(190)
    held()
    now = counting.figure(CLASSES, FY2018)
    assert now is not None
    assert now.value == Decimal(2)
    assert in_print("E07.meetings").quantity.value == Decimal(1)
    drafted = assembled("FY2018", build.DAY)
    assert {f.quantity.value for f in drafted.figures if f.key == "E07.meetings"} == {Decimal(2)}


def test_a_figure_typed_as_the_records_give_it_goes_on_following_them():  # 13.4
    held()
    build.opened()
    row = build.obligation("p17-07")
    typed: dict[str, Any] = {"q__meetings__value": "１", "q__meetings__qualifier": "exact"}
    build.save(row, kind="done", **typed)
    row.refresh_from_db()
    assert not row.cells.get("q.meetings.value")
    held()
    [_, obligation, reading] = next(
        p for p in rounds.readings("FY2018") if p[1].agency == row.agency and p[1].pk == row.pk
    )
    assert obligation.pk == row.pk
    now = {asked.key: quantity.value for asked, quantity in reading.quantities}
    assert now["meetings"] == Decimal(2)


def test_another_value_is_kept_as_typed_and_refused_with_what_to_correct():  # 13.2
    held()
    build.opened()
    row = build.obligation("p17-07")
    build.save(row, kind="done", q__meetings__value="2309")
    row.refresh_from_db()
    assert row.cells["q.meetings.value"] == "2309"
    [_, _, reading] = next(p for p in rounds.readings("FY2018") if p[1].pk == row.pk)
    [problem] = reading.problems_at("q.meetings.value")
    assert "The records give 1." in problem.en
    assert "correct the record" in problem.en


def test_without_a_record_in_the_period_the_figure_is_reported():  # 13.3
    frozen()
    kept = in_print("E07.meetings")
    assert (kept.series, kept.stamp, kept.quantity.value) == ("", None, Decimal(2309))


@pytest.mark.parametrize(("value", "counted"), [(2, True), (3, False)])
def test_a_correction_that_the_records_give_stays_a_count(value, counted):  # 13.4
    frozen(190)
    held()
    later = MINUTE + timedelta(days=9)
    quantity = replace(in_print("E07.meetings").quantity, value=Decimal(value))
    actions.revise(
        name="FY2018",
        corrections=Corrections({"E07.meetings": quantity}, {}),
        reason=REASON,
        announced_at=later,
        actor=build.REVIEWER["actor"],
        at=MINUTE + timedelta(seconds=1),
    )
    now = in_print("E07.meetings", later)
    assert (now.quantity.value, now.counted) == (Decimal(value), counted)
    assert now.stamp == (counting.stamp(CLASSES, FY2018) if counted else None)
    assert in_print("E07.meetings", MINUTE).stamp != now.stamp


def test_the_secretariat_finds_every_row_behind_a_figure(client):  # 13.6
    one, other = held(), held("NPA")
    shown = page(signed_in(client, Role.SECRETARIAT, "NPA"))
    assert f"/activities/register/{one}/" in shown
    assert f"/activities/register/{other}/" in shown
    assert "Records behind it: 2" in shown


def test_a_ministry_finds_its_own_rows_and_how_many_more_there_are(client):
    one, other = held(), held("NPA")
    shown = page(signed_in(client))
    assert f"/activities/register/{one}/" in shown
    assert f"/activities/register/{other}/" not in shown
    assert "Another 1" in shown


def test_another_ministry_finds_the_rule_alone(client):
    one = held()
    shown = page(signed_in(client, agency="MOJ"))
    assert f"/activities/register/{one}/" not in shown
    assert "Sum of the recorded numbers" in shown
    assert "Another 1 are open to the secretariat" in shown


def test_who_may_not_look_through_the_plan_looks_behind_no_figure(client):
    signed_in(client, Role.HOTLINE_ANALYST)
    assert client.get(f"/en/staff/counts/{CLASSES}/").status_code == 403


def test_the_rows_are_those_of_the_period_and_a_period_is_never_guessed(client):
    one = held()
    signed_in(client, Role.SECRETARIAT, "NPA")
    before = page(client, period="FY2017")
    assert f"/activities/register/{one}/" not in before
    assert "2,309" in before
    assert "Records behind it" not in page(client, period="")
    assert client.get(f"/en/staff/counts/{CLASSES}/?period=soon").status_code == 422


@pytest.mark.parametrize("name", ["activities.nothing", "nothing.at_all", "activities", "."])
def test_a_count_that_is_not_there_is_not_found(client, name):
    signed_in(client)
    assert client.get(f"/en/staff/counts/{name}/").status_code == 404


def test_nobody_looks_behind_a_figure_who_has_not_signed_in(client):
    assert client.get(f"/en/staff/counts/{CLASSES}/").status_code == 302


def test_the_page_of_an_answer_leads_to_the_records_of_its_period(client):
    held()
    build.opened()
    row = build.obligation("p17-07")
    shown = signed_in(client, agency=row.agency).get(f"/en/staff/answers/{row.pk}/")
    assert f'/en/staff/counts/{CLASSES}/?period=FY2018"' in shown.content.decode()


def test_the_published_page_says_what_is_counted_and_links_to_no_series_for_it(client):
    shown = client.get("/en/outline/FY2017/").content.decode()
    assert "From records of activities" in shown
    assert "/statistics/activities." not in shown
    assert "/statistics/csam_offences_persons_cleared/" in shown
