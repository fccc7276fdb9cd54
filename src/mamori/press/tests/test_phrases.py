import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.press.phrases import phrases


def test_a_line_turns_between_phrases():
    assert phrases("子供を性的搾取から守るために") == ("子供を", "性的搾取から", "守る", "ために")


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("警察庁 NPA の取組", "警察庁NPAの取組"),
        ("約 39 万人", "約39万人"),
        ("National Police Agency", "National Police Agency"),
        ("計画　概要", "計画　概要"),
    ],
)
def test_a_typed_gap_between_japanese_and_latin_is_left_to_the_setting(typed, set_as):
    assert "".join(phrases(typed)) == set_as


@given(st.text(alphabet="子供を守るABC123。、ー", max_size=60))
def test_no_sign_is_lost_or_added(words):
    assert "".join(phrases(words)) == words
