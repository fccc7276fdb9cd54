import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.press.phrases import phrases


def test_a_line_turns_between_phrases():
    assert phrases("子供を性的搾取から守るために") == ("子供を", "性的搾取から", "守る", "ために")


def test_a_number_is_never_parted():
    days = "平成29年4月18日から平成30年3月31日まで"
    assert phrases(days) == ("平成29年4月18日から", "平成30年3月31日まで")


@pytest.mark.parametrize(
    ("words", "set_as"),
    [
        ("青少年の話", ("青少年の", "話")),
        ("話と青少年", ("話と", "青少年")),
        ("青少年、青少年", ("青少年、", "青少年")),
        ("青い空と少年", ("青い", "空と", "少年")),
    ],
)
def test_a_word_that_is_one_is_never_parted(words, set_as):
    assert phrases(words, whole=("青少年",)) == set_as


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
    assert "".join(phrases(words)) == "".join(phrases(words, whole=("供を守",))) == words
