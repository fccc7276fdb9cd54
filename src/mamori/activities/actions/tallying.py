"""What the indicators say of the last years is counted ahead, so that pages need not wait (§3.8)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mamori.activities import models, queries
from mamori.activities.queries import tallying
from mamori.activities.rules import tallies
from mamori.activities.rules.counting import How, Indicator, MixedUnits
from mamori.kernel.periods import Period


@transaction.atomic
def tally(*, at: datetime) -> int:
    """How many indicators were counted anew. No audit record: it says nothing that the records do not."""
    years = tallies.years_until(tallies.year_of(timezone.localtime(at).date()), tallies.KEPT)
    known = [own for own in queries.indicators().values() if own.how is not How.LATEST]
    fresh = [row for own, at_ in tallying.stale(known, years) for row in _rows(own, at_, years)]
    models.Tally.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["indicator", "year"],
        update_fields=["revision", "whole", "areas"],
    )
    return len({row.indicator_id for row in fresh})


def _rows(own: Indicator, revision: int, years: list[Period]) -> list[models.Tally]:
    """None where its units do not go together: whoever asks is told so (§3.3)."""
    try:
        found = tallying.counted(own, years)
    except MixedUnits:
        return []
    rows = []
    for year, spread in found.items():
        whole, areas = tallying.frozen(spread)
        rows.append(
            models.Tally(
                indicator_id=own.key,
                year=year.first.year,
                revision=revision,
                whole=whole,
                areas=areas,
            )
        )
    return rows
