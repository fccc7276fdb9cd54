"""Policy: docs/policy/statistics.md, §4.12."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.kernel.text import Language, Text
from mamori.statistics.rules.claims import Kind, claim, claims
from mamori.statistics.rules.printed import verdict
from mamori.statistics.rules.trend_words import needed, unborne
from mamori.statistics.tests.build_lines import PERSONS, VICTIMS, line

OVER_LAST = {Kind.HIGHER_THAN_PREVIOUS, Kind.RISEN_K_YEARS}
MORE = OVER_LAST | {Kind.RISING_TREND}


@pytest.mark.parametrize(
    ("words", "word", "kinds"),
    [
        ("被害児童は増加傾向にある。", "増加傾向", {Kind.RISING_TREND}),
        ("検挙人員は過去最多となった。", "過去最多", {Kind.NEW_HIGH}),
        ("検挙人員は増え続けている。", "増え続け", {Kind.RISING_TREND}),
        ("件数は3年連続で増加した。", "3年連続で増加", {Kind.RISEN_K_YEARS}),
        ("件数は３年連続で減少した。", "３年連続で減少", set()),
        ("件数は前年より多い。", "前年より多", OVER_LAST),
        ("件数は前年（平成28年）の1,313人より少ない。", "前年（平成28年）の1,313人より少な", set()),
        ("件数は前年を上回った。", "前年を上回っ", OVER_LAST),
        ("件数は増加した。", "増加", MORE),
        ("件数は減少した。", "減少", {Kind.FALLING_TREND}),
        ("件数は過去最少である。", "過去最少", {Kind.NEW_LOW}),
        ("件数は横ばいで推移している。", "横ばいで推移し", {Kind.NO_CLEAR_CHANGE}),
        ("平成20年の水準に戻った。", "水準に戻", {Kind.BACK_TO_LEVEL_OF}),
        ("以前の値とは比較できない。", "比較できない", {Kind.NOT_COMPARABLE}),
        ("件数は急増している。", "急増", set()),
        ("高い水準で推移している。", "高い水準で推移", set()),
    ],
)
def test_japanese_words_and_the_claims_that_could_bear_them(words, word, kinds):
    [found] = needed(Text(words, ""))
    assert (found.language, found.word, set(found.kinds)) == (Language.JA, word, kinds)
    assert words[found.start :].startswith(word)


@pytest.mark.parametrize(
    ("words", "word", "kinds"),
    [
        ("a continuing rising trend", "continuing rising trend", {Kind.RISING_TREND}),
        ("The number continues to rise.", "continues to rise", {Kind.RISING_TREND}),
        ("The rise goes on.", "rise goes on", {Kind.RISING_TREND}),
        ("Victims are said to rise.", "rise", MORE),
        ("It increased to 1,703.", "increased", MORE),
        ("This is a new high.", "new high", {Kind.NEW_HIGH}),
        ("the highest figure ever", "highest", {Kind.NEW_HIGH}),
        ("a record low", "record low", {Kind.NEW_LOW}),
        ("for three consecutive years", "three consecutive years", {Kind.RISEN_K_YEARS}),
        ("fell three years in a row", "fell three years in a row", set()),
        ("higher than the year before", "higher than the year", OVER_LAST),
        ("fewer children than last year", "fewer children than last", set()),
        ("a steady decline", "steady decline", {Kind.FALLING_TREND}),
        ("It remained unchanged.", "unchanged", {Kind.NO_CLEAR_CHANGE}),
        ("It is back to the level of 2008.", "back to the level", {Kind.BACK_TO_LEVEL_OF}),
        ("The years are not comparable.", "not comparable", {Kind.NOT_COMPARABLE}),
        ("Reports rose sharply.", "rose sharply", set()),
        ("a sharp increase", "sharp increase", set()),
        ("Reports SURGED.", "SURGED", set()),
        ("It remains at a high level.", "remains at a high level", set()),
    ],
)
def test_english_words_and_the_claims_that_could_bear_them(words, word, kinds):
    [found] = needed(Text("", words))
    assert (found.language, found.word, set(found.kinds)) == (Language.EN, word, kinds)


@pytest.mark.parametrize(
    "words",
    [
        *("被害は拡大している。", "件数は2倍になった。", "件数は前年比で二倍になった。"),
        *(
            "前年比7％減である。",
            "件数は微増した。",
            "件数は下げ止まった。",
            "件数は横這いである。",
        ),
        *("件数は頭打ちである。", "件数は最高となった。", "初めて千人を超えた。"),
        *("前年度より10件多い。", "件数は跳ね上がった。", "件数は高い水準にある。"),
        *(
            "Reports are up 11% on last year.",
            "Victims are down 7%.",
            "Numbers are up.",
            "It jumped.",
        ),
        *("Reports spiked.", "There was an uptick.", "the largest number since 2008"),
        *("the most since records began", "a record-breaking year", "the biggest ever"),
        *("More and more children are harmed.", "Numbers shot up.", "It is getting worse."),
    ],
)
def test_no_common_way_of_speaking_of_a_trend_gets_by(words):  # §4.12
    assert needed(Text(words, words))


@pytest.mark.parametrize(
    "words",
    [
        *("予算が増えた。", "対象を拡大した。", "講座を2倍の広さの会場で行った。"),
        *("It set up 12 desks.", "Police followed up 30 reports.", "300 schools signed up."),
        *("The ministry increased the number of counsellors.", "a talk in the rose garden"),
        "被害の減少を図る取組を進める。",
        "相談員を増加させる。",
        "犯罪の動向を把握する。",
        "1,216人の児童が新たに特定された。",
        "Children who fall victim to abuse are protected.",
        "Measures to reduce harm, and efforts to increase awareness.",
        "The ministry works to increase the number of staff.",
        "This gave rise to questions.",
        "Questions arise among high school students.",
        "Trends in crime are studied as children grow up.",
        "1,216 children were identified in 2017.",
    ],
)
def test_what_is_meant_to_be_done_and_other_senses_are_no_trend(words):
    assert needed(Text(words, words)) == ()


def test_a_word_is_borne_by_a_holding_claim_of_its_kind_only():
    text = Text("検挙人員は過去最多となった。", "The number of people cleared was a new high.")
    assert [w.word for w in unborne(text, [])] == ["過去最多", "new high"]
    assert unborne(text, [claim(line(PERSONS), Kind.NEW_HIGH, 2017)]) == ()
    assert len(unborne(text, [claim(line(VICTIMS), Kind.NEW_HIGH, 2017)])) == 2  # it does not hold
    assert len(unborne(text, [claim(line(PERSONS), Kind.RISING_TREND, 2017)])) == 2  # another kind


def test_one_word_borne_does_not_bear_the_next():
    text = Text("過去最多で、急増している。", "A new high; it surged.")
    assert [w.word for w in unborne(text, [claim(line(PERSONS), Kind.NEW_HIGH, 2017)])] == [
        "急増",
        "surged",
    ]


@settings(max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(0, 3000)), min_size=1, max_size=9))
def test_what_a_claim_wrote_needs_no_other(values):
    of = line(values)
    for point in of.points:
        for each in claims(of, point.year):
            assert unborne(each.sentence, [each]) == ()
            assert unborne(each.full, [each]) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_verdict_offers_stands_with_the_claims_of_its_year(kind):
    for of in (line(PERSONS), line(VICTIMS)):
        told = verdict(of, kind, 2017)
        assert unborne(told.sentence, claims(of, 2017)) == ()
