"""Policy: docs/policy/plan.md, sections 3 and 4. No database."""

from datetime import date

import pytest

from mamori.accounts.rules import Holding
from mamori.kernel.text import Text
from mamori.plan.rules import owners
from mamori.plan.rules.owners import Body, Ownership, Part

MOVED = date(2023, 4, 1)
ADOPTED = date(2017, 4, 18)
NAMES = {
    "NPA": Text("警察庁", "National Police Agency"),
    "MEXT": Text("文部科学省", "Ministry of Education"),
    "MHLW": Text("厚生労働省", "Ministry of Health"),
    "CFA": Text("こども家庭庁", "Children and Families Agency"),
}
HOLDINGS = (
    Holding("child_guidance", "MHLW", date(2001, 1, 6), date(2023, 3, 31)),
    Holding("child_guidance", "CFA", MOVED, None),
)
BODIES = {key: Body(key, name, None, None) for key, name in NAMES.items()} | {
    "CFA": Body("CFA", NAMES["CFA"], MOVED, None)
}


def owns(order, agency=None, duty=None, first=ADOPTED, last=None):
    return Ownership(order, Part.LEAD, agency, duty, first, last)


def tag(day, *ownerships, open_list=False):
    return owners.owners_on(day, ownerships, HOLDINGS, NAMES, open_list=open_list).tag


@pytest.mark.parametrize(
    ("ownerships", "open_list", "ja", "en"),
    [
        ([owns(1, "NPA")], False, "〔警察庁〕", "[NPA]"),
        ([owns(1, "NPA")], True, "〔警察庁等〕", "[NPA, etc.]"),  # 3.5
        ([owns(2, "MEXT"), owns(1, "NPA")], False, "〔警察庁、文部科学省〕", "[NPA, MEXT]"),  # 3.4
        ([owns(1, "MEXT"), owns(2, "NPA")], False, "〔文部科学省、警察庁〕", "[MEXT, NPA]"),
        ([owns(1, "NPA"), owns(2, "NPA")], False, "〔警察庁〕", "[NPA]"),
    ],
)
def test_the_tag_is_computed_in_the_order_of_the_plan(ownerships, open_list, ja, en):
    assert tag(date(2018, 3, 31), *ownerships, open_list=open_list) == Text(ja, en)


@pytest.mark.parametrize(
    ("day", "holder"),
    [(date(2018, 3, 31), "MHLW"), (date(2023, 3, 31), "MHLW"), (MOVED, "CFA")],
)
def test_history_prints_the_holder_of_the_day(day, holder):  # 3.2
    assert tag(day, owns(1, duty="child_guidance")).en == f"[{holder}]"


def test_an_ownership_counts_both_its_days():
    ownership = owns(1, "NPA", last=date(2018, 3, 31))
    assert tag(ADOPTED, ownership).en == tag(date(2018, 3, 31), ownership).en == "[NPA]"
    assert tag(date(2018, 4, 1), ownership).en == "[]"


@pytest.mark.parametrize(
    ("new", "earlier", "refusal"),
    [
        (owns(1, "NPA"), [], None),
        (owns(1, "CFA", first=MOVED), [], None),
        (owns(1, "CFA"), [], owners.OwnerDoesNotExist),  # 3.1 before it existed
        (owns(1, "ABC"), [], owners.OwnerDoesNotExist),
        (owns(2, "NPA"), [owns(1, "NPA")], owners.AlreadyOwner),
        (owns(2, "NPA", first=MOVED), [owns(1, "NPA", last=date(2023, 3, 31))], None),
        (owns(1, "NPA", last=date(2017, 4, 17)), [], owners.EndsBeforeItBegins),
    ],
)
def test_who_may_own_a_measure(new, earlier, refusal):
    if refusal is None:
        owners.check_ownership(new, earlier, BODIES)
    else:
        with pytest.raises(refusal):
            owners.check_ownership(new, earlier, BODIES)


@pytest.mark.parametrize(
    ("agency", "first", "ja", "en"),
    [
        (
            "CFA",
            date(2018, 4, 1),
            "こども家庭庁は令和5年4月1日に発足したため、平成30年4月1日からの担当にはできません。",
            "The Children and Families Agency began on 1 April 2023, "
            "so it cannot own a measure from 1 April 2018.",
        ),
        (
            "OLD",
            ADOPTED,
            "旧庁は令和5年3月31日に廃止されたため、その翌日からは担当にできません。"
            "終わる日をこの日までにしてください。",
            "The Old Agency ended on 31 March 2023, so it cannot own a measure after that day. "
            "Give that day or an earlier one as the last.",
        ),
    ],
)
def test_who_did_not_exist_is_told_in_people_s_words(agency, first, ja, en):  # 3.1
    old = Body("OLD", Text("旧庁", "Old Agency"), None, date(2023, 3, 31))
    with pytest.raises(owners.OwnerDoesNotExist) as refused:
        owners.check_ownership(owns(1, agency, first=first), [], BODIES | {"OLD": old})
    assert refused.value.message == Text(ja, en)


def test_after_a_hand_over_the_old_holder_cannot_answer():
    owners.check_answers_for("child_guidance", "MHLW", date(2023, 3, 31), HOLDINGS)
    with pytest.raises(owners.OwnerWithoutDuty):
        owners.check_answers_for("child_guidance", "MHLW", MOVED, HOLDINGS)


def test_an_effort_of_two_measures_names_each_owner_once():
    one = owners.owners_on(ADOPTED, [owns(1, "NPA")], (), NAMES, open_list=False)
    two = owners.owners_on(ADOPTED, [owns(1, "MEXT"), owns(2, "NPA")], (), NAMES, open_list=True)
    assert owners.joined([one, two]).tag.en == "[NPA, MEXT, etc.]"
