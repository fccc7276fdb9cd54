"""Policy: docs/policy/statistics.md, paragraphs 6.5 to 6.7."""

import pytest
from hypothesis import given, settings

from mamori.statistics.rules.attacking import bounds, pinned
from mamori.statistics.rules.cells import equations
from mamori.statistics.rules.disclosure import Exposed, Rule, margins, protect
from mamori.statistics.rules.suppression import hidden
from mamori.statistics.tests.oracle_attacker import (
    blind_to_marks,
    breakable,
    cubes,
    repeatable,
    solved,
    suppressed,
    truly_possible,
    values,
)

RULE = Rule()


def test_a_table_without_small_counts_is_left_whole():
    assert hidden(margins({("a", "x"): 6, ("a", "y"): 0, ("b", "y"): 90}), RULE) == set()


def test_one_small_count_takes_a_block_with_it():  # 6.6
    counts = margins(
        {
            ("a", "x"): 2,
            ("a", "y"): 20,
            ("a", "z"): 70,
            ("b", "x"): 30,
            ("b", "y"): 40,
            ("b", "z"): 80,
        }
    )
    assert hidden(counts, RULE) == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


@pytest.mark.parametrize(
    ("cells", "hides"),
    [
        ({("a",): 2, ("b",): 20, ("c",): 30}, {("a",), ("b",)}),
        ({("a",): 2, ("b",): 3, ("c",): 30}, {("a",), ("b",), ("c",)}),  # 2 + 3 leaves 1 to 4 only
        ({("a",): 1, ("b",): 6}, {("a",), (None,)}),  # what stands at 6 cannot give any
        ({("a",): 2, ("b",): 4}, {("a",), ("b",)}),
        ({("a",): 1, ("b",): 1, ("c",): 1, ("d",): 1, ("e",): 1, ("f",): 1}, None),
        ({("a", "x"): 2, ("b", "x"): 30}, {("a", "x"), ("b", "x"), ("a", None), ("b", None)}),
    ],
)
def test_thin_tables_hide_totals_rather_than_give_a_count_away(cells, hides):  # 6.6
    counts = margins(cells)
    if hides is not None:
        assert hidden(counts, RULE) >= {key for key, n in counts.items() if RULE.unsafe(n)}
    table = protect(counts, RULE)
    for bound in truly_possible(table, RULE, suppressed(table)).values():
        assert values(bound) >= RULE.possible


@pytest.mark.parametrize("seed", range(5))
def test_no_suppressed_count_can_be_told_from_all_sums_together(seed):  # 6.5
    random = repeatable(seed)
    for round_ in range(20):
        rule = Rule(threshold=random.choice((4, 6, 8)), possible=random.choice((2, 3)))
        counts = breakable(random, rule, round_ % 4 + 1)
        table = protect(counts, rule)
        secret = suppressed(table)
        for key, bound in truly_possible(
            table, rule, random.sample(secret, min(3, len(secret)))
        ).items():
            assert values(bound) >= rule.possible, (counts, key, bound)
            assert bound[0] <= counts[key]


def test_who_does_not_know_the_marks_can_tell_still_less():  # 6.5
    random = repeatable(77)
    for _ in range(10):
        table = protect(breakable(random, RULE), RULE)
        secret = suppressed(table)[:2]
        blind = solved(blind_to_marks(table), equations(table), secret)
        for key, bound in truly_possible(table, RULE, secret).items():
            assert blind[key][0] <= bound[0]
            assert values(blind[key]) >= values(bound) >= 3


@settings(max_examples=80, deadline=None)
@given(cubes(RULE))
def test_the_bounds_of_the_product_find_nothing_either(counts):
    table = protect(counts, RULE)
    assert pinned(bounds(table, RULE), RULE.possible, suppressed(table)) == []


def test_the_choice_does_not_depend_on_the_order_of_lines():
    counts = breakable(repeatable(3), RULE, 3)
    assert hidden(counts, RULE) == hidden(dict(reversed(counts.items())), RULE)


def test_little_is_hidden_where_large_counts_stand_beside_a_small_one():  # 6.7
    random = repeatable(9)
    cells = {(f"p{i}", f"a{j}"): random.randint(20, 90) for i in range(48) for j in range(13)}
    for i in range(0, 48, 6):
        cells[(f"p{i}", "a3")] = 2
    table = protect(margins(cells), RULE)
    assert len(suppressed(table)) <= 20  # eight small ones, sharing blocks
    assert not any(None in key for key in suppressed(table))


def test_what_must_stay_secret_is_hidden_whatever_it_counts():
    counts = margins({(name,): 50 for name in "abc"})
    held = hidden(counts, RULE, held=[("a",)])
    assert len(held) == 2
    assert ("a",) in held


def test_what_is_out_already_hides_nothing():
    counts = margins({("a",): 2, ("b",): 20, ("c",): 90})
    assert hidden(counts, RULE, out=[("b",)]) == {("a",), ("c",)}
    with pytest.raises(Exposed):
        hidden(counts, RULE, out=[("b",), ("c",), (None,)])
    with pytest.raises(Exposed):
        hidden(counts, RULE, out=[("a",)])
