"""Policy: docs/policy/plan.md, section 8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.plan.rules.merging import Conflict, chosen, merge

CELLS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "1", "2", "3"]))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("1", "1", "1", "1"),
        ("1", "1", "2", "2"),  # only they changed it
        ("1", "2", "1", "2"),  # only we did
        ("1", "2", "2", "2"),  # both alike
        ("", "", "2", "2"),
        ("1", "1", "", ""),  # they emptied it
    ],
)
def test_what_one_side_changed_is_taken(base, ours, theirs, merged):  # 8.2
    done = merge({"f": base}, {"f": ours}, {"f": theirs})
    assert (done.cells["f"], done.conflicts) == (merged, ())


def test_what_both_changed_differently_is_for_a_person_to_choose():  # 8.2
    done = merge({"f": "1", "g": "1"}, {"f": "2", "g": "1"}, {"f": "3", "g": "5"})
    assert done.conflicts == (Conflict("f", "1", "2", "3"),)
    assert chosen(done, {"f": "ours"}) == {"f": "2", "g": "5"}
    assert chosen(done, {"f": "theirs"}) == {"f": "3", "g": "5"}


def test_a_field_they_do_not_speak_of_stays_ours():
    assert merge({}, {"f": "1"}, {}).cells == {"f": "1"}


@given(CELLS, CELLS, CELLS)
def test_no_change_is_ever_lost_unseen(base, ours, theirs):
    done = merge(base, ours, theirs)
    in_conflict = {c.field for c in done.conflicts}
    for field, new in theirs.items():
        if new != base.get(field, ""):
            assert done.cells.get(field, "") == new or field in in_conflict
    for field, now in ours.items():
        if now != base.get(field, "") and field not in in_conflict:
            assert done.cells[field] == now or theirs.get(field) == done.cells[field]


@given(CELLS, CELLS)
def test_merging_what_did_not_move_changes_nothing(base, ours):
    assert merge(base, ours, base).cells == {**ours}
