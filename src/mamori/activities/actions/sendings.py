"""Many sendings of one edition are recorded, or acknowledged, whole or not at all (§4.7)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mamori.activities import models
from mamori.activities.actions.materials import NoEdition
from mamori.activities.queries.coverage import coverage
from mamori.activities.queries.materials import UnknownMaterial
from mamori.activities.rules import sendings as rules
from mamori.activities.rules.materials import Distribution, Recipients
from mamori.activities.rules.sendings import Before, Received, SendingsRefused, Wrong
from mamori.kernel import audit
from mamori.kernel.areas import areas
from mamori.kernel.text import Text

NO_AREA = Text("この都道府県はありません。", "There is no such prefecture.")


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
    row = _own(key, agencies)
    editions = {one.edition for one in sent}
    known = {area.code for area in areas()}
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
    models.Distribution.objects.bulk_create(_rows(row, sent))
    _record(
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
    row = _own(key, agencies)
    held = row.distributions.select_for_update().filter(edition=edition)
    sent: dict[rules.Place, list[models.Distribution]] = {}
    for one in held:
        sent.setdefault((one.area, Recipients(one.recipients)), []).append(one)
    rules.check_received(received, {to: [one.places for one in own] for to, own in sent.items()})
    changed = []
    for told in received:
        [one] = sent[told.area, told.recipients]
        if one.acknowledged != told.places:
            one.acknowledged = told.places
            changed.append(one)
    if changed:
        models.Distribution.objects.bulk_update(changed, ["acknowledged"])
        _record(
            "material acknowledged together",
            row,
            actor,
            at,
            edition=edition,
            rows=len(changed),
            places=sum(one.acknowledged for one in changed),
        )
    return len(changed)


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


def _own(key: str, agencies: frozenset[str]) -> models.Material:
    rows = models.Material.objects.select_for_update()
    row = rows.filter(pk=key, agency__in=agencies).first()
    if row is None:
        raise UnknownMaterial
    return row


def _record(
    action: str, row: models.Material, actor: audit.Actor, at: datetime, **details: int | str
) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"material:{row.key}",
        at=at,
        agency=row.agency,
        **details,
    )
