"""What cancelling and removing share: a record that goes lets go of those joined to it (§2.7)."""

from django.db.models import Q

from mamori.activities import models
from mamori.activities.rules import likeness


def part(row: models.Activity) -> None:
    """A cancelled record lets go of those joined to it: their deed still counts, once."""
    row.same_as = None
    joined = list(row.joined.order_by("pk"))
    for one in joined:
        one.same_as = None if one is joined[0] else joined[0]
        one.save(update_fields=["same_as"])
    pairs = models.Likeness.objects.filter(Q(one=row) | Q(other=row), settled=likeness.JOINED)
    pairs.update(settled=likeness.PARTED)
