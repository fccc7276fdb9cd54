"""Tables every slice stands on: the audit trail and the areas of the country."""

from django.db import models


class AuditEntry(models.Model):
    """Written by ``audit.record`` only. The database refuses to change or delete a row."""

    slice = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    details = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slice", "previous"], name="kernel_audit_chain_cannot_fork"
            )
        ]
        indexes = [models.Index(fields=["subject", "id"], name="kernel_audit_subject")]

    def __str__(self) -> str:
        return f"audit entry {self.pk}"


class Area(models.Model):
    """A prefecture (JIS X 0401), as the country pack gives it; ``column``, ``row``: its tile on the map."""

    code = models.CharField(max_length=2, primary_key=True)
    name_ja = models.TextField()
    name_en = models.TextField()
    region_ja = models.TextField()
    region_en = models.TextField()
    column = models.PositiveSmallIntegerField(null=True)
    row = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"area {self.code}"
