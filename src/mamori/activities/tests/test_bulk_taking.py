"""A table is recorded whole or not at all: by the action, the commands and the page."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions, models
from mamori.activities.actions.importing import TakenBefore
from mamori.activities.rules.likeness import alike
from mamori.activities.rules.pairing import Placed, touching
from mamori.activities.rules.records import Status
from mamori.activities.rules.repeating import Every
from mamori.activities.tests.build_register import BY, meeting, officer, recorded
from mamori.activities.tests.build_tables import (
    HEADS,
    ROW,
    book,
    csv,
    kind,
    names,
    table,
    with_cell,
)
from mamori.activities.workbooks import refusals, template
from mamori.kernel import audit
from mamori.kernel.periods import Period

UPLOAD = "/en/activities/register/educational_meeting/upload/"


def test_the_table_is_kept_whole_with_one_audit_record(japan):
    content, before = book(ROW, ROW), models.Activity.objects.count()
    assert actions.take_table(content=content, activities=table(content).whole(), **BY) == 2
    assert models.Activity.objects.count() == before + 2
    [entry] = audit.history(models.Activity.objects.latest("pk").repeats)
    assert (entry.action, entry.details["records"]) == ("activities: recorded together", 2)


def test_the_same_file_is_taken_once_but_by_another_agency_again(japan):
    content = book(ROW)
    for agency in ("NPA", "MIC"):
        own = table(content, agency=agency).whole()
        actions.take_table(content=content, activities=own, **BY)
        with pytest.raises(TakenBefore):
            actions.take_table(content=content, activities=own, **BY)


def test_a_row_another_agency_has_too_is_offered_to_both(japan):
    other = recorded("MIC")
    recorded("MIC", day=date(2026, 6, 2))
    content = book(ROW)
    actions.take_table(content=content, activities=table(content).whole(), **BY)
    found = models.Likeness.objects.get()
    assert {found.one_id, found.other_id} == {other, models.Activity.objects.latest("pk").pk}


def test_pairs_of_a_whole_table_are_those_of_one_by_one():
    spans = [(1, 1), (1, 9), (3, 4), (9, 9), (5, 30), (28, 30)]
    made = {
        (agency, n): meeting(
            agency,
            days=Period(date(2026, 6, first), date(2026, 6, last)),
            area=area,
            total=total,
        )
        for agency in ("NPA", "MIC")
        for n, (first, last, area, total) in enumerate(
            (*span, area, total)
            for span in spans
            for area in ("13", "27")
            for total in (True, False)
        )
    }

    def placed(agency):
        return [
            Placed(n, a.area, a.days.first, a.days.last, a.total, a.invented)
            for (body, n), a in made.items()
            if body == agency
        ]

    ours = [n for body, n in made if body == "NPA"]
    slow = {(a, b) for a in ours for b in ours if alike(made["NPA", a], made["MIC", b])}
    assert set(touching(placed("NPA"), placed("MIC"))) == slow
    assert slow


@pytest.fixture
def file(tmp_path):
    def write(content, name="meetings.xlsx"):
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def run(path, *more):
    said = StringIO()
    args = ["--kind", "educational_meeting", "--agency", "NPA", *more]
    call_command("import_activities", path, *args, stdout=said)
    return said.getvalue()


def test_the_command_checks_then_records(japan, file):
    before = models.Activity.objects.count()
    path = file(book(ROW))
    assert "nothing is wrong" in run(path, "--check")
    assert models.Activity.objects.count() == before
    assert "1 recorded" in run(path)
    assert models.Activity.objects.latest("pk").recorded_by == audit.job("import_activities")


def test_the_command_names_every_wrong_row_and_keeps_none(japan, file):
    before, said = models.Activity.objects.count(), StringIO()
    path = file(book(ROW, with_cell("受講者", -1), with_cell("都道府県", "江戸")))
    with pytest.raises(refusals.RowsRefused, match="2 rows"):
        call_command(
            "import_activities",
            path,
            *("--kind", "educational_meeting", "--agency", "NPA"),
            stdout=said,
        )
    assert "Sheet1!D3" in said.getvalue()
    assert "Sheet1!B4" in said.getvalue()
    assert models.Activity.objects.count() == before


def test_the_command_answers_a_program(japan, file):
    said = run(file(csv(ROW), "meetings.csv"), "--json")
    assert '"kept": 1' in said


def test_the_command_refuses_an_unknown_agency(japan, file):
    with pytest.raises(CommandError, match="NOBODY"):
        run(file(book(ROW)), "--agency", "NOBODY")


def test_the_template_command_writes_the_workbook(japan, tmp_path):
    path = tmp_path / "made.xlsx"
    call_command("activities_template", "symposium", output=path, stdout=StringIO())
    assert path.read_bytes() == template.write(kind("symposium"), names())


@pytest.fixture
def aoi(client, japan):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def send(client, content, **more):
    sent = SimpleUploadedFile("meetings.xlsx", content)
    return client.post(UPLOAD, {"agency": "NPA", "table": sent, **more})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_and_its_template_open(client, aoi, language):
    path = UPLOAD.replace("/en/", f"/{language}/")
    assert client.get(path).status_code == 200
    answer = client.get(path.replace("upload/", "template.xlsx"))
    assert answer.content == template.write(kind(), names())


def test_what_is_sent_is_recorded_once(client, aoi):
    before = models.Activity.objects.count()
    content = book(ROW, ROW)
    checked = send(client, content, do="check")
    assert checked.status_code == 200
    assert models.Activity.objects.count() == before
    assert "2 activities recorded" in send(client, content, do="take").content.decode()
    again = send(client, content, do="take")
    assert again.status_code == 422
    assert models.Activity.objects.count() == before + 2
    assert models.Activity.objects.latest("pk").recorded_by == audit.person(aoi.pk)


@pytest.mark.parametrize("do", ["check", "take"])
def test_wrong_rows_are_listed_on_the_page(client, aoi, do):
    answer = send(client, book(with_cell("対象", "<b>犬</b>")), do=do)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sheet1!E2" in page
    assert "&lt;b&gt;" in page


def test_nobody_records_for_another_agency(client, aoi):
    before = models.Activity.objects.count()
    assert send(client, book(ROW), agency="MIC").status_code == 422
    assert models.Activity.objects.count() == before


def test_no_file_is_said(client, aoi):
    answer = client.post(UPLOAD, {"agency": "NPA"})
    assert "Choose a file" in answer.content.decode()


def test_a_kind_that_is_none_is_not_found(client, aoi):
    assert client.get(UPLOAD.replace("educational_meeting", "nothing")).status_code == 404


def test_those_who_do_not_record_get_neither(client, japan):
    client.force_login(people.person("ren", Role.PROVIDER))
    paths = (UPLOAD, UPLOAD.replace("upload/", "template.xlsx"))
    assert {client.get(path).status_code for path in paths} == {403}


def test_a_cancelled_row_is_taken_and_does_not_count(japan):
    heads = (*HEADS, "状態")
    assert table(book((*ROW, "中止"), heads=heads)).whole()[0].status is Status.CANCELLED


def test_what_is_recorded_together_is_offered_as_one_by_one(japan):
    other = recorded("MIC")
    rows = [meeting("NPA"), meeting("NPA", area="14"), meeting("NPA", status=Status.CANCELLED)]
    actions.record_many(activities=rows, **BY)
    found = models.Likeness.objects.get()
    assert {found.one_id, found.other_id} == {other, models.Activity.objects.latest("pk").pk - 2}


def test_two_rows_of_one_lot_by_two_agencies_are_offered_once(japan):
    actions.record_many(activities=[meeting("NPA"), meeting("MIC")], **BY)
    assert models.Likeness.objects.count() == 1


def test_a_recurring_event_is_offered_too(japan):
    recorded("MIC", day=date(2026, 6, 8), status=Status.PLANNED)
    actions.plan_repeated(
        activity=meeting(), every=Every.WEEK, until=date(2026, 6, 15), token="weekly", **BY
    )
    assert models.Likeness.objects.count() == 1


def test_one_record_that_lasts_for_years_does_not_make_all_of_them_look_far():
    """Thirty years of days against thirty years, one of the others as long as all of them."""
    begin = date(1999, 1, 1)
    days = [begin + timedelta(days=n) for n in range(11_000)]
    ours = [Placed(n, "13", day, day, False, False) for n, day in enumerate(days)]
    looked = 0

    class Counted(Placed):
        def __getattribute__(self, name):
            nonlocal looked
            looked += name == "last"
            return super().__getattribute__(name)

    others = [Counted(n, "13", day, day, False, False) for n, day in enumerate(days)]
    others.append(Counted(-1, "13", days[0], days[-1], False, False))
    assert sum(1 for _ in touching(ours, others)) == 2 * len(days)
    assert looked < 5 * len(days)
