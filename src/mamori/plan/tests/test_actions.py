"""What each action changes and records, and that a refused one leaves nothing behind."""

from datetime import date, timedelta

import pytest

from mamori.accounts.rules import UnknownDuty
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.tests.build import audit_trail
from mamori.kernel.text import Text
from mamori.plan import actions, models, queries
from mamori.plan.rules import measures as rules
from mamori.plan.rules import owners
from mamori.plan.tests import build
from mamori.plan.tests.build import ADOPTED, MOVED, WHO

pytestmark = pytest.mark.usefixtures("small", "undone")

DAY = timedelta(days=1)
TODAY = date(2018, 6, 1)


def edit(**more):
    said = {
        "key": "m-1",
        "pillar": 1,
        "number": 1,
        "title": Text("施策1", "Measure 1"),
        "provisional": False,
        "open_list": True,
        "note": Text("", ""),
    }
    return actions.edit_measure(**{**said, **WHO, **more})


def recorded(key="m-1"):
    [entry] = audit.history(f"measure:{key}")
    assert (entry.actor, entry.at) == (build.AOI, build.NOON)
    return entry.action, entry.details


def tag(day=TODAY, key="m-1"):
    return queries.measure(key, day).row.owners.tag.en


def test_a_new_measure_stands_in_the_plan_with_its_forerunner():
    build.add("m-0", plan="2010")
    build.add("m-2", pillar=2, number=88, forerunners=("m-0",))

    view = queries.measure("m-2", TODAY)
    assert (view.row.plan_key, view.row.pillar, view.row.number) == ("2017", 2, 88)
    assert view.row.title == Text("新しい施策", "A new measure")
    assert view.row.provisional
    assert [name.key for name in view.forerunners] == ["m-0"]
    assert [name.key for name in queries.measure("m-0", TODAY).successors] == ["m-2"]
    assert recorded("m-2") == ("plan: measure added", {"after": "新しい施策 / A new measure"})


def test_a_measure_may_have_neither_number_nor_pillar():  # 1.2
    build.add("m-2", pillar=None, number=None)
    build.add("m-3", pillar=None, number=None)
    assert [row.key for row in queries.plan("2017", TODAY).unplaced] == ["m-2", "m-3"]


def test_an_edit_keeps_what_was_before():  # 6.1
    assert edit(title=Text("施策1", "The first measure"), number=None) == 2

    assert queries.measure("m-1", TODAY).row.title == Text("施策1", "The first measure")
    assert recorded() == (
        "plan: measure edited",
        {
            "number before": 1,
            "number after": None,
            "title_en before": "Measure 1",
            "title_en after": "The first measure",
        },
    )


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("pillar", 3, ["pillar"]),
        ("pillar", None, ["pillar"]),
        ("number", 2, ["number"]),
        ("title", Text("新", "New"), ["title_en", "title_ja"]),
        ("provisional", True, ["title_provisional"]),
        ("open_list", False, ["open_list"]),
        ("note", Text("注", "Note"), ["note_en", "note_ja"]),
    ],
)
def test_every_field_can_be_edited_and_none_unseen(field, value, names):
    edit(**{field: value})
    _, details = recorded()
    assert sorted({name.rsplit(" ", 1)[0] for name in details}) == names


def test_an_edit_that_changes_nothing_is_not_recorded():
    assert edit() == 0
    assert audit.history("measure:m-1") == []


def test_a_retired_measure_stays_readable():  # 1.6
    actions.retire_measure(key="m-1", last=TODAY, **WHO)

    after = queries.measure("m-1", TODAY + DAY)
    assert (after.row.last, after.row.valid) == (TODAY, False)
    assert queries.measure("m-1", TODAY).row.valid
    assert [year.outline_key for year in after.efforts] == ["FY2017"]
    assert recorded() == ("plan: measure retired", {"last": "2018-06-01"})


def test_a_new_owner_stands_behind_the_earlier_ones():  # 3.4
    assert tag() == "[MHLW, etc.]"
    build.own(agency="NPA", first=ADOPTED, last=TODAY)

    assert tag() == "[MHLW, NPA, etc.]"
    assert tag(TODAY + DAY) == "[MHLW, etc.]"
    assert recorded() == (
        "plan: owner added",
        {"owner": "NPA", "part": "joint", "first": "2017-04-18", "last": "2018-06-01"},
    )


