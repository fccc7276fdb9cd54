"""What actions on material share: the row, held until the transaction ends, and the audit record."""

from datetime import datetime

from mamori.activities import models
from mamori.activities.queries.materials import UnknownMaterial
from mamori.kernel import audit


def own(key: str, agencies: frozenset[str]) -> models.Material:
    """Held until the transaction ends."""
    rows = models.Material.objects.select_for_update()
    row = rows.filter(pk=key, agency__in=agencies).first()
    if row is None:
        raise UnknownMaterial
    return row


def record(
    action: str, row: models.Material, actor: audit.Actor, at: datetime, **details: int | str | None
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
