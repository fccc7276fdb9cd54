"""Sendings are recorded and acknowledged: one, or many of one edition whole or not at all (§4.7)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mamori.activities import models
from mamori.activities.actions.holding import own, record
from mamori.activities.actions.recording import correct, record_many
from mamori.activities.queries import materials as queries
from mamori.activities.queries import values
from mamori.activities.queries.coverage import coverage
from mamori.activities.queries.kinds import kinds
from mamori.activities.queries.materials import UnknownMaterial
from mamori.activities.rules import sendings as rules
from mamori.activities.rules.deeds_of_sending import KIND, acknowledged, as_activity
from mamori.activities.rules.materials import (
    Distribution,
    NotADistribution,
    Recipients,
    check_distribution,
)
from mamori.activities.rules.sendings import Before, Received, SendingsRefused, Wrong
from mamori.kernel import areas, audit
from mamori.kernel.text import Text

ACKNOWLEDGED = "受領の連絡 / Acknowledged"
NO_AREA = Text("この都道府県はありません。", "There is no such prefecture.")


class NoEdition(NotADistribution):
    def __init__(self, edition: str) -> None:
        super().__init__(
            Text("この教材に「{0}」という版はありません。", "It has no edition “{0}”.").format(
                edition
            )
        )


@transaction.atomic
def record_distribution(
    *, key: str, sent: Distribution, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> int:
    row = own(key, agencies)
    areas.area(sent.area)
    check_distribution(sent, timezone.localtime(at).date())
    if not row.files.filter(edition=sent.edition).exists():
        raise NoEdition(sent.edition)
    rules.check_whole(sent, _before(row, sent))
    [fresh] = _stored(row, [sent], actor, at)
    record("material sent", row, actor, at, pieces=sent.pieces, area=sent.area)
    return fresh.pk


@transaction.atomic
def acknowledge(
    *,
    key: str,
    distribution: int,
    places: int,
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
) -> int:
    """How many schools acknowledged it in all so far; 0 if that was known."""
    row = own(key, agencies)
    held = models.Distribution.objects.select_for_update().filter(pk=distribution, material=row)
    one = held.first()
    if one is None:
        raise UnknownMaterial
    if one.acknowledged == places:
        return 0
    sent = queries.sending(key, distribution)
    check_distribution(replace(sent, acknowledged=places), timezone.localtime(at).date())
    _acknowledged(one, places, actor, at)
    record("material acknowledged", row, actor, at, places=places, distribution=one.pk)
    return one.pk


@transaction.atomic
def record_distributions(
    *,
    key: str,
    sent: Sequence[Distribution],
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
) -> int:
    """How many: all of them, of one edition, each to another area or kind of school."""
    row = own(key, agencies)
    editions = {one.edition for one in sent}
    known = {area.code for area in areas.areas()}
    astray = [Wrong(n, NO_AREA) for n, one in enumerate(sent) if one.area not in known]
    if astray:
        raise SendingsRefused(astray)
    if len(editions) != 1 or not row.files.filter(edition__in=editions).exists():
        raise NoEdition(", ".join(sorted(editions)))
    [edition] = editions
    before = {
        (one.area, one.recipients): Before(one.places, one.places_known)
        for one in coverage(key, edition)
    }
    rules.check_all(sent, before, timezone.localtime(at).date())
    _stored(row, sent, actor, at)
    record(
        "material sent together",
        row,
        actor,
        at,
        edition=edition,
        rows=len(sent),
        pieces=sum(one.pieces for one in sent),
    )
    return len(sent)


@transaction.atomic
def acknowledge_many(
    *,
    key: str,
    edition: str,
    received: Sequence[Received],
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
) -> int:
    """How many sendings changed; 0 if all was known."""
    row = own(key, agencies)
    held = row.distributions.select_for_update().filter(edition=edition)
    sent: dict[rules.Place, list[models.Distribution]] = {}
    for one in held:
        sent.setdefault((one.area, Recipients(one.recipients)), []).append(one)
    rules.check_received(received, {to: [one.places for one in own] for to, own in sent.items()})
    changed = []
    for told in received:
        [one] = sent[told.area, told.recipients]
        if one.acknowledged != told.places:
            _acknowledged(one, told.places, actor, at)
            changed.append(one)
    if changed:
        record(
            "material acknowledged together",
            row,
            actor,
            at,
            edition=edition,
            rows=len(changed),
            places=sum(one.acknowledged for one in changed),
        )
    return len(changed)


def _stored(
    row: models.Material, sent: Sequence[Distribution], actor: audit.Actor, at: datetime
) -> list[models.Distribution]:
    """Each with its record in the register (§4.9), like to no other: the material is this agency's own."""
    rows = models.Distribution.objects.bulk_create(_rows(row, sent))
    kind = kinds().get(KIND)
    if kind is None:
        return rows
    title = Text(row.title_ja, row.title_en)
    deeds = [
        as_activity(replace(one, invented=held.invented), title, row.agency, kind)
        for one, held in zip(sent, rows, strict=True)
    ]
    tokens = [f"sending:{held.pk}" for held in rows]
    record_many(activities=deeds, tokens=tokens, offered=False, actor=actor, at=at)
    numbers = dict(models.Activity.objects.filter(token__in=tokens).values_list("token", "pk"))
    for held, token in zip(rows, tokens, strict=True):
        held.activity_id = numbers[token]
    models.Distribution.objects.bulk_update(rows, ["activity"])
    return rows


def _acknowledged(one: models.Distribution, places: int, actor: audit.Actor, at: datetime) -> None:
    """Through its record in the register where it has one: the sending follows that."""
    one.acknowledged = places
    one.save(update_fields=["acknowledged"])
    if one.activity is None:
        return
    correct(
        number=one.activity.pk,
        activity=acknowledged(values.activity(one.activity), places, kinds()[KIND]),
        version=one.activity.version,
        reason=ACKNOWLEDGED,
        actor=actor,
        at=at,
    )


def _rows(row: models.Material, sent: Sequence[Distribution]) -> Iterator[models.Distribution]:
    for one in sent:
        yield models.Distribution(
            material=row,
            edition=one.edition,
            area=one.area,
            recipients=one.recipients.value,
            sent_on=one.sent_on,
            pieces=one.pieces,
            places=one.places,
            places_known=one.places_known,
            acknowledged=one.acknowledged,
            invented=one.invented or row.invented,
        )


def _before(row: models.Material, sent: Distribution) -> Before | None:
    for one in coverage(row.key, sent.edition):
        if (one.area, one.recipients) == (sent.area, sent.recipients):
            return Before(one.places, one.places_known)
    return None
