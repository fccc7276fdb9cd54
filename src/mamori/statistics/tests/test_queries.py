"""What is held of official statistics, and what may be said of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.kernel.refusals import Refused
from mamori.statistics import queries
from mamori.statistics.rules.claims import Kind
from mamori.statistics.rules.printed import Standing
from mamori.statistics.rules.vintages import Reason

pytestmark = pytest.mark.usefixtures("published", "undone")

PERSONS, VICTIMS = "csam_offences_persons_cleared", "csam_offences_child_victims"
ONLINE = "sns_related_child_victims"


def holding(key, year):
    return {claim.kind for claim in queries.claims(key, year) if claim.holds}


def test_every_value_of_the_shared_table_is_held_with_its_source():
    accounts = queries.accounts()
    assert sum(len(account.observations) for account in accounts) == 182
    assert all(o.source in account.sources for account in accounts for o in account.observations)


def test_persons_cleared_in_2017_were_a_new_high_of_the_known_years():  # facts 8.1
    held = holding(PERSONS, 2017)
    assert {Kind.NEW_HIGH, Kind.HIGHER_THAN_PREVIOUS} <= held
    [high] = [c for c in queries.claims(PERSONS, 2017) if c.kind is Kind.NEW_HIGH and c.holds]
    assert "known" in high.sentence.en
    [higher] = [c for c in queries.claims(PERSONS, 2017) if c.kind is Kind.HIGHER_THAN_PREVIOUS]
    assert higher.p == pytest.approx(0.0026, abs=0.00005)


def test_child_victims_in_2017_were_no_new_high_and_did_not_go_on_rising():  # facts 8.1
    claims = {c.kind: c for c in queries.claims(VICTIMS, 2017)}
    assert not claims[Kind.NEW_HIGH].holds
    assert "1,313" in claims[Kind.NEW_HIGH].reason.en
    assert not claims[Kind.HIGHER_THAN_PREVIOUS].holds
    assert claims[Kind.NO_CLEAR_CHANGE].holds
    assert claims[Kind.NO_CLEAR_CHANGE].p == pytest.approx(0.056, abs=0.0005)


def test_a_provisional_value_was_replaced_by_the_final_one_and_both_are_kept():  # facts 8.4
    account = queries.account(ONLINE)
    told = [
        (r.after.period.first.year, r.before.value, r.after.value, r.reason)
        for r in account.revisions()
    ]
    assert told == [
        (2019, Decimal(2095), Decimal(2082), Reason.FINAL),
        (2020, Decimal(1820), Decimal(1819), Reason.FINAL),
    ]
    assert account.line().by_year[2019].value == 2082


def test_two_counters_of_one_thing_are_two_series():  # facts 2.7
    of_ministry, of_survey = (
        queries.account(key).line().by_year[2016].value
        for key in ("joint_interviews", "joint_interviews_survey")
    )
    assert (of_ministry, of_survey) == (306, 340)


def test_a_count_after_the_break_is_compared_with_nothing_before_it():  # facts 8.3
    found = queries.account("child_prostitution_etc_child_victims").series
    assert found.segment(2022) != found.segment(2023)


def test_the_statements_of_the_outline_are_judged():  # §5.1
    told = {s.key: s.verdict.standing for s in queries.statements("FY2017")}
    assert told["FY2017-I1"] is Standing.SUPPORTED
    assert told["FY2017-I2"] is Standing.NOT_SUPPORTED
    assert told["FY2017-III1-victims"] is Standing.ONLY_OVER
    assert told["FY2017-I4"] is Standing.NOT_SUPPORTED
    assert all(s.verdict.sentence.ja and s.verdict.sentence.en for s in queries.statements())


def test_a_rise_that_goes_on_is_refused_and_what_holds_is_offered():  # facts 8.1
    [told] = [s.verdict for s in queries.statements("FY2017") if s.key == "FY2017-I2"]
    assert "1,216" in told.sentence.en
    assert "1,313" in told.sentence.en
    assert "1,216" in told.sentence.ja
    assert "1,313" in told.sentence.ja
    assert "no clear change" in told.sentence.en


def test_a_claim_is_written_from_what_was_published_by_the_day():  # §5.5
    said = queries.sentence(f"{PERSONS}.new_high", 2017, date(2018, 5, 25))
    assert "1,703" in said.en
    with pytest.raises(Refused):
        queries.sentence(f"{PERSONS}.new_high", 2017, date(2018, 3, 7))


def test_an_unknown_series_is_not_there():
    with pytest.raises(queries.UnknownSeries) as refused:
        queries.account("hearsay")
    assert refused.value.status == 404


def test_all_series_take_as_many_queries_as_two():
    counts = []
    for keys in ((VICTIMS, PERSONS), None):
        with CaptureQueriesContext(connection) as asked:
            queries.accounts(keys)
        counts.append(len(asked))
    assert counts[0] == counts[1]
