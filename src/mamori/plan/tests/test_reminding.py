"""Reminders and the day's digests: told once, undone whole, counted where there is no server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from mamori.accounts import actions as accounts
from mamori.accounts import queries as people
from mamori.accounts.rules import Letters, Role
from mamori.accounts.tests.build import BY
from mamori.kernel import audit
from mamori.kernel.mail import NotSent, WrongMailUrl
from mamori.kernel.tests.sink import Sink, listening
from mamori.plan import actions, mail, models
from mamori.plan.queries import news
from mamori.plan.rules.rounds import UnknownObligation
from mamori.plan.tests import build, build_round, post
from mamori.plan.tests.build_round import LATER, OPENED, REVIEWER

MORNING = datetime(2019, 4, 1, 23, tzinfo=UTC)  # 08:00 on 2 April in Japan
DAY = timedelta(days=1)


@pytest.fixture
def sink(settings: Any, small: None, undone: None) -> Iterator[Sink]:
    """A round is open in which MHLW, where Aoi is, and NPA, where Ren is, owe one return each."""
    with listening() as sink:
        settings.MAIL_URL = sink.url
        build.own(agency="NPA")
        post.officer("aoi", "MHLW")
        post.officer("ren", "NPA")
        post.open_round()
        post.deliver(OPENED)
        yield sink


def owed(*agencies: str) -> tuple[int, ...]:
    return tuple(build_round.obligation("m-1", agency).pk for agency in agencies)


def number(name: str) -> int:
    return next(p.person_id for p in people.people() if p.email == post.address(name))


def test_a_reminder_goes_at_once_to_every_owner_that_owes(sink):  # §11.4
    done = actions.remind(obligation_ids=owed("MHLW", "NPA"), **REVIEWER)
    post.deliver(LATER)
    assert done == 2
    said = "[Mamori] 事務局からの督促（FY2018） / A reminder from the secretariat (FY2018)"
    assert post.kinds(sink, "aoi") == post.kinds(sink, "ren") == [said]
    rows = models.Obligation.objects.filter(pk__in=owed("MHLW", "NPA"))
    assert {row.reminded_at for row in rows} == {LATER}


def test_one_record_is_left_for_each_return(sink):
    actions.remind(obligation_ids=owed("MHLW", "NPA"), **REVIEWER)
    for agency in ("MHLW", "NPA"):
        entry = audit.history(f"obligation:FY2018/m-1/{agency}")[0]
        assert (entry.action, entry.actor) == ("plan: owner reminded", "person:900")


def test_what_is_not_with_its_owner_is_skipped(sink):
    build_round.answered(build_round.obligation("m-1", "MHLW"))
    assert actions.remind(obligation_ids=owed("MHLW", "NPA"), **REVIEWER) == 1
    post.deliver(LATER)
    assert [letter["To"] for letter in sink.letters] == [post.address("ren")]
    assert models.Obligation.objects.get(pk=owed("MHLW")[0]).reminded_at is None


def test_one_person_gets_one_letter_however_many_are_owed(sink):
    accounts.give_role(
        person_id=number("aoi"),
        role=Role.MINISTRY,
        agency="NPA",
        first=build.ADOPTED,
        last=None,
        **BY,
    )
    actions.remind(obligation_ids=owed("MHLW", "NPA"), **REVIEWER)
    post.deliver(LATER)
    [letter] = sink.to(post.address("aoi"))
    assert "・警察庁：1 施策1（" in post.words(letter)
    assert "・厚生労働省：1 施策1（" in post.words(letter)


def test_a_refused_reminder_reminds_nobody(sink):
    with pytest.raises(UnknownObligation), transaction.atomic():
        actions.remind(obligation_ids=(*owed("MHLW"), 10**9), **REVIEWER)
    assert post.waiting() == []
    assert models.Obligation.objects.get(pk=owed("MHLW")[0]).reminded_at is None


def digests(at: datetime) -> None:
    actions.send_digests(at=at)
    post.deliver(at)


def test_a_second_run_on_the_same_day_sends_nothing_twice(sink):  # §11.5
    digests(MORNING)
    digests(MORNING + timedelta(hours=6))
    assert sorted(letter["To"] for letter in sink.letters) == [
        post.address("aoi"),
        post.address("ren"),
    ]


def test_with_nothing_to_say_nothing_is_sent(sink):  # §11.5
    digests(MORNING)
    sink.letters.clear()
    digests(MORNING + DAY)
    assert sink.letters == []
    assert models.Letter.objects.count() == 2


def test_days_without_a_worker_are_made_up_for(sink):  # §11.5
    digests(MORNING + 5 * DAY)
    assert post.kinds(sink, "aoi") == ["[Mamori] 本日のお知らせ / Today’s notices"]


def test_whoever_waits_for_a_digest_is_asked_for_once(sink):
    actions.send_digests(at=MORNING)
    actions.send_digests(at=MORNING)
    assert [task for task, _ in post.waiting()] == [mail.DIGEST, mail.DIGEST]


def test_where_the_server_refuses_nothing_is_kept_and_the_next_try_tells_it(sink):  # §11.5
    sink.answer = "451 later"
    with pytest.raises(NotSent):
        mail.post_digest(person_id=number("aoi"), at=MORNING)
    assert models.Letter.objects.count() == 0
    sink.answer = "250 OK"
    mail.post_digest(person_id=number("aoi"), at=MORNING + timedelta(minutes=5))
    assert len(sink.letters) == 1


def test_without_a_server_letters_are_counted_not_sent(sink, settings):  # §11.9
    settings.MAIL_URL = ""
    digests(MORNING)
    assert sink.letters == []
    assert news.unsent() == 2


def test_a_url_that_cannot_be_read_loses_no_letter(sink, settings):
    settings.MAIL_URL = "http://mail.example"
    with pytest.raises(WrongMailUrl):
        mail.post_digest(person_id=number("aoi"), at=MORNING)
    assert models.Letter.objects.count() == 0


@pytest.mark.parametrize("task", ["digest", "reminder"])
def test_whoever_chose_never_gets_nothing(sink, task):  # §11.4
    accounts.choose_letters(person_id=number("aoi"), choice=Letters.NEVER, **BY)
    if task == "digest":
        digests(MORNING)
    else:
        actions.remind(obligation_ids=owed("MHLW", "NPA"), **REVIEWER)
        post.deliver(LATER)
    assert [letter["To"] for letter in sink.letters] == [post.address("ren")]


def test_a_choice_made_while_a_letter_waits_still_counts(sink):
    actions.remind(obligation_ids=owed("MHLW"), **REVIEWER)
    accounts.choose_letters(person_id=number("aoi"), choice=Letters.NEVER, **BY)
    post.deliver(LATER)
    assert sink.letters == []
