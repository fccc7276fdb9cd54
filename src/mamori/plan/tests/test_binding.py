"""Policy: docs/policy/plan.md, section 2. No database."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Language, Text
from mamori.plan.rules.binding import NotBound, bound, problems

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
YEAR = Period(date(2017, 4, 18), date(2018, 3, 31))
ABOUT = Quantity(Decimal(390000), PEOPLE, YEAR, Qualifier.ABOUT)
AT_YEAR_END = Quantity(Decimal(46), PEOPLE, YEAR, as_of=date(2017, 12, 31))
LINES = frozenset({"189", "#8103"})


def said(ja, en, **quantities):
    return bound(Text(ja, en), quantities, LINES).text


def test_both_languages_write_the_same_quantity_in_their_own_way():  # 2.3
    text = said("{people}が参加した。", "It was attended by {people}.", people=ABOUT)
    assert text == Text("約39万人が参加した。", "It was attended by about 390,000 participants.")


def test_changing_the_quantity_changes_both_languages():
    more = replace(ABOUT, value=Decimal(400000))
    text = said("{people}が参加した。", "{people} came.", people=more)
    assert "約40万人" in text.ja
    assert "about 400,000" in text.en


def test_a_figure_can_be_said_with_its_day():
    ja, en = "{people:as_of}で{people}。", "{people}, {people:as_of}."
    assert said(ja, en, people=AT_YEAR_END) == Text(
        "12月末現在で46人。", "46 participants, as of the end of December."
    )


def test_a_telephone_number_is_a_name():  # 2.5
    assert said("{line:189}へ。", "Call {line:189}.") == Text("189へ。", "Call 189.")


@pytest.mark.parametrize(
    ("ja", "bare"),
    [
        ("190人が参加した。", "190"),
        ("１９０人が参加した。", "１９０"),
        ("第Ⅲ期に開いた。", "Ⅲ"),
        ("①を行った。", "①"),
        ("三十人に研修した。", "三十"),
        ("二千三百回開いた。", "二千三百"),
        ("千万三百五十人に届けた。", "千万三百五十"),  # begins like a word that counts nothing
    ],
)
def test_a_bare_number_is_refused_with_its_place_and_the_fix(ja, bare):  # 2.1, 2.2
    with pytest.raises(NotBound) as refusal:
        said(ja, "It was held.")
    assert bare in refusal.value.message.ja
    assert "{" in refusal.value.message.en


@pytest.mark.parametrize(
    "ja", ["十分な説明を求めた。", "万一に備えた。", "一人ひとりに届けた。", "三重県で開いた。"]
)
def test_words_that_count_nothing_are_left_alone(ja):  # 2.2
    assert problems(Text(ja, "It was held."), {}, LINES) == []


@pytest.mark.parametrize(
    ("ja", "en", "reason"),
    [
        ("{people}が参加した。", "People came.", "does not say"),
        ("人が参加した。", "People came.", "does not say"),  # 2.4 nobody speaks of it
        ("{person}が参加した。", "{person} came.", "no quantity “person”"),
        ("{line:999}へ。{people}", "Call {line:999}. {people}", "999"),
        ("{people:loud}。", "{people:loud}.", "not a reference"),
        ("{people:as_of}。", "{people:as_of}.", "no as-of date"),
        ("{people。", "{people.", "no partner"),
    ],
)
def test_a_reference_that_does_not_hold_is_refused(ja, en, reason):
    with pytest.raises(NotBound) as refusal:
        said(ja, en, people=ABOUT)
    assert reason in refusal.value.message.en


def test_a_problem_names_its_language_and_place():
    [problem] = problems(Text("開いた。", "It drew 190 people."), {}, LINES)
    assert (problem.language, problem.at) == (Language.EN, 8)


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_bound_or_refused_in_words(words):
    found = problems(Text(words, words), {"people": ABOUT}, LINES)
    assert all(problem.reason.ja and problem.reason.en for problem in found)
    if not found:
        assert "約39万人" in said(words, words, people=ABOUT).ja


@given(st.text(st.characters(categories=["Nd", "No", "Nl"]), min_size=1, max_size=4))
def test_no_sign_that_counts_slips_through(number):
    assert problems(Text(f"これは{number}です", "It was held."), {}, LINES)


BRACELESS = st.text(st.characters(exclude_characters="{}"), max_size=20)
DIGIT = st.characters(categories=["Nd", "No", "Nl"])


@given(BRACELESS, DIGIT, BRACELESS, st.sampled_from(Language))
def test_a_digit_is_refused_at_its_place_in_whatever_text(before, digit, after, language):  # 2.1
    words = f"{before}{digit}{after}"
    text = Text(words, "{people}.") if language is Language.JA else Text("{people}。", words)
    found = problems(text, {"people": ABOUT}, LINES)

    first = min(at for at, sign in enumerate(words) if unicodedata.category(sign)[0] == "N")
    places = [p.at for p in found if p.language is language]
    assert min(places) <= first
    assert words[min(places) : first + 1].strip()  # the word it stands in, not the whole text
    assert all(str(p.at + 1) in p.reason.en for p in found if "bare number" in p.reason.en)


KEYS = ("children", "people", "I.cleared")  # a figure of section I need not be said
SAID = st.lists(st.sampled_from([*KEYS, "people:number", "line:189"]), max_size=5)


@given(SAID, SAID, st.sets(st.sampled_from(KEYS)))
@example(["I.cleared"], [], {"I.cleared"})
@example(["people:number"], ["people"], {"people"})
def test_what_is_bound_says_the_same_figures_in_both_languages(ja, en, held):  # 2.3, 2.4
    text = Text(*("、".join(f"{{{key}}}" for key in said) for said in (ja, en)))
    quantities = dict.fromkeys(held, ABOUT)
    in_ja, in_en = ({key.split(":")[0] for key in said} - {"line"} for said in (ja, en))
    fits = in_ja == in_en and held - {"I.cleared"} <= in_ja <= held

    assert (problems(text, quantities, LINES) == []) is fits
    if fits:
        sentence = bound(text, quantities, LINES)
        for pieces in (sentence.ja, sentence.en):
            assert {piece.figure for piece in pieces} - {None} == in_ja


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("過去最多となった。", "It is the highest on record."),
        ("前年より減少した。", "Numbers fell."),
        ("増加傾向にある。", "A continuing rise."),
    ],
)
def test_trend_words_wait_until_they_are_computed(ja, en):  # §5.3
    serious = Text("情勢は深刻である。", "The situation is serious.")
    for text in (Text(ja, serious.en), Text(serious.ja, en)):
        [problem] = problems(text, {}, frozenset())
        assert "computed and tested" in problem.reason.en
    assert problems(serious, {}, frozenset()) == []


def test_a_trend_word_is_named_at_its_place_behind_a_reference():  # §5.3
    text = Text("{people}に増加した。", "It rose to {people}.")
    found = problems(text, {"people": ABOUT}, LINES)
    assert [(p.language.value, p.at) for p in found] == [("ja", 9), ("en", 3)]


def test_what_is_kept_already_is_printed_as_it_was():  # §5.3
    text = Text("増加が続いている。", "The rise goes on.")
    assert bound(text, {}, frozenset()).text == text
