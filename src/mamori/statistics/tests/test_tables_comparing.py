"""Two vintages side by side, and what holds of any table. Policy: docs/policy/statistics.md, §3.8 and §3.12."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mamori.statistics.rules.checking import check
from mamori.statistics.rules.comparing import compared
from mamori.statistics.rules.findings import CATALOGUE
from mamori.statistics.rules.series import Status
from mamori.statistics.tests.build_tables import SERIES, TODAY, seen

EARLIER, LATER = date(2021, 2, 1), date(2021, 3, 1)

OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.one_of(st.none(), st.integers(-5, 10**6)),
        st.integers(2010, 2023),
        st.sampled_from(sorted(SERIES)),
        st.sampled_from(["total", "school=a", "school=b", "harm=a"]),
        st.sampled_from([Status.NORMAL, Status.PROVISIONAL, Status.MISSING]),
        st.sampled_from([EARLIER, LATER]),
    ),
    max_size=12,
)


@given(OBSERVATIONS, OBSERVATIONS)
def test_a_comparison_loses_no_cell(held, new):  # 3.12
    done = compared(held, new)
    before, after = {one.cell for one in held}, {one.cell for one in new}
    assert {one.cell for one in done.added} == after - before
    assert {one.cell for one in done.gone} == before - after
    kept = [one.cell for one in done.same] + [new.cell for _, new in done.revised]
    assert sorted(kept) == sorted(before & after)
    assert all(old.cell == found.cell for old, found in done.revised)


def test_a_comparison_pairs_the_value_held_with_the_new_one():  # 3.12
    held = [seen(1, 2015), seen(2, 2016), seen(3, 2017), seen(3, 2018)]
    new = [seen(2, 2016), seen(4, 2017), seen(5, 2019), seen(3, 2018, status=Status.PROVISIONAL)]
    done = compared(held, new)
    assert [one.period.first.year for one in done.added] == [2019]
    assert [one.period.first.year for one in done.gone] == [2015]
    assert [one.value for one in done.same] == [2]
    assert [[one.value for one in pair] for pair in done.revised] == [[3, 4], [3, 3]]


@given(OBSERVATIONS, OBSERVATIONS)
def test_any_table_is_checked_without_a_fault_of_ours(new, held):
    for one in check(new, SERIES, held, TODAY):
        assert one.code in CATALOGUE


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6), st.integers(0, 6000))
def test_parts_are_refused_exactly_where_they_pass_the_total(parts, total):  # 3.8
    table = [seen(value, breakdown=f"school={n}") for n, value in enumerate(parts)]
    exceeds = "parts_exceed_total" in {
        one.code for one in check([seen(total), *table], SERIES, (), TODAY)
    }
    assert exceeds == (sum(parts) > total)
