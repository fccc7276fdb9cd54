import re
from xml.etree import ElementTree

import altair as alt
import pytest

from mamori.press.charts import svg
from mamori.press.palette import COLOURS

SVG = "{http://www.w3.org/2000/svg}"


def chart():
    data = alt.Data(values=[{"year": "平成29年", "n": 1216}, {"year": "平成30年", "n": 1276}])
    bars = alt.Chart(data).mark_bar(color=COLOURS["data"], clip=True)
    return bars.encode(x="year:N", y="n:Q").properties(width=200, height=120)


def drawn(name="victims", title="Victims", description="Two bars.", language="en"):
    return svg(chart(), name=name, title=title, description=description, language=language)


@pytest.fixture(scope="module")
def picture():
    return ElementTree.fromstring(drawn(title="A < B & “C”"))  # noqa: S314 - our own drawing


def test_a_chart_has_a_name_and_a_description(picture):
    assert picture.get("role") == "img"
    assert picture.get("lang") == "en"
    title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert (title.text, description.text) == ("A < B & “C”", "Two bars.")
    assert picture.get("aria-labelledby").split() == [title.get("id"), description.get("id")]


def test_every_id_is_its_own(picture):
    ids = [element.get("id") for element in picture.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 2
    assert all(name.startswith("victims-") for name in ids)


def test_what_is_pointed_at_is_there():
    picture = drawn()
    targets = re.findall(r"url\(#([^)]+)\)", picture)
    assert targets
    assert all(f'id="{target}"' in picture for target in targets)


def test_two_charts_on_a_page_share_no_id():
    one, other = (set(re.findall(r' id="([^"]+)"', drawn(name=n))) for n in ("one", "two"))
    assert one
    assert not one & other


def test_words_stay_words(picture):
    words = {text.text for text in picture.iter(f"{SVG}text")}
    assert {"平成29年", "平成30年", "1,000"} <= words


def test_small_print_is_not_too_small(picture):
    sizes = [re.sub("px", "", t.get("font-size", "")) for t in picture.iter(f"{SVG}text")]
    assert min(map(float, sizes)) >= 10


def test_colours_come_as_classes_for_the_style_sheet():
    assert f'class="f-c-data" fill="{COLOURS["data"]}"' in drawn()


def test_no_style_and_no_script_of_its_own():
    assert not re.search(r"style=|<style|<script|href=|\son\w+=", drawn())


def test_the_same_data_give_the_same_drawing():  # §1.1
    assert drawn() == drawn()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_chart_speaks_the_language_it_is_told(language):
    assert f'lang="{language}" xml:lang="{language}"' in drawn(language=language)
