"""Policy: docs/policy/statistics.md, paragraphs 6.11 to 6.14."""

import pytest

from mamori.statistics.rules.attacking import told
from mamori.statistics.rules.cells import equations, shown
from mamori.statistics.rules.disclosure import Exposed, Method, Rule, margins, protect
from mamori.statistics.rules.releases import (
    Link,
    Revised,
    protect_again,
    protect_halves,
    safe_together,
    told_by_vintages,
    with_year,
)
from mamori.statistics.tests.oracle_attacker import (
    breakable,
    repeatable,
    solved,
    suppressed,
    values,
)

RULE = Rule()
YEAR_OF_HALVES = [Link("year", ("H1", "H2"))]


def halves_of(random, dimensions=2):
    """Two half-years over the same values."""
    first = breakable(random, RULE, dimensions)
    second = {key: int(random.expovariate(1 / 8)) for key in first if None not in key}
    second[next(iter(second))] += 6
    return {"H1": first, "H2": margins(second)}


def named(tables):
    return {half or "year": table for half, table in tables.items()}


def attacked(tables, rule, keys):
    """Every half and the year as one system, solved in whole numbers."""
    joint = {(half, *key): cell for half, table in tables.items() for key, cell in table.items()}
    return solved({k: told(k, cell, rule) for k, cell in joint.items()}, equations(joint), keys)


CARELESS = {
    "H1": margins({("a",): 3, ("b",): 20, ("c",): 30, ("d",): 40}),
    "H2": margins({("a",): 9, ("b",): 25, ("c",): 35, ("d",): 45}),
}


def test_tables_protected_one_by_one_are_told_by_their_difference():  # 6.11
    tables = {half: protect(counts, RULE) for half, counts in CARELESS.items()}
    year = {key[1:]: n for key, n in with_year(CARELESS).items() if key[0] is None}
    tables["year"] = protect(year, RULE)
    found = safe_together(tables, YEAR_OF_HALVES, RULE)
    assert {(each.release, each.key, each.lowest) for each in found} >= {("H1", ("a",), 3)}


def test_half_years_and_their_year_are_protected_as_one():  # 6.11
    tables = protect_halves(CARELESS, RULE)
    assert safe_together(named(tables), YEAR_OF_HALVES, RULE) == []
    assert tables["H1"][("a",)].value is None
    assert {tables["H2"][("a",)].value, tables[None][("a",)].value} & {None}


def test_a_half_year_that_is_out_stays_as_it_was():  # 6.11
    random = repeatable(2)
    for _ in range(12):
        halves = halves_of(random)
        out = {"H1": protect(halves["H1"], RULE)}
        tables = protect_halves(halves, RULE, out)
        assert tables["H1"] == out["H1"]
        secret = [(half, *key) for half, table in tables.items() for key in suppressed(table)]
        for key, bound in attacked(
            tables, RULE, random.sample(secret, min(4, len(secret)))
        ).items():
            assert values(bound) >= RULE.possible, (halves, key)


def test_the_second_half_needs_no_printing_to_be_told():  # 6.11
    tables = named(protect_halves(CARELESS, RULE))
    del tables["H2"]
    assert safe_together(tables, YEAR_OF_HALVES, RULE) == []
    careless = {
        "H1": protect(CARELESS["H1"], RULE),
        "year": protect(
            {key[1:]: n for key, n in with_year(CARELESS).items() if key[0] is None}, RULE
        ),
    }
    assert (
        safe_together(careless, YEAR_OF_HALVES, RULE) == []
    )  # H2 unknown: nothing to subtract yet


def test_a_half_year_revised_since_is_refused_until_its_vintage_is_out():  # 6.11
    out = {"H1": protect(CARELESS["H1"], RULE)}
    revised = {"H1": margins({("a",): 3, ("b",): 20, ("c",): 30, ("d",): 52}), "H2": CARELESS["H2"]}
    with pytest.raises(Revised, match="H1"):
        protect_halves(revised, RULE, out)


