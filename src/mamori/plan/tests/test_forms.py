"""What was typed becomes typed values, or is sent back to be typed again."""

from datetime import date

import pytest
from django.utils import translation

from mamori.kernel.forms import LastDayForm
from mamori.kernel.text import Text
from mamori.plan.forms import MeasureForm, NewMeasureForm, OwnerForm, wanted_from
from mamori.plan.queries import Wanted
from mamori.plan.rules.owners import Part

TITLES = {"title_ja": "題", "title_en": "Title"}
NEW = {"key": "p22-13", "plan": "2022", "first": "2022-05-20", **TITLES}
OWNER = {"owner": "agency:NPA", "part": "lead", "first": "2017-04-18"}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Wanted()),
        ({"plan": "2017", "pillar": "2"}, Wanted("2017", 2)),
        ({"pillar": "２"}, Wanted(pillar=2)),
        ({"pillar": "two"}, Wanted()),
        ({"pillar": "-1"}, Wanted()),
        ({"pillar": "²"}, Wanted()),
        ({"pillar": "9" * 5000}, Wanted()),
        ({"owner": "NPA", "q": "講座"}, Wanted(owner="NPA", words="講座")),
        ({"q": "a\0b"}, Wanted(words="ab")),
        ({"q": "x" * 1000}, Wanted(words="x" * 200)),
    ],
)
def test_a_filter_asks_for_what_can_be_asked(asked, wanted):
    assert wanted_from(asked) == wanted


def test_the_plan_of_the_page_cannot_be_talked_away():
    assert wanted_from({"plan": "2010"}, plan="2017").plan == "2017"


def test_an_edit_becomes_texts_in_two_languages():
    form = MeasureForm({**TITLES, "pillar": "2", "note_ja": "注", "open_list": "on"})
    assert form.is_valid()
    assert form.texts() == {
        "pillar": 2,
        "number": None,
        "title": Text("題", "Title"),
        "provisional": False,
        "open_list": True,
        "note": Text("注", ""),
    }


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title_en": ""}, "title_en"),
        ({"title_ja": "  "}, "title_ja"),
        ({"pillar": "0"}, "pillar"),
        ({"pillar": "two"}, "pillar"),
        ({"number": "1.5"}, "number"),
        ({"number": "99999"}, "number"),
    ],
)
def test_what_cannot_be_read_is_named(typed, wrong):
    assert list(MeasureForm({**TITLES, **typed}).errors) == [wrong]


def test_a_new_measure_may_name_its_forerunners():
    form = NewMeasureForm({**NEW, "forerunners": " p17-01  p17-02 "}, plans=[("2022", "Plan")])
    assert form.is_valid(), form.errors
    values = form.values()
    assert values["forerunners"] == ("p17-01", "p17-02")
    assert (values["title"], values["first"]) == (Text("題", "Title"), date(2022, 5, 20))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"key": "P22"}, "key"),
        ({"key": "a/b"}, "key"),
        ({"key": "a" * 21}, "key"),
        ({"plan": "1999"}, "plan"),
        ({"first": "20 May"}, "first"),
        ({"first": "2022-02-30"}, "first"),
    ],
)
def test_a_new_measure_needs_a_key_a_plan_and_a_day(typed, wrong):
    assert list(NewMeasureForm({**NEW, **typed}, plans=[("2022", "Plan")]).errors) == [wrong]


@pytest.mark.parametrize(
    ("typed", "agency", "duty"),
    [("agency:NPA", "NPA", None), ("duty:child_guidance", None, "child_guidance")],
)
def test_an_owner_is_a_body_or_the_holder_of_a_duty(small, typed, agency, duty):
    form = OwnerForm({**OWNER, "owner": typed})
    assert form.is_valid(), form.errors
    assert form.values() == {
        "agency": agency,
        "duty": duty,
        "part": Part.LEAD,
        "first": date(2017, 4, 18),
        "last": None,
    }


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"owner": "agency:ABC"}, "owner"),
        ({"owner": "NPA"}, "owner"),
        ({"part": "main"}, "part"),
        ({"first": ""}, "first"),
    ],
)
def test_an_owner_is_chosen_from_those_there_are(small, typed, wrong):
    assert list(OwnerForm({**OWNER, **typed}).errors) == [wrong]


@pytest.mark.parametrize(
    ("language", "label"), [("ja", "題名（日本語）"), ("en", "Title in Japanese")]
)
def test_a_form_speaks_the_language_of_the_page(language, label):
    with translation.override(language):
        assert MeasureForm().fields["title_ja"].label == label


@pytest.mark.parametrize(("typed", "valid"), [("2018-03-31", True), ("", False), ("soon", False)])
def test_a_last_day_is_a_day(typed, valid):
    assert LastDayForm({"last": typed}).is_valid() is valid
