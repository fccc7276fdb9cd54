"""What a worker does for this slice. Jobs read the clock and call the rest."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from mamori.activities import actions as register
from mamori.kernel import audit
from mamori.kernel.queue import PATIENTLY
from mamori.plan import actions, mail
from mamori.plan.queries.editions import being_counted
from mamori.plan.rules.letters import Kind

CLOCK = audit.job("clock")


@app.task(name=mail.LETTER, retry=PATIENTLY)
def letter(person_id: int, kind: str, about: list[Any]) -> None:
    mail.post_letter(person_id=person_id, kind=Kind(kind), about=about, at=timezone.now())


@app.task(name=mail.DIGEST, retry=PATIENTLY)
def digest(person_id: int) -> None:
    mail.post_digest(person_id=person_id, at=timezone.now())


@app.periodic(cron="0 23 * * *")  # in UTC: 08:00 in Japan (§11.5)
@app.task(name="plan.daily", queueing_lock="plan.daily", retry=PATIENTLY)
def daily(timestamp: int) -> None:
    """The digests; and editions whose minute passed while no worker ran."""
    at = timezone.now()
    actions.mark_published(actor=CLOCK, at=at)
    actions.send_digests(at=at)


@app.periodic(cron="0 19 * * *")  # in UTC: 04:00 in Japan
@app.task(name="plan.removal", queueing_lock="plan.removal", retry=PATIENTLY)
def removal(timestamp: int) -> None:
    """Records past their years leave, but those of a round that is open (activities.md, 6.3)."""
    register.remove_expired(waiting=being_counted(), actor=CLOCK, at=timezone.now())


@app.task(name=mail.PUBLISH, retry=PATIENTLY)
@transaction.atomic
def publish(edition_id: int) -> None:
    """At the announced minute: the returns are marked, those who want it at once are told."""
    at = timezone.now()
    actions.mark_published(actor=CLOCK, at=at)
    mail.published(edition_id, at=at)
