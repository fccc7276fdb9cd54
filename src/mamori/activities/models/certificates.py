"""Certificates: the number and what it stands for. Whose it is stands sealed beside it."""

from django.db import models

from mamori.activities.models.records import Activity


class Certificate(models.Model):
    """``person``: the account whose doors it opens, if any; the name is only in the seal.

    ``together``: a mark shared by those issued in one go, empty for a single one.
    """

    number = models.CharField(max_length=24, primary_key=True)
    form = models.CharField(max_length=20)
    agency = models.CharField(max_length=20)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="certificates"
    )
    qualification = models.CharField(max_length=60, blank=True)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    person = models.BigIntegerField(null=True)
    issued_by = models.CharField(max_length=40)
    together = models.CharField(max_length=12, blank=True, db_index=True)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"certificate {self.number}"


class Seal(models.Model):
    """A sealed name with the wrapped key of its subject; destroying the key erases the name."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="seal")
    wrapped_key = models.BinaryField(null=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"seal {self.certificate_id}"
