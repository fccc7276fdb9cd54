"""What a reader is told, and that it takes no more queries however much there is to tell."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.plan import queries
from mamori.plan.queries import Wanted
from mamori.plan.queries.outlines import UnknownOutline
from mamori.plan.rules.measures import UnknownMeasure, UnknownPlan
from mamori.plan.tests import build
from mamori.plan.tests.build import MOVED

pytestmark = pytest.mark.usefixtures("shown", "undone")

DAY = timedelta(days=1)
TODAY = date(2018, 6, 1)


def keys(rows):
    return [row.key for row in rows]


def found(on=TODAY, **wanted):
    return keys(queries.measures(Wanted(**wanted), on))


def effort(key):
    return next(e for e in queries.outline("FY2017").efforts if e.key == key)


def test_the_efforts_lie_under_their_pillars():  # facts 5.1
    pillars = queries.outline("FY2017").pillars
    assert [(p.number, len(p.efforts)) for p in pillars] == [
        (1, 5),
        (2, 5),
        (3, 3),
        (4, 5),
        (5, 5),
        (6, 3),
    ]


def test_section_one_covers_a_calendar_year_and_section_two_its_own_period():  # 5.1
    outline = queries.outline("FY2017")
    assert {f.quantity.period.code for f in outline.state} == {"2017"}
    of_efforts = {f.quantity.period.code for e in outline.efforts for f in e.figures}
    assert of_efforts == {"2017-04-18/2018-03-31"}


@pytest.mark.parametrize(
    ("key", "tag"),
    [
        ("E16", "[MHLW]"),  # a duty that has since passed to CFA
        ("E10", "[MHLW]"),
        ("E06", "[CAO, NPA, MIC, MEXT, METI, etc.]"),
        ("E04", "[MOFA, NPA]"),  # 3.4 not the alphabet's order
        ("E01", "[NPA, etc.]"),  # 3.5
        ("E05", "[NPA]"),
    ],
)
def test_an_effort_prints_the_owners_of_its_day(key, tag):  # 3.2, 3.3
    assert effort(key).owners.tag.en == tag


@pytest.mark.parametrize(("year", "tag"), [(2017, "[MHLW, etc.]"), (2023, "[CFA, etc.]")])
def test_the_same_duty_prints_another_body_after_it_passed_on(tmp_path, year, tag):
    build.load(build.small_pack(tmp_path, year=year), "--yes")
    [one] = queries.outline(f"FY{year}").efforts
    assert one.owners.tag.en == tag


@pytest.mark.parametrize(
    ("key", "day", "tag"),
    [
        ("p22-12", MOVED - DAY, "[NPA]"),
        ("p22-12", MOVED, "[CFA]"),
        ("p17-18", date(2022, 5, 19), "[MHLW]"),
        ("p17-18", date(2030, 1, 1), "[MHLW]"),  # retired before the duty passed on
        ("p22-02", date(2018, 1, 1), "[JTA]"),  # not begun yet: those of its first day
    ],
)
def test_a_measure_shows_the_owners_of_the_day(key, day, tag):
    assert queries.measure(key, day).row.owners.tag.en == tag


def test_a_footnote_stands_once_in_each_section_that_uses_it_and_in_no_other():  # 5.2
    outline = queries.outline("FY2017")
    expected = ["arrest", "victims_identified"]  # figures use other definitions too: no footnotes
    assert keys(outline.state_notes) == expected
    assert keys(outline.issue_notes) == [*expected, "computed_trend"]
    assert [keys(pillar.notes) for pillar in outline.pillars] == [[]] * 6


def test_a_pillar_has_the_footnote_of_its_figures(tmp_path):
    build.load(build.small_pack(tmp_path, measures=3), "--yes")
    pillars = queries.outline("FY2017").pillars
    assert [keys(pillar.notes) for pillar in pillars] == [["arrest"], [], [], [], [], []]


def test_a_section_three_without_figures_has_no_footnote(tmp_path):
    pack = build.small_pack(tmp_path)
    path = pack / "efforts/FY2017.yaml"
    path.write_text(path.read_text().replace("{I.s1}", "").replace("III1", "III9"))
    build.load(pack, "--yes")

    outline = queries.outline("FY2017")
    assert keys(outline.issues) == ["III9"]
    assert keys(outline.issue_notes) == []
    assert keys(outline.state_notes) == ["arrest"]


def test_the_key_of_abbreviations_names_the_nine_bodies_in_the_countrys_order():
    named = [owner.abbreviation for owner in queries.outline("FY2017").abbreviations]
    assert named == ["NPA", "CAS", "CAO", "MIC", "MOJ", "MOFA", "MEXT", "MHLW", "METI"]


def test_a_sentence_knows_which_of_its_words_are_figures():
    pieces = effort("E07").sentence.en
    assert [(p.figure, p.words) for p in pieces if p.figure] == [
        ("E07.meetings", "2,309 classes"),
        ("E07.participants", "about 390,000 participants"),
    ]


@pytest.mark.parametrize(
    ("wanted", "measures"),
    [
        ({"plan": "2010"}, ["p10-07", "p10-08"]),
        ({"plan": "2022", "pillar": 1}, ["p22-01", "p22-02", "p22-03"]),
        ({"plan": "2017", "owner": "MOFA"}, ["p17-04"]),
        ({"plan": "2017", "owner": "CFA"}, []),
        ({"words": "シンポジウム"}, ["p17-02"]),
        ({"words": "OPEN symposium"}, ["p17-02"]),
        ({"words": "p17-02"}, ["p17-02"]),
        ({"words": "27 October"}, ["p17-01"]),  # in the note
        ({"words": "symposium プラン"}, []),
        ({"words": "100%"}, []),
        ({"pillar": 99}, []),
    ],
)
def test_measures_are_found(wanted, measures):
    assert found(**wanted) == measures


def test_an_owner_is_sought_as_of_the_day():
    assert "p22-12" not in found(plan="2022", owner="CFA", on=MOVED - DAY)
    assert "p22-12" in found(plan="2022", owner="CFA", on=MOVED)


def test_a_pillar_number_means_its_own_plan_only():  # 1.5
    plans = {key: queries.plan(key, TODAY) for key in ("2010", "2017", "2022")}
    assert plans["2010"].pillars[3].title != plans["2017"].pillars[3].title
    for key, plan in plans.items():
        rows = [row for pillar in plan.pillars for row in (*pillar.measures, *plan.unplaced)]
        assert {row.plan_key for row in rows} == {key}


def test_a_plan_says_how_many_of_its_measures_are_held():
    names = {plan.key: plan for plan in queries.plans(TODAY)}
    assert keys(queries.plans(TODAY)) == ["2022", "2017", "2010"]
    assert (names["2017"].measures_known, names["2017"].measures_total) == (29, 88)
    assert [plan.key for plan in names.values() if plan.current] == ["2017"]
    assert [p.key for p in queries.plans(date(2024, 1, 1)) if p.current] == ["2022"]


def test_lineage_is_told_in_both_directions():  # 1.4
    assert keys(queries.measure("p17-21", TODAY).forerunners) == ["p10-07", "p10-08"]
    assert keys(queries.measure("p10-08", TODAY).successors) == ["p17-21"]


def test_an_open_list_stays_open():  # 3.5
    assert queries.measure("p17-13", TODAY).row.owners.open_list
    assert not queries.measure("p17-12", TODAY).row.owners.open_list


@pytest.mark.parametrize(
    ("ask", "refusal", "known"),
    [
        (lambda: queries.outline("FY1999"), UnknownOutline, "FY2017"),
        (lambda: queries.plan("1999", TODAY), UnknownPlan, "2010, 2017, 2022"),
        (lambda: queries.measure("p99-01", TODAY), UnknownMeasure, "p99-01"),
    ],
)
def test_what_there_is_not_is_answered_with_404(ask, refusal, known):
    with pytest.raises(refusal) as refused:
        ask()
    assert refused.value.status == 404
    assert known in refused.value.message.ja
    assert known in refused.value.message.en


QUESTIONS = {
    "outline": lambda: queries.outline("FY2017"),
    "outlines": queries.outlines,
    "plans": lambda: queries.plans(TODAY),
    "plan": lambda: queries.plan("2017", TODAY),
    "measures": lambda: queries.measures(Wanted(), TODAY),
    "measure": lambda: queries.measure("m-1", TODAY),
    "terms": queries.terms,
    "sources": queries.sources,
    "definitions": queries.definitions,
}


def asked():
    counts = {}
    for name, question in QUESTIONS.items():
        with CaptureQueriesContext(connection) as context:
            question()
        counts[name] = len(context)
    return counts


def test_five_times_the_rows_take_the_same_queries(tmp_path):
    build.load(build.small_pack(tmp_path, measures=4), "--yes")
    once = asked()
    build.load(build.small_pack(tmp_path, measures=20), "--yes")
    assert len(queries.outline("FY2017").efforts) == 20
    assert asked() == once
    assert max(once.values()) < 25
