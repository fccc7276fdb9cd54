"""Policy: docs/policy/statistics.md, paragraphs 6.1 to 6.10."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.statistics.rules.disclosure import (
    Counts,
    Method,
    NotAdditive,
    Rule,
    TooFew,
    concentrated,
    margins,
    protect,
)
from mamori.statistics.rules.rounding import could_be, rounded
from mamori.statistics.rules.series import Confidentiality, Status
from mamori.statistics.tests.oracle_attacker import (
    breakable,
    cubes,
    repeatable,
    suppressed,
    truly_possible,
    values,
)

RULE, ROUNDING = Rule(), Rule(method=Method.ROUND)
KEYS = st.lists(st.one_of(st.none(), st.text(max_size=4)), max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("count", "value", "status", "mark"),
    [
        (0, 0, "A", "F"),
        (1, None, "Q", "N"),
        (5, None, "Q", "N"),
        (6, 6, "A", "F"),
        (7, 7, "A", "F"),
    ],
)
def test_counts_from_one_to_five_are_kept_secret(count, value, status, mark):  # 6.2
    table = {(f"{i}",): n for i, n in enumerate((count, 40, 40))}
    cell = protect(margins(table), RULE)[("0",)]
    assert (cell.value, cell.status, cell.confidentiality) == (
        value,
        Status(status),
        Confidentiality(mark),
    )


@pytest.mark.parametrize(("count", "value"), [(0, 0), (5, None), (6, 6)])
def test_a_count_that_is_not_broken_down_follows_the_same_rule(count, value):  # 6.2
    assert protect({(): count}, RULE)[()].value == value


def test_a_table_of_too_few_is_not_broken_down():  # 6.3
    with pytest.raises(TooFew):
        protect(margins({("a",): 3, ("b",): 2}), RULE)
    assert protect(margins({("a",): 0, ("b",): 0}), RULE)[("a",)].value == 0


def test_a_suppressed_total_does_not_say_whether_it_is_small():  # 6.4
    counts = margins({("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 30, ("b", "y"): 40})
    table = protect(counts, RULE)
    assert table[("a", "x")].confidentiality is Confidentiality.INTERNAL
    assert table[("a", None)].confidentiality is Confidentiality.SECONDARY


@pytest.mark.parametrize("change", [1, -1])
@pytest.mark.parametrize("method", Method)
def test_a_table_that_does_not_add_up_is_refused(method, change):
    counts = margins({("a",): 20, ("b",): 30})
    counts[(None,)] += change * 40
    with pytest.raises(NotAdditive):
        protect(counts, Rule(method=method))


def test_a_table_without_its_totals_is_refused():
    with pytest.raises(NotAdditive):
        protect({("a",): 20, ("b",): 30}, RULE)


def test_a_rule_that_leaves_fewer_values_than_it_asks_for_is_none():  # 6.5
    with pytest.raises(ValueError, match="no disclosure rule"):
        Rule(threshold=3, possible=3)


def test_where_all_of_a_safe_total_lies_in_one_cell_it_is_listed():  # 6.8
    counts = margins({("a", "x"): 9, ("a", "y"): 0, ("b", "x"): 8, ("b", "y"): 7})
    assert concentrated(counts, RULE) == [("a", "x"), ("b", "y")]
    assert protect(counts, RULE)[("a", "x")].value == 9


@given(KEYS, st.integers(0, 500), st.integers(2, 7))
def test_a_count_rounds_to_a_neighbour_and_says_no_more(key, count, base):  # 6.9
    value = rounded(key, count, base)
    low, high = could_be(key, value, base)
    assert value % base == 0
    assert abs(value - count) < base
    assert low <= count <= high
    assert high - low + 1 == base or value == 0
    assert all(rounded(key, each, base) == value for each in range(low, high + 1))


@given(KEYS, st.integers(0, 500))
def test_the_same_cell_rounds_the_same_way_in_every_table(key, count):  # 6.9
    wider = (None, *key, None)
    assert rounded(key, count, 3) == rounded(wider, count, 3) == rounded((*key,), count, 3)


def test_the_same_cell_rounds_the_same_way_in_every_request():  # 6.9
    counts = breakable(repeatable(1), ROUNDING, 3)
    turned = dict(reversed(counts.items()))
    assert protect(counts, ROUNDING) == protect(turned, ROUNDING) == protect(counts, ROUNDING)


def test_rounding_is_written_down_for_ever():  # 6.9
    assert [rounded((f"p{i}", None), 100, 3) for i in range(8)] == [
        102,
        99,
        99,
        99,
        99,
        102,
        99,
        102,
    ]


def test_rounding_favours_neither_side():  # 6.9
    for remainder in (1, 2):
        up = sum(rounded((str(i),), remainder, 3) == 3 for i in range(3000))
        assert abs(up / 3000 - remainder / 3) < 0.03


def test_zero_stays_zero_and_one_may_become_it():  # 6.9
    names = [(str(i),) for i in range(50)]
    assert {rounded(name, 0, 3) for name in names} == {0}
    assert {rounded(name, 1, 3) for name in names} == {0, 3}


def test_a_line_that_is_there_tells_nothing_in_a_rounded_table():  # 6.9
    few = margins({("a", "x"): 20, ("b", "y"): 1})
    none = margins({("a", "x"): 20, ("b", "y"): 0})
    assert set(protect(few, ROUNDING)) == set(protect(none, ROUNDING)) >= {("a", "y"), ("b", "x")}


def test_no_small_count_can_be_told_from_rounded_totals():  # 6.10
    random = repeatable(6)
    for _ in range(25):
        counts = breakable(random, ROUNDING)
        table = protect(counts, ROUNDING)
        small = [key for key, count in counts.items() if ROUNDING.unsafe(count)]
        picked = random.sample(small, min(4, len(small)))
        for key, bound in truly_possible(table, ROUNDING, picked).items():
            assert values(bound) >= 2, (counts, key)


def test_rounded_totals_of_persons_need_not_add_up():  # 6.10
    persons: Counts = {("a",): 14, ("b",): 9, (None,): 20}
    assert set(protect(persons, ROUNDING)) == set(persons)
    with pytest.raises(NotAdditive):
        protect(persons, RULE)


@settings(max_examples=60, deadline=None)
@given(cubes(RULE))
def test_what_is_shown_is_true_and_all_small_counts_are_hidden(counts):
    table = protect(counts, RULE)
    assert table.keys() == counts.keys()
    for key, count in counts.items():
        assert table[key].value in ((None,) if RULE.unsafe(count) else (None, count))
    assert all(counts[key] > 0 for key in suppressed(table))
