"""An invented year: every kind, by the rules, marked, and the same each time."""

from datetime import UTC, datetime

import pytest

from mamori.activities import demo, models, queries
from mamori.activities.demo import papers
from mamori.activities.queries import certificates, values
from mamori.activities.rules.records import problems
from mamori.kernel.areas import areas

AT = datetime(2026, 11, 25, tzinfo=UTC)


def fill(*, national=False):
    said = []
    made = demo.fill(national=national, at=AT, say=lambda *words: said.append(words))
    return made, said


@pytest.fixture
def invented(japan):
    fill()
    return [values.activity(row) for row in models.Activity.objects.filter(invented=True)]


def test_every_kind_takes_part(invented):
    assert {activity.kind for activity in invented} == set(queries.kinds())


def test_every_record_keeps_the_rules_of_its_kind(invented):
    kinds, codes = queries.kinds(), [area.code for area in areas()]
    wrong = [(a, problems(a, kinds[a.kind], codes, AT.date())) for a in invented]
    assert [(a.kind, found) for a, found in wrong if found] == []


def test_it_is_filled_once_and_says_how_far_it_is(japan):
    made, said = fill()
    assert made >= 94
    parts = len(queries.kinds()) + len(papers.PARTS)
    assert said[-1][1:] == (parts, parts)
    assert fill() == (0, [])


def test_material_reaches_every_prefecture_in_files_a_screen_reader_can_read(invented):
    assert set(models.Distribution.objects.values_list("area", flat=True)) == {
        area.code for area in areas()
    }
    assert {tuple(f.findings) for f in models.MaterialFile.objects.all()} == {()}


def test_every_invented_certificate_says_so_to_whoever_verifies_it(invented):
    numbers = models.Certificate.objects.values_list("number", flat=True)
    assert {certificates.verify(number, AT).invented for number in numbers} == {True}


def test_no_invented_record_lies_in_the_year_the_outline_reports(invented):  # 6.5
    assert {demo.YEAR.first <= a.days.first <= demo.YEAR.last for a in invented} == {True}


@pytest.mark.whole
def test_at_national_size_there_are_as_many_meetings_as_the_country_held(japan):
    fill(national=True)
    rows = models.Activity.objects.filter(invented=True, kind="educational_meeting")
    assert rows.count() == 2309
