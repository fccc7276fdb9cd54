"""Letters: asked for in the transaction of what they tell, sent by a worker, told once.

Policy: docs/policy/plan.md, section 11. A job carries numbers only: who, of what kind, about which rows.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mamori.accounts.rules import Letters
from mamori.kernel import mail, queue
from mamori.plan import models
from mamori.plan.queries import news
from mamori.plan.queries.news import Reader
from mamori.plan.queries.values import day_of
from mamori.plan.rules import letters as rules
from mamori.plan.rules.letters import Kind, News

LETTER, DIGEST, PUBLISH = "plan.letter", "plan.digest", "plan.publish"


def assigned(round_key: str, *, at: datetime) -> None:
    """At once to those who want it so; the others read it in their digest (§11.4)."""
    for to in _hasty(at):
        _ask(to, Kind.ASSIGNED, [round_key])


def returned(row: models.Obligation, comment_id: int, *, at: datetime) -> None:
    for to in news.officers(row.agency, at):
        _ask(to, Kind.RETURNED, [comment_id])


def reminded(rows: Iterable[models.Obligation], *, at: datetime) -> None:
    """One letter a person, however many returns it is about."""
    about: dict[int, list[int]] = {}
    people: dict[int, Reader] = {}
    officers: dict[str, list[Reader]] = {}
    for row in rows:
        if row.agency not in officers:
            officers[row.agency] = news.officers(row.agency, at)
        for to in officers[row.agency]:
            people[to.person.person_id] = to
            about.setdefault(to.person.person_id, []).append(row.pk)
    for number, to in people.items():
        _ask(to, Kind.REMINDER, about[number])


def when_announced(edition_id: int, minute: datetime) -> None:
    """A job for the minute of an edition: its returns are marked, and letters asked for."""
    queue.defer(PUBLISH, at=minute, edition_id=edition_id)


def published(edition_id: int, *, at: datetime) -> None:
    """From its minute on; nothing is asked for while it has not come."""
    for to in _hasty(at):
        if found := news.published(to, edition_id, at):
            _ask(to, found[0].kind, [edition_id])


def ask_for_digests(*, at: datetime) -> int:
    """A job for everyone who may have something to read; how many that is."""
    everyone = news.readers(at)
    for to in everyone:
        number = to.person.person_id
        queue.defer(DIGEST, once=f"{DIGEST}:{number}", person_id=number)
    return len(everyone)


@transaction.atomic
def post_letter(*, person_id: int, kind: Kind, about: list[int | str], at: datetime) -> None:
    """Nothing is kept unless the server took it: the whole is undone, and the job comes again."""
    to = news.reader(person_id, at)
    if to.wants_letters and (found := _news(to, kind, about, at)):
        _post(to, kind, found, at)


@transaction.atomic
def post_digest(*, person_id: int, at: datetime) -> None:
    """At most one a day, and none with nothing to say (§11.5)."""
    to = news.reader(person_id, at)
    if not to.wants_letters or news.had_digest(person_id, at):
        return
    if found := news.digest(to, at):
        _post(to, rules.DIGEST, found, at)


def _hasty(at: datetime) -> list[Reader]:
    return [to for to in news.readers(at) if to.person.letters is Letters.AT_ONCE]


def _ask(to: Reader, kind: Kind, about: list[int] | list[str]) -> None:
    queue.defer(LETTER, person_id=to.person.person_id, kind=kind.value, about=about)


def _news(to: Reader, kind: Kind, about: list[int | str], at: datetime) -> tuple[News, ...]:
    if kind is Kind.ASSIGNED:
        return news.assigned(to, str(about[0]))
    if kind is Kind.RETURNED:
        return news.returned(to, int(about[0]))
    if kind is Kind.REMINDER:
        return news.reminded(to, map(int, about))
    return news.published(to, int(about[0]), at)


def _post(to: Reader, kind: str, found: tuple[News, ...], at: datetime) -> None:
    server = None if to.person.demonstration else mail.server()  # §11.9
    models.Letter.objects.create(
        person=to.person.person_id,
        kind=kind,
        at=at,
        day=day_of(at),
        sent=server is not None,
    )
    if server is not None:
        subject = rules.subject(found, digest=kind == rules.DIGEST)
        letter = mail.Letter(subject, rules.body(found, news.page("accounts:letters")))
        mail.send(server, to.person.email, letter)