def test_rounded_half_years_are_protected_too():  # 6.10, 6.11
    rule, random = Rule(method=Method.ROUND), repeatable(8)
    for _ in range(6):
        halves = halves_of(random)
        tables = protect_halves(halves, rule)
        joint = with_year(halves)
        small = [key for key, count in joint.items() if rule.unsafe(count)]
        picked = random.sample(small, min(4, len(small)))
        assert all(values(bound) >= 2 for bound in attacked(tables, rule, picked).values())


FIRST = {("a",): 3, ("b",): 20, ("c",): 30, ("d",): 40}


def test_what_was_secret_stays_secret():  # 6.12
    before = protect(margins(FIRST), RULE)
    for a in (2, 3, 6, 60):
        later = protect_again(margins(FIRST | {("a",): a}), RULE, [before])
        assert later[("a",)].value is None
        assert told_by_vintages(before, later, RULE) == []


def test_what_hid_a_small_count_is_not_shown_when_unchanged():  # 6.12
    before = protect(margins(FIRST), RULE)
    assert before[("b",)].value is None
    other = {key: before[("c",)] if key == ("b",) else cell for key, cell in before.items()}
    assert told_by_vintages(before, other, RULE) == [("b",)]
    assert protect_again(margins(FIRST), RULE, [before]) == before


@pytest.mark.parametrize(
    ("change", "secret"), [(0, False), (1, True), (5, True), (6, False), (-5, True)]
)
def test_a_difference_of_a_few_is_a_small_count(change, secret):  # 6.12
    before = protect(margins({(name,): 50 for name in "abcd"}), RULE)
    now = margins({("a",): 50 + change, ("b",): 90, ("c",): 91, ("d",): 92})
    later = protect_again(now, RULE, [before])
    assert (later[("a",)].value is None) is secret
    assert later[(None,)].value == now[(None,)]


def test_the_total_of_all_may_change_by_a_few():  # 6.12
    before = protect(margins({("a",): 50, ("b",): 60}), RULE)
    later = protect_again(margins({("a",): 70, ("b",): 41}), RULE, [before])
    assert later[(None,)].value == 111


def test_what_the_reader_has_from_before_hides_nothing():  # 6.13
    before = protect(margins({("a",): 0, ("b",): 20, ("c",): 30}), RULE)
    later = protect_again(margins({("a",): 2, ("b",): 20, ("c",): 30}), RULE, [before])
    assert set(suppressed(later)) == {("a",), (None,)}


def test_a_later_table_is_refused_if_nothing_is_left_to_hide_in():  # 6.13
    counts = margins({("a",): 2, ("b",): 20, ("c",): 30})
    careless = {key: shown(n) for key, n in counts.items() if key != ("a",)}
    with pytest.raises(Exposed):
        protect_again(counts, RULE, [careless])


def test_no_vintage_is_told_by_those_before_it():  # 6.13, 6.14
    random, refused, checked = repeatable(5), 0, 0
    for _ in range(25):
        counts = breakable(random, RULE)
        earlier = [protect(counts, RULE)]
        try:
            for _ in range(2):
                counts = revised(random, counts)
                earlier.append(protect_again(counts, RULE, earlier))
        except Exposed:
            refused += 1
            continue
        check_last(random, earlier, counts)
        checked += 1
    assert checked > 3 * refused


def revised(random, counts):
    """A few cells changed by a few."""
    cells = {key: n for key, n in counts.items() if None not in key}
    for key in random.sample(sorted(cells), min(3, len(cells))):
        cells[key] = max(0, cells[key] + random.choice((-2, -1, 1, 2, 9)))
    cells[min(cells)] += 6
    return margins(cells)


def check_last(random, vintages, counts):
    """Whoever has all vintages and holds what he saw and did not change for the present count."""
    *earlier, last = vintages
    known = {key: told(key, cell, RULE) for key, cell in last.items()}
    for table in earlier:
        assert told_by_vintages(table, last, RULE) == []
        for key in suppressed(last):
            shown_always = all(t[key].value is not None for t in earlier)
            if shown_always and table[key].value == counts[key]:
                known[key] = (counts[key], counts[key])
    secret = [key for key in suppressed(last) if known[key][0] != known[key][1]]
    for key, bound in solved(
        known, equations(last), random.sample(secret, min(3, len(secret)))
    ).items():
        assert values(bound) >= RULE.possible, (counts, key)
