"""A table that came in becomes a vintage. Policy: docs/policy/statistics.md §2.1."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics import models
from mamori.statistics.rules.series import Observation

BATCH = 2_000  # rows a statement


class AlreadyImported(Refused):
    code = "table_already_imported"


@transaction.atomic
def add_table(
    *,
    name: str,
    digest: str,
    observations: Sequence[Observation],
    reason: str,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """Keep every value of a table that was read whole; how many were not there before.

    ``digest`` is the SHA-256 of the file: the same file twice is refused. Nothing held is changed.
    The source of an observation is a key that is held, or the words of a new one.
    """
    if models.Table.objects.filter(digest=digest).exists():
        raise AlreadyImported(
            Text(
                ja="この統計表はすでに取り込まれています（{0}）。",
                en="This table has been imported already ({0}).",
            ).format(name)
        )
    table = models.Table.objects.create(name=name, digest=digest, imported_at=at, reason=reason)
    added = _keep(observations, table)
    audit.record(
        slice="statistics",
        actor=actor,
        action="statistics: table imported",
        subject=name,
        at=at,
        values=added,
        digest=digest,
        reason=reason,
    )
    return added


def _keep(observations: Sequence[Observation], table: models.Table) -> int:
    sources = {
        told: _source(told, found.vintage) for found in observations if (told := found.source)
    }
    rows = (_row(found, table, sources) for found in observations)
    before = models.Observation.objects.count()
    models.Observation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return models.Observation.objects.count() - before


def _source(told: str, vintage: str) -> str:
    """The key of the source of that key or of those words; a new one where there is none."""
    held = models.Source.objects.filter(pk=told) or models.Source.objects.filter(title_en=told)
    if held:
        return held[0].pk
    key = f"source-{sha256(told.encode()).hexdigest()[:16]}"
    models.Source.objects.get_or_create(
        key=key, defaults={"published": vintage, "title_ja": told, "title_en": told}
    )
    return key


def _row(found: Observation, table: models.Table, sources: dict[str, str]) -> models.Observation:
    return models.Observation(
        series_id=found.series,
        breakdown=found.breakdown,
        first=found.period.first,
        last=found.period.last,
        value=found.value,
        status=found.status,
        confidentiality=found.confidentiality,
        approximate=found.approximate,
        vintage=found.vintage,
        source_id=sources[found.source],
        table=table,
        derivation=found.derivation,
    )
