"""The shape is a promise to programs. Policy: docs/policy/plan.md §5.5. No database."""

import json

import pytest

from mamori.kernel.text import Language
from mamori.plan.print.as_json import outline_json

BODIES = {"NPA", "CAO", "MIC", "MOJ", "MOFA", "MEXT", "MHLW", "METI"}
FIGURES = {  # value, baseline, unit, qualifier, as_of
    "I.csam_persons_cleared": (1703, None, "persons", "exact", None),
    "I.csam_child_victims": (1216, None, "children", "exact", None),
    "I.three_laws_persons_cleared": (2057, None, "persons", "exact", None),
    "I.three_laws_child_victims": (1823, None, "children", "exact", None),
    "E02.participants": (190, None, "participants", "about", None),
    "E07.meetings": (2309, None, "meetings", "exact", None),
    "E07.participants": (390000, None, "participants", "about", None),
    "E10.payments": (6, 3, "payments-per-year", "exact", None),
    "E15.children": (46, None, "children", "exact", "2017-12-31"),
    "E18.prefectures": (6, None, "prefectures", "exact", None),
    "E19.prefectures": (5, None, "prefectures", "exact", None),
    "E25.investigators": (30, None, "investigation-trainees", "exact", None),
    "E25.supporters": (30, None, "support-trainees", "exact", None),
}


@pytest.fixture(params=Language)
def told(request, outline):
    return outline_json(outline, request.param)


def efforts(told):
    return [effort for pillar in told["pillars"] for effort in pillar["efforts"]]


def quantities(told):
    return [*told["state"], *(q for effort in efforts(told) for q in effort["quantities"])]


def test_every_key_that_was_promised_is_there(told):
    assert {"edition", "language", "state", "pillars", "issues"} <= told.keys()
    for pillar in told["pillars"]:
        assert {"number", "title", "efforts"} <= pillar.keys()
    for effort in efforts(told):
        assert {"text", "owners", "open_list", "quantities"} <= effort.keys()
    for quantity in quantities(told):
        assert quantity.keys() >= {
            *("value", "baseline", "unit", "qualifier", "as_of"),
            *("period", "status", "definition", "source", "source_url", "place"),
        }


def test_it_is_json_as_it_stands(told):
    assert json.loads(json.dumps(told)) == told


def test_the_efforts_lie_under_their_pillars(told):
    assert told["edition"] == "FY2017"
    assert [(p["number"], len(p["efforts"])) for p in told["pillars"]] == [
        *((1, 5), (2, 5), (3, 3)),
        *((4, 5), (5, 5), (6, 3)),
    ]


def test_all_figures_are_there_with_all_that_belongs_to_them(told):
    found = {
        q["key"]: (q["value"], q["baseline"], q["unit"], q["qualifier"], q["as_of"])
        for q in quantities(told)
    }
    assert found == FIGURES
    for quantity in quantities(told):
        assert quantity["source"]
        assert quantity["definition"]
        assert quantity["status"] == "final"
        assert quantity["period"] == (
            "2017" if quantity["key"].startswith("I.") else "2017-04-18/2018-03-31"
        )
        assert isinstance(quantity["value"], int)


def test_both_languages_differ_in_words_only(outline):
    ja, en = (outline_json(outline, language) for language in Language)
    assert (ja["language"], en["language"]) == ("ja", "en")
    for one, other in zip(quantities(ja), quantities(en), strict=True):
        same = one.keys() - {"label", "definition", "source", "place"}
        assert {key: one[key] for key in same} == {key: other[key] for key in same}
        assert one["source"] != other["source"]
    for one, other in zip(efforts(ja), efforts(en), strict=True):
        assert one["text"] != other["text"]
        assert (one["owners"], one["open_list"]) == (other["owners"], other["open_list"])


def test_owners_are_named_and_an_open_list_is_not_made_up(told):
    by_key = {effort["key"]: effort for effort in efforts(told)}
    assert (by_key["E01"]["owners"], by_key["E01"]["open_list"]) == (["NPA"], True)
    assert (by_key["E05"]["owners"], by_key["E05"]["open_list"]) == (["NPA"], False)
    assert {owner for effort in efforts(told) for owner in effort["owners"]} == BODIES


@pytest.mark.parametrize(
    ("language", "words", "bare"),
    [("ja", "約39万人", "390,000"), ("en", "about 390,000 participants", "drew 390,000")],
)
def test_an_approximate_figure_is_never_said_bare(outline, language, words, bare):  # facts 5.6
    texts = [effort["text"] for effort in efforts(outline_json(outline, Language(language)))]
    assert any(words in text for text in texts)
    assert not any(bare in text for text in texts)
    assert not any("{" in text for text in texts)


def test_a_figure_says_where_it_was_published(outline):
    by_key = {q["key"]: q for q in quantities(outline_json(outline, Language.EN))}
    assert by_key["E18.prefectures"]["place"] == "Part II, pillar 4, item 5"
    assert by_key["E18.prefectures"]["source_url"] is None
    assert by_key["E02.participants"]["definition"] == by_key["E02.participants"]["label"]
    assert by_key["E10.payments"]["definition"] != by_key["E10.payments"]["label"]


def test_issues_say_the_figures_of_section_one(told):
    assert [issue["key"] for issue in told["issues"]] == ["III1", "III2"]
    assert "1,703" in told["issues"][0]["text"]
    assert "1,216" in told["issues"][0]["text"]


def test_a_title_that_is_not_official_says_so(outline):  # 1.3
    marked = {
        language: [p["title_provisional"] for p in outline_json(outline, language)["pillars"]]
        for language in Language
    }
    assert marked == {Language.JA: [False] + [True] * 5, Language.EN: [True] * 6}
