"""A number corrected after the edition froze: it shows, and becomes a revision with its reason (§13.4)."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions as register
from mamori.plan import models, queries
from mamori.plan.queries import counting
from mamori.plan.rules import bundle
from mamori.plan.tests import build_round as build
from mamori.plan.tests.test_counts import MINUTE, frozen, in_print, meeting

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("shown", "undone")]

EDITION, REVISE = "/en/staff/rounds/FY2018/edition/", "/en/staff/editions/FY2018/revise/"
KEY = "E07.participants"


@pytest.fixture
def secretary(client: Client, undone: None) -> Client:
    client.force_login(people.person("aoi", Role.SECRETARIAT))
    return client


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(str(answer.content.decode()))


@pytest.fixture
def wrong(undone: None) -> int:
    """The number of the one record behind the published 190, corrected to 240 since."""
    frozen(190)
    [behind] = counting.behind(
        "activities.safety_classes",
        in_print(KEY).quantity.period,
        agencies=frozenset(),
        everything=True,
        most=9,
    )
    number = int(behind.arguments[0])
    register.correct(
        number=number,
        activity=meeting(attended=240),
        version=1,
        reason="数え直した",
        **build.DRAFTER,
    )
    return number


def test_a_record_that_still_gives_what_was_published_is_no_difference(secretary):
    frozen(190)
    assert counting.differing(queries.outline_at("FY2018", MINUTE)) == ()
    assert "Figures whose records changed since" not in read(secretary, EDITION)


def test_what_was_published_stays_and_the_page_of_the_edition_says_what_differs(secretary, wrong):
    before = queries.outline_at("FY2018", MINUTE)
    assert bundle.frozen(before) == models.Edition.objects.get(name="FY2018").bundle
    assert in_print(KEY).quantity.value == 190
    page = read(secretary, EDITION)
    assert "Figures whose records changed since" in page
    assert "<td>190 participants</td><td><b>240 participants</b></td>" in page
    assert f'href="{REVISE}?records=1"' in page


def test_one_form_makes_the_revision_and_the_public_reads_old_new_and_why(secretary, wrong):
    form = read(secretary, f"{REVISE}?records=1")
    assert f'name="f.{KEY}.value" value="240"' in form
    minute = timezone.localtime() + timedelta(days=1)
    said: dict[str, Any] = {
        "day": minute.date().isoformat(),
        "time": "09:00",
        f"f.{KEY}.value": "240",
        f"f.{KEY}.qualifier": "exact",
    }
    refused = secretary.post(REVISE, said)
    assert refused.status_code == 422
    answer = secretary.post(
        REVISE, said | {"reason_ja": "参加者を数え直した。", "reason_en": "Recounted."}
    )
    assert answer.status_code == 302
    assert "A revision waits for its minute" in read(secretary, EDITION)
    public = read(Client(), "/en/outline/FY2018/")
    assert "Recounted." not in public
    models.Edition.objects.filter(revision=2).update(announced_at=timezone.now())
    public = read(Client(), "/en/outline/FY2018/")
    assert "<del>190 participants</del> <ins>240 participants</ins>" in public
    assert "Recounted." in public
    assert "数え直した。" in read(Client(), "/ja/outline/FY2018/")
    assert "190 participants" in read(Client(), "/en/outline/FY2018/r1/")
    revised = in_print(KEY, timezone.now())
    assert revised.counted
    assert revised.stamp == counting.stamp(revised.series, revised.quantity.period)
    assert "Figures whose records changed since" not in read(secretary, EDITION)


def test_the_form_shows_what_was_typed_before_what_the_records_give(secretary, wrong):
    answer = secretary.post(f"{REVISE}?records=1", {f"f.{KEY}.value": "７７"})
    assert 'value="７７"' in answer.content.decode()


def test_records_that_left_since_make_no_difference(secretary, wrong):
    assert len(counting.differing(queries.outline_at("FY2018", MINUTE))) == 1
    row = apps.get_model("activities", "Kind").objects.get(pk="educational_meeting")
    row.content = row.content | {"keep_years": 5}
    row.save()
    apps.get_model("activities", "Departure").objects.create(kind=row, year=2018, records=1)
    assert counting.differing(queries.outline_at("FY2018", MINUTE)) == ()
