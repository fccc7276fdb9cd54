"""One square an effort, full where it carries a figure; told in words as well. No database."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mamori.kernel.text import Language
from mamori.plan.print.charts import efforts_by_pillar
from mamori.press.palette import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
DESCRIPTIONS = {
    Language.JA: "柱1: 取組5件、うち数字のあるもの1件",
    Language.EN: "Pillar 1: 5 efforts, 1 with a figure. Pillar 2: 5 efforts, 2 with a figure",
}


@pytest.fixture(scope="module", params=Language)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def drawing(outline, language):
    return ElementTree.fromstring(efforts_by_pillar(outline, language))  # noqa: S314 - our own


def squares(drawing):
    return [path.get("fill") for path in drawing.iter(f"{SVG}path") if path.get("stroke-width")]


def words(drawing):
    return [text.text for text in drawing.iter(f"{SVG}text")]


def test_each_effort_is_a_square(drawing, outline):
    fills = squares(drawing)
    assert fills.count(COLOURS["data"]) == sum(bool(e.figures) for e in outline.efforts) == 7
    assert len(fills) == 26


def test_each_row_begins_with_its_number_and_ends_with_its_count(drawing):
    assert words(drawing) == ["1", "5", "2", "5", "3", "3", "4", "5", "5", "5", "6", "3"]


def test_the_drawing_is_named_and_told_in_its_language(drawing, language):
    assert drawing.get("role") == "img"
    assert drawing.get("lang") == language.value
    named = {element.get("id"): element.text for element in drawing if element.get("id")}
    title, description = drawing.get("aria-labelledby").split()
    assert named[title]
    assert DESCRIPTIONS[language] in named[description]


def test_no_two_drawings_on_a_page_share_an_id(outline, drawing, language):
    other = ElementTree.fromstring(  # noqa: S314 - our own
        efforts_by_pillar(replace(outline, key="FY2018"), language)
    )
    ids = [{e.get("id") for e in one.iter() if e.get("id")} for one in (drawing, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_an_outline_without_efforts_is_drawn_too(outline):
    empty = replace(outline, pillars=(), key="none")
    assert "<svg" in efforts_by_pillar(empty, Language.EN)


def test_many_efforts_stay_within_the_drawing(outline, language):
    first, *others = outline.pillars
    many = replace(
        outline, key="many", pillars=(replace(first, efforts=outline.efforts * 4), *others)
    )
    drawn = ElementTree.fromstring(efforts_by_pillar(many, language))  # noqa: S314 - our own
    places = [p.get("transform", "") for p in drawn.iter(f"{SVG}path") if p.get("stroke-width")]
    across = [float(place[10:].split(",")[0]) for place in places]
    assert len(across) == 26 * 4 + 21
    assert max(across) < 340
