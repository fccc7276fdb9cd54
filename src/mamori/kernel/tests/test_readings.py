import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.readings import is_well_read, with_readings, without_readings
from mamori.kernel.text import Text


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("近くの警察《けいさつ》へ", [("近くの", ""), ("警察", "けいさつ"), ("へ", "")]),
        ("時間《じかん》", [("時間", "じかん")]),
        ("一つの｜取り組み《とりくみ》", [("一つの", ""), ("取り組み", "とりくみ")]),
        ("人々《ひとびと》", [("人々", "ひとびと")]),
        ("day and night", [("day and night", "")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_reading_belongs_to_the_kanji_before_it_or_to_all_since_the_bar(words, pieces):
    assert list(with_readings(words)) == pieces
    assert is_well_read(words)


def test_where_no_reading_is_printed_only_the_word_is_left():
    read = Text("警察《けいさつ》に｜お話《おはなし》する", "Talk to the police")
    assert without_readings(read) == Text("警察にお話する", "Talk to the police")


@pytest.mark.parametrize(
    "words", ["時間《じかん", "時間》", "じかん《時間》", "《じかん》", "｜時間"]
)
def test_half_a_reading_is_told(words):
    assert not is_well_read(words)


@given(st.text(alphabet=st.characters(exclude_characters="｜《》")))
def test_words_without_readings_stay_as_they_are(words):
    assert without_readings(Text(words, words)) == Text(words, words)
    assert is_well_read(words)
