"""A table that came in becomes a vintage. Policy: docs/policy/statistics.md §2.1."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics import models
from mamori.statistics.rules.offered import source_key
from mamori.statistics.rules.series import Observation

BATCH = 2_000  # rows a statement


class AlreadyImported(Refused):
    code = "table_already_imported"


class VintageHeld(Refused):
    """§2.1 another value under a vintage and a source that are held: nothing of the table is kept."""

    code = "vintage_already_held"

    def __init__(self, row: models.Observation, held: models.Observation) -> None:
        super().__init__(
            Text(
                "{0}の{1}から{2}の値は、同じ出典と公表時点ですでに{3}とあり、{4}とは違います。"
                "新しい値なら、公表時点（vintage）を新しくしてください。",
                "{0} from {1} to {2} is held as {3} from the same source and vintage; {4} is another value. "
                "If it is a later one, give it a vintage of its own.",
            ).format(row.series_id, row.first, row.last, held.value, row.value)
        )


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
    rows = [_row(found, table, sources) for found in observations]
    before = models.Observation.objects.count()
    models.Observation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    kept = models.Observation.objects.count() - before
    if kept < len(rows):
        _check_same(rows, table)
    return kept


def _check_same(rows: Sequence[models.Observation], table: models.Table) -> None:
    """What was not kept must say what is held."""
    among = models.Observation.objects.filter(
        series__in={row.series_id for row in rows}, vintage__in={row.vintage for row in rows}
    ).exclude(table=table)
    held = {_cell(row): row for row in among}
    for row in rows:
        same = held.get(_cell(row))
        if same is not None and same.value != row.value:
            raise VintageHeld(row, same)


def _cell(row: models.Observation) -> tuple[object, ...]:
    return (row.series_id, row.breakdown, row.first, row.last, row.vintage, row.source_id)


def _source(told: str, vintage: str) -> str:
    """The key of the source of that key or of those words; a new one where there is none."""
    held = models.Source.objects.filter(pk=told) or models.Source.objects.filter(title_en=told)
    if held:
        return held[0].pk
    key = source_key(told, ())
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
