"""A record as a sentence in both languages, never with a gap."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mamori.activities.rules.kinds import kind
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.activities.rules.sentences import NoSentence, problems, sentence
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Unit
from mamori.kernel.text import Text, same

UNITS = {
    "children": Unit("children", "{n}人", "{n} child", "{n} children"),
    "payments": Unit("payments", "年{n}回", "{n} a year", "{n} a year"),
}
JA = "{agency}は{area}で[{audience}の][{day}に]{children}に会った[（{children:as_of}）][、{payments}]。"
EN = "{children} met[ by {audience}][ on {day}] in {area} by the {agency}[ ({children:as_of})][, {payments}]."
AGENCY, AREA = Text("警察庁", "National Police Agency"), Text("愛知県", "Aichi")
NOWHERE = same("")


def a_kind(ja=JA, en=EN, **more):
    record = {
        "key": "meeting",
        "group": "learning",
        "title": {"ja": "集い", "en": "Meeting"},
        "about": {"ja": "集い", "en": "A meeting."},
        "place": "needed",
        "fields": [
            {
                "key": "audience",
                "label": {"ja": "対象", "en": "Audience"},
                "shape": "choices",
                "choices": [
                    {"key": "parents", "ja": "保護者", "en": "Guardians"},
                    {"key": "teachers", "ja": "教職員", "en": "Teachers"},
                    {"key": "english", "ja": "英語", "en": "English"},
                ],
            },
            {"key": "day", "label": {"ja": "日", "en": "Day"}, "shape": "day"},
            {"key": "told", "label": {"ja": "伝達", "en": "Told"}, "shape": "yes_no"},
            {"key": "note", "label": {"ja": "備考", "en": "Note"}},
        ],
        "numbers": [
            {
                "key": "children",
                "label": {"ja": "児童", "en": "Children"},
                "units": ["children"],
                "needed": True,
            },
            {
                "key": "payments",
                "label": {"ja": "支払", "en": "Payments"},
                "units": ["payments"],
                "change": True,
            },
        ],
        "sentence": {"ja": ja, "en": en},
    }
    return kind(record | more, UNITS)


def met(**fields):
    return Activity(
        kind="meeting",
        agency="NPA",
        days=Period(date(2017, 4, 18), date(2018, 3, 31)),
        fields=fields,
        figures={"children": Figure(Decimal(46), "children")},
    )


def with_number(key, **figure):
    own = met()
    return replace(own, figures={**own.figures, key: Figure(**figure)})


def said(activity, own=None, area=AREA):
    text = sentence(activity, own or a_kind(), area, AGENCY)
    return text.ja, text.en


def test_what_has_no_value_is_left_out_in_both_languages():
    assert said(met()) == (
        "警察庁は愛知県で46人に会った。",
        "46 children met in Aichi by the National Police Agency.",
    )


def test_choices_and_days_are_written_out():
    ja, en = said(met(audience="parents,teachers", day="2017-12-31"))
    assert "保護者、教職員の平成29年12月31日に" in ja
    assert "met by guardians and teachers on 31 December 2017 in" in en


def test_a_choice_that_is_a_name_keeps_its_capital():
    own = a_kind("{children}[{audience}]。", "{children}[ in {audience:name}].")
    assert said(met(audience="english"), own)[1] == "46 children in English."


def test_about_begins_the_english_sentence_with_a_capital():
    figure = {"value": Decimal(390000), "unit": "children", "qualifier": Qualifier.ABOUT}
    ja, en = said(with_number("children", **figure))
    assert "約39万人" in ja
    assert en.startswith("About 390,000 children met")


def test_a_change_tells_what_it_was_before():
    figure = {"value": Decimal(6), "unit": "payments", "baseline": Decimal(3)}
    ja, en = said(with_number("payments", **figure))
    assert "年3回から年6回" in ja
    assert "from 3 to 6 a year" in en


def test_a_state_tells_its_day():  # facts: "as of the end of December" in both languages
    figure = {"value": Decimal(46), "unit": "children", "as_of": date(2017, 12, 31)}
    ja, en = said(with_number("children", **figure))
    assert "（12月末現在）" in ja
    assert "(as of the end of December)" in en


def test_without_a_prefecture_it_is_the_whole_country():
    ja, en = said(met(), area=NOWHERE)
    assert "全国で" in ja
    assert "in the whole country" in en


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED])
def test_what_was_not_held_is_not_told(status):
    with pytest.raises(NoSentence, match="was not held"):
        said(replace(met(), status=status))


def test_a_gap_is_refused_by_the_name_of_what_is_missing():
    with pytest.raises(NoSentence, match="“Children” is empty") as refusal:
        said(replace(met(), figures={}))
    assert "「児童」" in refusal.value.message.ja


def test_what_a_person_typed_is_never_taken_for_a_reference():
    own = a_kind("{children}[：{note}]。", "{children}[: {note}].")
    assert said(met(note="{area} [x] {0}"), own)[1] == "46 children: {area} [x] {0}."


def test_a_good_pattern_has_no_problems():
    assert list(problems(a_kind())) == []


@pytest.mark.parametrize(
    ("ja", "en", "reason"),
    [
        ("{hall}。", "{hall}.", "“hall” is not part of “meeting”"),
        ("{audience}。", "{audience}.", "“audience” may be empty"),
        ("{payments}。", "{payments}.", "“payments” may be empty"),
        ("{children:as_of}。", "{children:as_of}.", "“children” may be empty"),
        ("[{audience:as_of}]。", "[{audience:as_of}].", "“audience” is not a number"),
        ("[{told}]。", "[{told}].", "“told” is yes or no"),
        ("{children}。", "{area}.", "do not refer to the same"),
        ("{children。", "{children}.", "brackets do not match"),
        ("[[{audience}]]。", "[{audience}].", "brackets do not match"),
        ("{children!r}。", "{children}.", "brackets do not match"),
    ],
)
def test_a_wrong_pattern_is_named(ja, en, reason):
    assert any(reason in found.en for found in problems(a_kind(ja, en)))


def test_a_kind_without_a_place_names_no_area_outside_brackets():
    own = a_kind("{area}。", "{area}.", place="none")
    assert next(found.en for found in problems(own)).startswith("“area” may be empty")
