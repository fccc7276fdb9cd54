"""Policy: docs/policy/activities.md, 6.7: how often filters are used, of the sales whose outcome is known."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mamori.accounts import actions as accounts
from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions as register
from mamori.activities.rules.records import Activity
from mamori.kernel import audit
from mamori.kernel.periods import Period, fiscal_year
from mamori.plan.queries import use_rate as queries
from mamori.plan.rules.use_rate import ALL, Share, guarded, shares

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("shown", "undone")]

KEY = "filter_explanation"
PUBLIC, STAFF = f"/en/activities/rates/{KEY}/", f"/en/staff/rates/{KEY}/"
BY: dict[str, Any] = {"actor": audit.person(1), "at": datetime(2026, 11, 25, 3, tzinfo=UTC)}
TODAY = date(2026, 11, 25)
GROUPS = ("primary", "lower_secondary")


def sale(group: str, *, used: bool, told: bool = True, day: date, agency: str) -> Activity:
    fields = {"user_minor": "yes", "age_group": group, "explained": "yes" if told else "no"}
    declined = {"filter": "declined", "in_writing": "yes", "reason": "other"}
    fields |= {"filter": "set_up"} if used else declined
    return Activity(KEY, agency, Period(day, day), "13", serves=("p17-12",), fields=fields)


def sold(year: int, agency: str = "MIC", *, untold: int = 0, **outcomes: tuple[int, int]) -> None:
    """By age group how many filters were set up and how many declined, on 1 June of the year."""
    day, many = date(year, 6, 1), []
    for group, (used, declined) in outcomes.items():
        many += [sale(group, used=True, day=day, agency=agency)] * used
        many += [sale(group, used=False, day=day, agency=agency)] * declined
    many += [sale("primary", used=True, told=False, day=day, agency=agency)] * untold
    register.record_many(activities=many, offered=False, **BY)


def of_year(found: queries.Rates, year: int) -> queries.Year:
    return next(y for y in found.years if y.period == fiscal_year(year))


@pytest.fixture
def officer(undone: None) -> Client:
    user = people.person("aoi")
    accounts.give_role(
        person_id=user.pk,
        role=Role.MINISTRY,
        agency="MIC",
        first=people.SINCE,
        last=None,
        **people.BY,
    )
    client = Client()
    client.force_login(user)
    return client


def test_a_share_is_of_what_is_known():
    found = shares({("primary", True): 5, ("primary", False): 3, ("lower_secondary", False): 2})
    assert found["primary"] == Share(5, 8)
    assert found["primary"].percent == Decimal("62.5")
    assert found[ALL] == Share(5, 10)
    assert shares({})[ALL].percent is None


def test_adults_and_sales_without_an_outcome_are_not_among_the_known():
    sold(2025, primary=(8, 8))
    adult = Activity(KEY, "MIC", Period(date(2025, 6, 1), date(2025, 6, 1)), "13")
    adult = Activity(KEY, "MIC", adult.days, "13", fields={"user_minor": "no"})
    register.record_many(activities=[adult] * 9, **BY)
    year = of_year(queries.rates(KEY, TODAY), 2025)
    assert year.shares is not None
    assert year.shares[ALL] == Share(8, 16)


def test_a_small_number_is_kept_secret_and_no_subtraction_tells_it():
    counts = {
        ("primary", True): 30,
        ("primary", False): 2,
        ("lower_secondary", True): 40,
        ("lower_secondary", False): 25,
    }
    found = guarded(counts, None)
    assert found is not None
    assert found["primary"].percent is None
    known = sum(share.known is not None and share.used is not None for share in found.values())
    assert known < 3


def test_nothing_is_shown_where_all_of_it_is_too_few():
    assert guarded({("primary", True): 3, ("primary", False): 1}, None) is None


@pytest.mark.parametrize("near", [-5, -1, 1, 5])
def test_a_whole_that_lies_near_another_public_count_is_kept_secret(near):
    counts = {(group, used): 50 for group in GROUPS for used in (True, False)}
    apart = guarded(counts, 200)
    assert apart is not None
    assert apart[ALL] == Share(100, 200)
    found = guarded(counts, 200 + near)
    assert found is None or found[ALL].known is None


def test_the_public_table_does_not_tell_the_few_who_were_not_told():
    """The map counts those who were told; the two must not be subtracted."""
    sold(2025, untold=2, primary=(40, 30), lower_secondary=(50, 20))
    year = of_year(queries.public_rates(KEY, TODAY), 2025)
    assert year.shares is None or year.shares[ALL].known is None
    assert queries.rates(KEY, TODAY).years[-1].shares is not None


def test_a_bar_is_drawn_against_the_whole_not_against_the_highest(client):
    sold(timezone.localdate().year - 2, primary=(30, 10), lower_secondary=(40, 40))
    page = client.get(PUBLIC).content.decode()
    heights = [float(h) for h in re.findall(r'<rect class="bar"[^>]*height="([\d.]+)"', page)]
    assert heights[0] / heights[1] == pytest.approx(75 / 50, abs=0.02)


def test_years_before_the_first_record_are_left_out():
    sold(2024, primary=(20, 20))
    sold(2025, primary=(20, 20))
    assert [y.period.first.year for y in queries.rates(KEY, TODAY).years] == [2024, 2025]


def test_the_public_sees_years_that_have_ended_and_staff_the_one_that_runs():
    sold(2025, primary=(20, 20))
    sold(2026, primary=(20, 20))
    assert queries.public_rates(KEY, TODAY).years[-1].period == fiscal_year(2025)
    assert queries.rates(KEY, TODAY).years[-1].period == fiscal_year(2026)


def test_a_year_whose_records_have_left_is_not_shown_as_if_it_were_whole():
    sold(2022, primary=(20, 20))
    sold(2025, primary=(20, 20))
    register.remove_expired(**BY)
    found = queries.public_rates(KEY, TODAY)
    assert of_year(found, 2022).gone
    assert found.share(of_year(found, 2022), ALL) is None
    assert found.share(of_year(found, 2025), ALL) == Share(20, 40)


def test_a_ministry_sees_its_own_and_the_secretariat_all(officer, client):
    year = timezone.localdate().year - 1
    sold(year, "MIC", primary=(3, 1))
    sold(year, "NPA", primary=(6, 0))
    own = officer.get(STAFF).content.decode()
    assert "75.0 %" in own
    assert "A share of the records whose outcome is known" in own
    client.force_login(people.person("ren", Role.SECRETARIAT))
    assert "90.0 %" in client.get(STAFF).content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_public_page_says_what_it_is_a_share_of_and_draws_it(client, language):
    sold(timezone.localdate().year - 2, primary=(30, 10), lower_secondary=(40, 40))
    page = client.get(PUBLIC.replace("/en/", f"/{language}/")).content.decode()
    said = {"ja": "すべての人に占める割合ではない", "en": "not a share of everyone"}[language]
    assert said in page
    assert "75.0 %" in page
    assert page.count('class="drawn"') == 5
    assert client.get("/en/activities/rates/symposium/").status_code == 404


def test_the_files_hold_the_same_and_no_secret_number(client):
    year = timezone.localdate().year - 2
    sold(year, primary=(30, 2), lower_secondary=(40, 40))
    text = client.get(f"/en/activities/rates/{KEY}.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["Fiscal year"] == f"FY{year}"]
    primary = next(row for row in rows if row["Group"] == "Primary school")
    assert (primary["Used"], primary["Share of the known (%)"]) == ("", "")
    assert primary["Shown as"] == "secret"
    assert client.get(f"/en/activities/rates/{KEY}.xlsx").content[:2] == b"PK"
    assert client.get(f"/en/activities/rates/{KEY}.pdf").status_code == 404


def test_only_those_who_record_see_it_as_counted(client):
    assert client.get(STAFF).status_code == 302
    client.force_login(people.person("ren", Role.PROVIDER))
    assert {client.get(p).status_code for p in (STAFF, STAFF.rstrip("/") + ".csv")} == {403}
