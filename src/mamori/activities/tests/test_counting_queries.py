"""The database counts as the rules do, whatever the records. The rules are the oracle."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mamori.activities import models, queries
from mamori.activities.queries import values
from mamori.activities.rules import counting
from mamori.activities.rules.counting import How, MixedUnits
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import Qualifier

AT = datetime(2026, 11, 25, tzinfo=UTC)
YEAR = fiscal_year(2017)
PERIODS = [YEAR, fiscal_year(2018), Period(date(2017, 6, 1), date(2017, 6, 1))]
EDGE = [YEAR.first, YEAR.last, YEAR.last + timedelta(days=1), date(2017, 6, 1), date(2015, 7, 1)]
WORDS = {"ja": "例", "en": "Example"}
UNIT = {"key": "meetings", "ja": "{n}回", "one": "{n} class", "other": "{n} classes"}
INDICATORS: dict[str, dict[str, Any]] = {
    "records": {"how": "records"},
    "records_where": {"how": "records", "where": {"step": ["approached", "joined"]}},
    "records_with_number": {"how": "records", "number": "n"},
    "sum": {"how": "sum", "number": "n"},
    "sum_by_day": {"how": "sum", "number": "n", "day": "passed"},
    "areas": {"how": "areas"},
    "areas_by_day": {"how": "areas", "day": "passed"},
    "distinct": {"how": "distinct", "field": "firm"},
    "distinct_where": {"how": "distinct", "field": "firm", "where": {"step": ["approached"]}},
    "state": {"how": "state", "day": "passed", "until": "repealed"},
    "state_of_days": {"how": "state"},
    "state_until_only": {"how": "state", "until": "repealed"},
    "latest": {"how": "latest", "number": "n"},
    "latest_by_day": {"how": "latest", "number": "n", "day": "passed"},
}

edge_days = st.sampled_from(EDGE)
written_days = st.one_of(st.just(""), edge_days.map(date.isoformat))
fields = st.fixed_dictionaries(
    {},
    optional={
        "step": st.sampled_from(["approached", "joined", ""]),
        "firm": st.sampled_from(["Example One", "Example Two", ""]),
        "passed": written_days,
        "repealed": written_days,
    },
)
figures = st.builds(
    Figure,
    value=st.integers(0, 10**9).map(Decimal),
    unit=st.sampled_from(["meetings"] * 9 + ["places"]),
    qualifier=st.sampled_from(Qualifier),
    baseline=st.none() | st.integers(0, 9).map(Decimal),
    as_of=st.none() | edge_days,
)
records = st.builds(
    lambda a, b, **more: Activity(agency="NPA", days=Period(min(a, b), max(a, b)), **more),
    edge_days,
    edge_days,
    kind=st.sampled_from(["one", "one", "one", "other"]),
    area=st.sampled_from(["", "13", "23"]),
    status=st.sampled_from([*Status, Status.HELD, Status.HELD]),
    serves=st.sampled_from([(), ("m-1",), ("m-1", "m-2")]),
    fields=fields,
    figures=st.fixed_dictionaries({}, optional={"n": figures}),
)


@pytest.fixture
def register(db):
    """Two kinds, and an indicator for each way of counting."""
    for order, key in enumerate(("one", "other"), 1):
        models.Kind.objects.create(key=key, order=order, content={})
    for order, (key, more) in enumerate(INDICATORS.items(), 1):
        content = {"key": key, "kind": "one", "unit": "meetings", "unit_words": [UNIT]} | more
        models.Indicator.objects.create(
            key=key,
            kind_id="one",
            order=order,
            content=content | dict.fromkeys(("title", "definition"), WORDS),
        )


def record(activities):
    models.Activity.objects.all().delete()
    rows = [
        models.Activity(**values.stored(a), recorded_at=AT, recorded_by="system")
        for a in activities
    ]
    return models.Activity.objects.bulk_create(rows)


def figure(key):
    quantity = queries.count(key, YEAR).quantity
    return None if quantity is None else quantity.value


def outcome(counted):
    """The figure, or that it was refused and with which words."""
    try:
        return counted()
    except MixedUnits as refusal:
        return refusal.message


def test_every_way_of_counting_is_held_to_the_rules():
    assert {own["how"] for own in INDICATORS.values()} == {how.value for how in How}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(activities=st.lists(records, max_size=12), period=st.sampled_from(PERIODS))
def test_the_database_counts_as_the_rules_do(register, activities, period):
    record(activities)
    for key, own in queries.indicators().items():
        for measure, area in (("", ""), ("m-2", ""), ("", "13")):
            among = [
                a
                for a in activities
                if (not measure or measure in a.serves) and (not area or area == a.area)
            ]
            counted = outcome(partial(queries.count, key, period, measure, area))
            assert counted == outcome(partial(counting.count, own, among, period)), (
                key,
                measure,
                area,
            )


HELD = Activity(
    kind="one",
    agency="NPA",
    days=Period(date(2017, 6, 1), date(2017, 6, 1)),
    figures={"n": Figure(Decimal(5), "meetings")},
)


def test_a_record_joined_to_another_counts_no_more(register):
    first, second = record([HELD, replace(HELD, agency="MIC")])
    models.Activity.objects.filter(pk=second.pk).update(same_as=first)
    assert figure("sum") == 5
    assert queries.count("records", YEAR).records == 1


def test_all_figures_are_counted_at_once_or_those_asked_for(register):
    record([HELD])
    asked = queries.counts(YEAR, ["sum", "areas", "nothing"])
    assert set(asked) == {"sum", "areas"}
    assert set(queries.counts(YEAR)) == set(INDICATORS)


def test_an_unknown_indicator_is_refused(register):
    with pytest.raises(counting.UnknownIndicator, match="“nothing”"):
        queries.count("nothing", YEAR)
