"""Which letters went to whom: numbers and moments, no address and no words."""

from django.db import models
from django.db.models import Q

from mamori.plan.rules.letters import DIGEST, Kind


class Letter(models.Model):
    """``sent`` is false where this machine has no mail server: counted, and not lost silently."""

    person = models.BigIntegerField()
    kind = models.CharField(
        max_length=10, choices=[(DIGEST, "DIGEST"), *((k.value, k.name) for k in Kind)]
    )
    at = models.DateTimeField()
    day = models.DateField()
    sent = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"], condition=Q(kind=DIGEST), name="plan_digest_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["person", "kind", "at"], name="plan_letter_of_person")]

    def __str__(self) -> str:
        return f"letter {self.pk}"
