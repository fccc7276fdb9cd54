"""What was frozen: an Outline as it was published, its files, and which measures it speaks of."""

from django.db import models
from django.db.models import Q

from mamori.plan.models.plans import Plan
from mamori.plan.models.rounds import Round


class Edition(models.Model):
    """One revision of one Outline. ``bundle`` and what hangs below never change once written."""

    name = models.CharField(max_length=20)  # FY2018
    revision = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="editions", null=True)
    first = models.DateField()
    last = models.DateField()
    bundle = models.TextField()
    digest = models.CharField(max_length=64)
    efforts = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # thawed before its minute

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "revision"],
                condition=Q(withdrawn_at=None),
                name="plan_edition_revision_once",
            )
        ]

    def __str__(self) -> str:
        return f"edition {self.name} r{self.revision}"


class EditionFile(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=4)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "form"], name="plan_edition_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"edition file {self.pk}"


class EditionMeasure(models.Model):
    """An effort of the edition speaks of this measure."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="measures")
    measure = models.CharField(max_length=20)
    effort = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["measure"], name="plan_edition_of_measure")]

    def __str__(self) -> str:
        return f"edition measure {self.pk}"
