"""Policy: docs/policy/plan.md, section 1. No database."""

from datetime import timedelta

import pytest

from mamori.plan.rules import measures
from mamori.plan.tests.build import ADOPTED

DAY = timedelta(days=1)


@pytest.mark.parametrize("last", [ADOPTED, ADOPTED + DAY, ADOPTED + 3650 * DAY])
def test_a_measure_may_end_on_any_day_since_its_first(last):  # 1.6
    measures.check_retirement(ADOPTED, last)


def test_a_measure_cannot_end_before_it_begins():
    with pytest.raises(measures.EndsBeforeItBegins) as refused:
        measures.check_retirement(ADOPTED, ADOPTED - DAY)
    assert "平成29年4月18日" in refused.value.message.ja
    assert "it cannot have ended on 17 April 2017" in refused.value.message.en


def test_a_forerunner_belongs_to_another_plan():  # 1.4
    measures.check_forerunner("2022", "2017")
    with pytest.raises(measures.ForerunnerOfSamePlan):
        measures.check_forerunner("2017", "2017")


@pytest.mark.parametrize(
    ("refusal", "code", "status", "ja", "en"),
    [
        (
            measures.KeyGiven("p17-01"),
            "measure_key_given",
            422,
            "識別子「p17-01」はすでに使われています。終了した施策の識別子も再び使えません。",
            "The key “p17-01” has been given already. "
            "Not even a retired measure’s key is given again.",
        ),
        (
            measures.NumberTaken(3, "p10-07"),
            "measure_number_taken",
            422,
            "番号3は施策「p10-07」のものです。",
            "The number 3 belongs to the measure “p10-07”.",
        ),
        (
            measures.UnknownPillar("2017", 7),
            "unknown_pillar",
            422,
            "計画「2017」に柱7はありません。",
            "The plan “2017” has no pillar 7.",
        ),
        (
            measures.UnknownMeasure("p99"),
            "unknown_measure",
            404,
            "施策「p99」はありません。",
            "There is no measure “p99”.",
        ),
        (
            measures.UnknownOwnership(),
            "unknown_ownership",
            404,
            "その担当はこの施策にありません。",
            "This measure has no such ownership.",
        ),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_each_refusal_says_why_in_both_languages(refusal, code, status, ja, en):
    assert (refusal.code, refusal.status) == (code, status)
    assert (refusal.message.ja, refusal.message.en) == (ja, en)


@pytest.mark.parametrize(
    ("known", "en"),
    [
        ("", "There is no plan “1999”."),
        ("2010, 2017", "There is no plan “1999”. There are: 2010, 2017."),
    ],
)
def test_an_unknown_plan_is_answered_with_the_known_ones(known, en):
    assert measures.UnknownPlan("1999", known).message.en.strip() == en
