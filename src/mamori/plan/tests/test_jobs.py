"""What a real worker does with the jobs of this slice, in real transactions."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from mamori.accounts.rules import Letters
from mamori.kernel import queue
from mamori.kernel.tests.sink import Sink, listening
from mamori.plan import actions, mail, models
from mamori.plan.tests import build, build_round, post
from mamori.plan.tests.build_round import REVIEWER

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sink(settings: Any, tmp_path: Path) -> Iterator[Sink]:
    """A round is open since yesterday; Aoi of MHLW owes one return, and was told of nothing yet."""
    post.forget()
    build.load(build.small_pack(tmp_path))
    yesterday = timezone.now() - timedelta(days=1)
    post.officer("aoi", "MHLW")
    post.open_round(at=yesterday, due=timezone.localdate() + timedelta(days=30))
    with listening() as sink:
        settings.MAIL_URL = sink.url
        yield sink
    post.forget()


def states(task: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, attempts FROM procrastinate_jobs WHERE task_name = %s", [task]
        )
        return list(cursor.fetchall())


def let_time_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")


def remind() -> None:
    owed = build_round.obligation("m-1", "MHLW").pk
    actions.remind(obligation_ids=(owed,), **REVIEWER)


def test_every_job_that_is_asked_for_is_one_a_worker_knows():
    assert {
        mail.LETTER,
        mail.DIGEST,
        mail.PUBLISH,
        "plan.daily",
        "plan.removal",
        "kernel.tidy",
    } <= set(app.tasks)


def test_the_daily_job_is_at_eight_in_the_morning_in_japan():  # §11.5
    [daily] = [
        t for (name, _), t in app.periodic_registry.periodic_tasks.items() if name == "plan.daily"
    ]
    due = daily.croniter.get_next(ret_type=float, start_time=0)
    assert due == timedelta(hours=23).total_seconds()  # 1 January 1970 in UTC: 08:00 on the 2nd


def test_a_letter_asked_for_arrives_once(sink):
    remind()
    queue.work(wait=False)
    queue.work(wait=False)
    assert len(sink.to(post.address("aoi"))) >= 1
    assert len([k for k in post.kinds(sink, "aoi") if "督促" in k]) == 1
    assert states(mail.LETTER) == [("succeeded", 1)]


def test_what_is_undone_sends_nothing(sink):
    with transaction.atomic():
        remind()
        transaction.set_rollback(True)
    queue.work(wait=False)
    assert [k for k in post.kinds(sink, "aoi") if "督促" in k] == []


def test_the_daily_job_sends_each_digest_once(sink):  # §11.5
    for moment in (1, 2):
        app.tasks["plan.daily"].func(timestamp=moment)
        queue.work(wait=False)
    assert post.kinds(sink, "aoi") == ["[Mamori] 本日のお知らせ / Today’s notices"]
    [letter] = models.Letter.objects.all()
    assert letter.sent


def test_a_letter_that_fails_is_tried_again_and_no_address_is_logged(sink, caplog):
    caplog.set_level(logging.DEBUG)
    sink.answer = "451 later <aoi@staff.example>"
    remind()
    queue.work(wait=False)
    assert sink.letters == []
    assert models.Letter.objects.filter(kind="reminder").count() == 0
    assert states(mail.LETTER) == [("todo", 1)]
    written = logging.Formatter().format  # with every traceback
    said = [written(r) for r in caplog.records if r.name != "mail.log"]
    assert any("NotSent" in line for line in said)  # "mail.log" is the sink's own
    assert [line for line in said if "aoi" in line.lower()] == []

    sink.answer = "250 OK"
    let_time_pass()
    queue.work(wait=False)
    assert states(mail.LETTER) == [("succeeded", 2)]
    assert len([k for k in post.kinds(sink, "aoi") if "督促" in k]) == 1


def test_what_never_works_counts_as_failed(sink):
    sink.answer = "550 no such mailbox"
    remind()
    for _ in range(8):
        queue.work(wait=False)
        let_time_pass()
    assert states(mail.LETTER) == [("failed", 7)]
    assert queue.counts().failed >= 1


def test_an_edition_is_published_at_its_minute_and_told(sink):  # §10.2, §11.4
    post.officer("ren", "MHLW", letters=Letters.AT_ONCE)
    edition = models.Edition.objects.create(
        name="FY2018",
        revision=1,
        plan_id="2017",
        round_id="FY2018",
        first=build.ADOPTED,
        last=build.MOVED,
        bundle="{}",
        digest="0",
        efforts=0,
        frozen_at=timezone.now(),
        announced_at=timezone.now() + timedelta(hours=1),
    )
    mail.when_announced(edition.pk, edition.announced_at)
    queue.work(wait=False)
    assert states(mail.PUBLISH) == [("todo", 0)]

    models.Edition.objects.update(announced_at=timezone.now())
    models.Obligation.objects.update(state="frozen")
    let_time_pass()
    queue.work(wait=False)
    assert states(mail.PUBLISH) == [("succeeded", 1)]
    assert {o.state for o in models.Obligation.objects.all()} == {"published"}
    assert (
        post.kinds(sink, "ren")[-1]
        == "[Mamori] 取組概要の公表（FY2018） / Outline published (FY2018)"
    )
