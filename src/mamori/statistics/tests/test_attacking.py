"""Policy: docs/policy/statistics.md, paragraphs 6.4, 6.5 and 6.10."""

import pytest

from mamori.statistics.rules.attacking import bounds, pinned
from mamori.statistics.rules.cells import PRIMARY, SECONDARY, equations, shown
from mamori.statistics.rules.disclosure import Method, Rule, margins, protect
from mamori.statistics.tests.oracle_attacker import (
    blind_to_marks,
    breakable,
    repeatable,
    solved,
    suppressed,
    truly_possible,
    values,
)

RULE = Rule()


def inside(count, bound):
    return bound[0] <= count and (bound[1] is None or count <= bound[1])


def with_secret(counts, *secret):
    return {key: SECONDARY if key in secret else shown(n) for key, n in counts.items()}


def test_one_count_missing_from_a_sum_is_told():
    table = with_secret(margins({("a",): 7, ("b",): 8}), ("a",))
    assert bounds(table)[("a",)] == (7, 7)


def test_two_missing_from_one_sum_are_between_zero_and_what_is_left():
    table = with_secret(margins({("a",): 7, ("b",): 8}), ("a",), ("b",))
    assert bounds(table) == {("a",): (0, 15), ("b",): (0, 15), (None,): (15, 15)}


def test_a_total_that_is_missing_is_told_by_its_parts():
    counts = margins({("a",): 7, ("b",): 8})
    assert bounds(with_secret(counts, (None,)))[(None,)] == (15, 15)


def test_who_knows_that_zeros_are_shown_knows_that_one_is_the_least():  # 6.4
    counts = margins({("a",): 1, ("b",): 1, ("c",): 20})
    table = {**with_secret(counts), ("a",): PRIMARY, ("b",): PRIMARY}
    assert bounds(table)[("a",)] == (0, 2)
    assert bounds(table, RULE)[("a",)] == (1, 1)


def test_equations_are_taken_together():
    # Every line and every column hides two, but the two lines less the two columns leave one.
    cells = {
        ("a", "x"): 9,
        ("a", "y"): 8,
        ("b", "x"): 7,
        ("b", "y"): 6,
        ("b", "z"): 30,
        ("c", "z"): 40,
    }
    cells |= {("a", "z"): 50, ("c", "x"): 60, ("c", "y"): 70}
    secret = (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("b", "z"), ("c", "z"))
    table = with_secret(margins(cells), *secret)
    assert bounds(table)[("b", "z")] == (30, 30)
    assert values(bounds(table)[("a", "x")]) > 1


def test_rounded_counts_are_attacked_as_ranges():  # 6.10
    rule = Rule(method=Method.ROUND)
    counts = margins({("a",): 40, ("b",): 50})
    for key, bound in bounds(protect(counts, rule), rule).items():
        assert inside(counts[key], bound)
        assert values(bound) <= 3


def test_persons_under_two_values_are_taken_as_such():  # 6.10
    counts = {("a",): 7, ("b",): 8, (None,): 10}
    table = with_secret(counts, ("a",))
    assert bounds(table, additive=False)[("a",)] == (2, 10)


def test_figures_that_no_counts_can_give_are_a_fault():
    counts = margins({("a",): 7, ("b",): 8})
    with pytest.raises(ValueError, match="no counts"):
        bounds({**with_secret(counts, ("a",)), (None,): shown(3)})


def test_the_bounds_are_true_and_seldom_wider_than_can_be():
    random, wider, tried = repeatable(4), 0, 0
    for _ in range(20):
        counts = breakable(random, RULE)
        table = protect(counts, RULE)
        found = bounds(table, RULE)
        assert all(inside(counts[key], bound) for key, bound in found.items())
        for key, exact in truly_possible(table, RULE, suppressed(table)[:3]).items():
            assert found[key][0] <= exact[0]
            assert values(found[key]) >= values(exact)
            wider, tried = wider + (found[key] != exact), tried + 1
    assert wider <= tried / 20


def test_hiding_the_small_counts_alone_is_found_out():
    random, told = repeatable(12), 0
    for _ in range(25):
        counts = breakable(random, RULE, 2)
        small = [key for key, n in counts.items() if RULE.unsafe(n)]
        table = with_secret(counts, *small)
        found = pinned(bounds(table), 2, small)
        exact = solved(blind_to_marks(table), equations(table), small[:3])
        assert {key for key in small[:3] if values(exact[key]) == 1} == set(small[:3]) & set(found)
        told += len(found)
    assert told > 25
