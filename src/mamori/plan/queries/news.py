"""What there is to tell a person by letter, on a day: their own agencies' business, and no other's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import translation

from mamori.accounts import queries as accounts
from mamori.accounts.rules import Letters, Permission
from mamori.kernel.periods import day_text
from mamori.kernel.text import Language, Text
from mamori.plan import models
from mamori.plan.queries import due
from mamori.plan.queries.values import day_of
from mamori.plan.rules import letters as rules
from mamori.plan.rules.letters import Kind, Line, News
from mamori.plan.rules.rounds import WITH_OWNER, State


@dataclass(frozen=True, slots=True)
class Reader:
    """``own``: the agencies they answer for; ``reviews``: they see how all the others stand."""

    person: accounts.Person
    own: frozenset[str]
    reviews: bool

    @property
    def wants_letters(self) -> bool:
        return self.person.letters is not Letters.NEVER and (self.reviews or bool(self.own))


def reader(person_id: int, at: datetime) -> Reader:
    return _reader(accounts.person(person_id), at)


def readers(at: datetime) -> list[Reader]:
    """Everyone who has a part in rounds that day and wants letters."""
    on = day_of(at)
    people = {
        person.person_id: person
        for permission in (Permission.ANSWER_RETURNS, Permission.REVIEW_RETURNS)
        for person in accounts.officers_of(None, permission, on=on)
    }
    found = (_reader(people[number], at) for number in sorted(people))
    return [one for one in found if one.wants_letters]


def officers(agency: str, at: datetime) -> list[Reader]:
    """Those who answer for that agency that day and want letters."""
    found = accounts.officers_of(agency, Permission.ANSWER_RETURNS, on=day_of(at))
    return [one for one in (_reader(person, at) for person in found) if one.wants_letters]


def had_digest(person_id: int, at: datetime) -> bool:
    """§11.5 one a day."""
    found = models.Letter.objects.filter(person=person_id, kind=rules.DIGEST, day=day_of(at))
    return found.exists()


def unsent() -> int:
    """Letters that were counted only, because this machine has no mail server."""
    return models.Letter.objects.filter(sent=False).count()


def digest(to: Reader, at: datetime) -> tuple[News, ...]:
    """What happened since they were last told of it (§11.5)."""
    told, today = _told(to.person.person_id, at), day_of(at)
    waiting = _scoped(to).filter(state__in=WITH_OWNER)
    rows = list(waiting.filter(due__gte=day_of(told[Kind.LATE]), due__lte=today + rules.SOON))
    late = [r for r in rows if rules.became_late(r.due, day_of(told[Kind.LATE]), today)]
    soon = [r for r in rows if rules.is_due_soon(r.due, day_of(told[Kind.DUE_SOON]), today)]
    new = _scoped(to).filter(state=State.ASSIGNED, since__gt=told[Kind.ASSIGNED], since__lte=at)
    return (
        *_of_rounds(Kind.LATE, late, to),
        *_of_rounds(Kind.DUE_SOON, soon, to),
        *_of_rounds(Kind.ASSIGNED, new, to),
        *_waiting(to, day_of(told[Kind.WAITING]), today),
        *_of_outlines(_editions(to, at).filter(announced_at__gt=told[Kind.PUBLISHED])),
    )


def assigned(to: Reader, round_key: str) -> tuple[News, ...]:
    rows = _scoped(to).filter(answer__round=round_key, state=State.ASSIGNED)
    return _of_rounds(Kind.ASSIGNED, rows, to)


def returned(to: Reader, comment_id: int) -> tuple[News, ...]:
    """The return and the reason why it came back, to its owner only."""
    said = models.Comment.objects.filter(pk=comment_id).first()
    row = _own(to).filter(pk=said.obligation_id).first() if said else None
    if row is None or said is None:
        return ()
    [line] = _lines([row], to)
    told = (Line(line.text, said.words),)
    return (News(Kind.RETURNED, row.answer.round_id, told, page("plan:answer", row.pk)),)


def reminded(to: Reader, obligation_ids: Iterable[int]) -> tuple[News, ...]:
    """To owners only, of what is still with them."""
    rows = _own(to).filter(pk__in=obligation_ids, state__in=WITH_OWNER)
    return _of_rounds(Kind.REMINDER, rows, to)


def published(to: Reader, edition_id: int, at: datetime) -> tuple[News, ...]:
    return _of_outlines(_editions(to, at).filter(pk=edition_id))


def page(name: str, *words: str | int) -> Text:
    """The address of a page on this site, in each language (§11.7)."""
    found = {}
    for language in Language:
        with translation.override(language):
            found[language] = settings.SITE_URL + reverse(name, args=words)
    return Text(found[Language.JA], found[Language.EN])


def _reader(person: accounts.Person, at: datetime) -> Reader:
    on = day_of(at)
    return Reader(
        person=person,
        own=person.agencies(Permission.ANSWER_RETURNS, on),
        reviews=bool(person.agencies(Permission.REVIEW_RETURNS, on)),
    )


def _scoped(to: Reader) -> QuerySet[models.Obligation]:
    rows = models.Obligation.objects.select_related("answer__measure").order_by(
        "answer__round", "answer__order", "order"
    )
    return rows if to.reviews else rows.filter(agency__in=to.own)


def _own(to: Reader) -> QuerySet[models.Obligation]:
    return _scoped(to).filter(agency__in=to.own)


def _editions(to: Reader, at: datetime) -> QuerySet[models.Edition]:
    """Those whose minute has come; for owners, of the rounds they had a part in."""
    rows = models.Edition.objects.filter(
        withdrawn_at=None, round__isnull=False, announced_at__lte=at
    )
    mine = Q(round__returns__obligations__agency__in=to.own)
    return (rows if to.reviews else rows.filter(mine).distinct()).order_by("announced_at", "pk")


def _told(person_id: int, at: datetime) -> Mapping[Kind, datetime]:
    """When this person last had a letter that told, or would have told, of that kind."""
    rows = models.Letter.objects.filter(person=person_id, at__gt=at - rules.LOOK_BACK)
    last = dict(rows.values_list("kind").annotate(last=Max("at")))
    longest = last.get(rules.DIGEST, at - rules.LOOK_BACK)
    return {kind: max(longest, last.get(kind.value, longest)) for kind in Kind}


def _waiting(to: Reader, since: date, today: date) -> tuple[News, ...]:
    found = due.newly(to.own, since, today)
    lines = tuple(Line(rules.ON.format(one.what, day_text(one.on))) for one in found)
    return (News(Kind.WAITING, "", lines, page("plan:due")),) if lines else ()


def _of_rounds(kind: Kind, rows: Iterable[models.Obligation], to: Reader) -> tuple[News, ...]:
    """One's own measures by name; those of others, for the secretariat, counted (§11.3)."""
    rounds: dict[str, list[models.Obligation]] = {}
    for row in rows:
        rounds.setdefault(row.answer.round_id, []).append(row)
    return tuple(item for key, found in rounds.items() for item in _of_round(kind, key, found, to))


def _of_round(kind: Kind, key: str, rows: list[models.Obligation], to: Reader) -> Iterable[News]:
    if own := _lines([row for row in rows if row.agency in to.own], to):
        yield News(kind, key, own, page("plan:answers"))
    others = [row.agency for row in rows if row.agency not in to.own]
    if others:
        names = accounts.agency_names()
        lines = tuple(rules.counted_line(names[a], others.count(a)) for a in names if a in others)
        yield News(kind, key, lines, page("plan:board", key), counted=True)


def _lines(rows: Iterable[models.Obligation], to: Reader) -> tuple[Line, ...]:
    names = accounts.agency_names() if len(to.own) > 1 else {}
    return tuple(
        rules.title_line(
            row.answer.measure.number,
            Text(row.answer.measure.title_ja, row.answer.measure.title_en),
            provisional=row.answer.measure.title_provisional,
            due=row.due,
            agency=names.get(row.agency),
        )
        for row in rows
    )


def _of_outlines(rows: Iterable[models.Edition]) -> tuple[News, ...]:
    return tuple(
        News(
            Kind.PUBLISHED if row.revision == 1 else Kind.REVISED,
            row.name,
            (),
            page("plan:outline", row.name),
        )
        for row in rows
    )
