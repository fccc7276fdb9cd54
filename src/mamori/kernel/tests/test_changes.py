import pytest

from mamori.kernel.changes import compared
from mamori.kernel.text import Text

WHAT = Text("施策", "measure")
HELD = {"a": {"size": 1, "name": "one"}, "b": {"size": 2, "name": "two"}}


def told(new, **how):
    return [change.text.en for change in compared(WHAT, HELD, new, **how)]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (HELD, []),
        ({}, []),
        ({"a": {"size": 1}}, []),  # a pack may know fewer fields
        ({"a": {"size": 3, "name": "one"}}, ["change measure a: size=1 → size=3"]),
        ({"a": {"size": None}}, ["change measure a: size=1 → size=None"]),
        ({"c": {"size": 3}}, ["add measure c: size=3"]),
    ],
)
def test_what_differs_is_told_record_by_record_and_field_by_field(new, changes):  # §4.2
    assert told(new) == changes


def test_what_is_gone_is_told_only_where_it_would_be_removed():
    assert told({"a": HELD["a"]}) == []
    assert told({"a": HELD["a"]}, removes=True) == ["remove measure b: size=2; name=two → "]


def test_a_change_reads_in_both_languages():
    [change] = compared(WHAT, HELD, {"c": {"size": 3}})
    assert change.text == Text("追加 施策 c: size=3", "add measure c: size=3")


def test_a_long_value_is_cut_where_one_still_recognises_it():
    [change] = compared(WHAT, {}, {"c": {"words": "x" * 500}})
    assert len(change.text.en) < 200
    assert change.text.en.endswith("…")


def test_a_change_deep_in_a_record_is_told_at_its_place():
    def record(size):
        return {"a": {"parts": [{"key": "x", "sizes": [{"n": 1}, {"n": size}]}, {"key": "y"}]}}

    [change] = compared(WHAT, record(2), record(3))
    assert change.text.en == "change measure a: parts.x.sizes.1.n=2 → parts.x.sizes.1.n=3"