def test_a_duty_owns_whoever_holds_it():  # 3.2
    build.own(agency=None, duty="youth_internet", first=ADOPTED)
    assert tag(MOVED - DAY) == "[MHLW, CAO, etc.]"
    assert tag(MOVED) == "[CFA, etc.]"  # both duties have passed to one body: named once
    assert recorded()[1]["owner"] == "youth_internet"


def test_an_ownership_ends_and_is_never_deleted():  # 6.2
    [owner] = queries.measure("m-1", TODAY).ownerships
    actions.end_owner(key="m-1", ownership_id=owner.ownership_id, last=TODAY, **WHO)

    [kept] = queries.measure("m-1", TODAY).ownerships
    assert (kept.ownership_id, kept.last) == (owner.ownership_id, TODAY)
    assert tag(TODAY + DAY) == "[etc.]"
    assert recorded() == (
        "plan: owner ended",
        {"owner": "child_guidance", "last": "2018-06-01"},
    )


def end(ownership_id, **more):
    return actions.end_owner(
        **{"key": "m-1", "last": TODAY, **WHO, **more}, ownership_id=ownership_id
    )


REFUSED = {
    "a key given": (lambda: build.add("m-1"), rules.KeyGiven),
    "a number taken": (lambda: build.add("m-2", number=1), rules.NumberTaken),
    "no such plan": (lambda: build.add("m-2", plan="1999"), rules.UnknownPlan),
    "no such pillar": (lambda: build.add("m-2", pillar=7), rules.UnknownPillar),
    "no such forerunner": (lambda: build.add("m-2", forerunners=("m-9",)), rules.UnknownMeasure),
    "forerunner of the same plan": (
        lambda: build.add("m-2", forerunners=("m-1",)),
        rules.ForerunnerOfSamePlan,
    ),
    "edit: no measure": (lambda: edit(key="m-9"), rules.UnknownMeasure),
    "edit: no pillar": (lambda: edit(pillar=7), rules.UnknownPillar),
    "ends too early": (
        lambda: actions.retire_measure(key="m-1", last=ADOPTED - DAY, **WHO),
        rules.EndsBeforeItBegins,
    ),
    "retire: no measure": (
        lambda: actions.retire_measure(key="m-9", last=TODAY, **WHO),
        rules.UnknownMeasure,
    ),
    "no such body": (lambda: build.own(agency="ABC"), owners.OwnerDoesNotExist),
    "not yet a body": (lambda: build.own(agency="CFA"), owners.OwnerDoesNotExist),
    "no such duty": (lambda: build.own(agency=None, duty="weather"), UnknownDuty),
    "owns already": (lambda: build.own(agency=None, duty="child_guidance"), owners.AlreadyOwner),
    "no such ownership": (lambda: end(0), rules.UnknownOwnership),
    "owner: no measure": (lambda: end(0, key="m-9"), rules.UnknownMeasure),
}


@pytest.mark.parametrize(("attempt", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_action_leaves_nothing_behind(attempt, refusal):
    before, trail = held(), audit_trail()

    with pytest.raises(refusal) as refused:
        attempt()

    assert isinstance(refused.value, Refused)
    assert (held(), audit_trail()) == (before, trail)


def held():
    tables = (models.Measure, models.Ownership, models.Measure.forerunners.through)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_another_measures_ownership_cannot_be_ended_from_here():
    build.add("m-2")
    other = build.own("m-2")
    with pytest.raises(rules.UnknownOwnership):
        end(other)


def test_the_key_of_a_retired_measure_is_never_given_again():  # 1.1
    actions.retire_measure(key="m-1", last=TODAY, **WHO)
    with pytest.raises(rules.KeyGiven):
        build.add("m-1")


def test_an_edited_number_must_be_free():  # 1.2
    build.add("m-2", number=2)
    with pytest.raises(rules.NumberTaken) as refused:
        edit(number=2)
    assert "m-2" in refused.value.message.en
    assert edit(number=1) == 0  # its own stays its own


def test_every_action_leaves_one_record_in_one_unbroken_chain():
    start = len(audit_trail())
    build.add("m-2")
    edit(number=3)
    owner = build.own()
    end(owner)
    actions.retire_measure(key="m-2", last=TODAY, **WHO)

    assert audit_trail()[start:] == [
        (build.AOI, "plan: measure added"),
        (build.AOI, "plan: measure edited"),
        (build.AOI, "plan: owner added"),
        (build.AOI, "plan: owner ended"),
        (build.AOI, "plan: measure retired"),
    ]
    assert [chain.slice for chain in audit.verify() if chain.broken_at] == []
