"""What is typed into the form of a kind becomes an activity, or names its box."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from mamori.activities import forms, queries
from mamori.activities.rules import typed
from mamori.activities.tests.build_register import DAY, form, meeting
from mamori.kernel.quantities import Qualifier

ABOUT, AT_LEAST = Qualifier.ABOUT, Qualifier.AT_LEAST


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("190", 190, None),
        ("２，３０９", 2309, None),
        ("39万", 390000, None),
        ("約39万", 390000, ABOUT),
        ("1億2,000万", 120000000, None),
        ("about 1,200", 1200, ABOUT),
        ("300以上", 300, AT_LEAST),
        ("-1", -1, None),
        ("△1", -1, None),
        ("0", 0, None),
        ("1.5", Decimal("1.5"), None),
    ],
)
def test_a_number_is_read_as_people_write_it(written, value, qualifier):
    assert typed.number(written) == (Decimal(value), qualifier)


@pytest.mark.parametrize(
    "written", ["many", "=1+1", "1,2", "約", "", "万", "1" * 41, "12 34", "1e5"]
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(typed.Unreadable):
        typed.number(written)


@pytest.mark.parametrize("written", ["2026-06-01", "２０２６／０６／０１", " 2026/06/01 "])
def test_a_day_is_read_in_either_width(written):
    assert typed.day(written) == DAY


@pytest.mark.parametrize("written", ["2026-02-30", "soon", "1 June"])
def test_a_day_that_is_none_is_refused(written):
    with pytest.raises(typed.Unreadable):
        typed.day(written)


def read(**more):
    posted = QueryDict(mutable=True)
    for name, value in form(**more).items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    kind = queries.kind("educational_meeting")
    return forms.read(posted, kind, ["MIC", "NPA"], date(2026, 11, 25))


def test_the_form_gives_the_activity(japan):
    reading = read(title_ja="架空の講座", title_en="An invented class")
    assert reading.problems == []
    assert reading.activity == meeting()


def test_about_typed_along_goes_before_what_was_chosen(japan):
    figure = read(n__participants="約３９万", q__participants="exact").activity.figures
    assert figure["participants"].qualifier is ABOUT
    chosen = read(n__participants="120", q__participants="about").activity.figures
    assert chosen["participants"].qualifier is ABOUT


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"first": ""}, "days"),
        ({"first": "soon"}, "days"),
        ({"last": "2026-05-01"}, "days"),
        ({"n__participants": "many"}, "n.participants"),
        ({"agency": "MOJ"}, "agency"),
        ({"status": "cancelled"}, "status"),
        ({"title_en": "x" * 201}, "title_en"),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_named_once_at_its_box(japan, more, at):
    assert [problem.field for problem in read(**more).problems] == [at]


def test_a_record_fills_the_form_that_corrects_it(japan):
    whole = meeting()
    posted = QueryDict(mutable=True)
    for name, value in forms.held(whole).items():
        posted.setlist(name, value)
    kind = queries.kind(whole.kind)
    assert forms.read(posted, kind, ["NPA"], DAY).activity == whole
