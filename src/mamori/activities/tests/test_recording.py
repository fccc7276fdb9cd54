"""What is typed into the form of a kind becomes an activity, or names its box."""

from datetime import date

import pytest
from django.http import QueryDict

from mamori.activities import forms, queries
from mamori.activities.tests.build_register import DAY, form, meeting
from mamori.kernel.quantities import Qualifier

ABOUT, AT_LEAST = Qualifier.ABOUT, Qualifier.AT_LEAST


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
