"""Teaching and other material: its editions, and where they were sent."""

from django.db import models

from mamori.activities.models.kinds import Kind
from mamori.activities.models.records import Activity


class Material(models.Model):
    """A leaflet, handbook or film description. ``public``: shown in the library."""

    key = models.CharField(max_length=60, primary_key=True)
    agency = models.CharField(max_length=20)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, null=True, related_name="+")
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    about_ja = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    audience = models.CharField(max_length=40)
    youngest = models.PositiveSmallIntegerField(null=True)
    oldest = models.PositiveSmallIntegerField(null=True)
    licence = models.CharField(max_length=60)
    public = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"material {self.key}"


class MaterialFile(models.Model):
    """One edition in one language. ``findings``: what the accessibility check of a PDF said, empty if clean."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="files")
    edition = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"file {self.pk}"


class Distribution(models.Model):
    """Pieces sent to one kind of school or body in one area; handed out is not read.

    ``activity``: its record in the register, where the country pack has a kind for it (§4.9).
    """

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="distributions")
    edition = models.CharField(max_length=40)
    area = models.CharField(max_length=2)
    recipients = models.CharField(max_length=40)
    sent_on = models.DateField()
    pieces = models.PositiveIntegerField()
    places = models.PositiveIntegerField()
    places_known = models.PositiveIntegerField(null=True)
    acknowledged = models.PositiveIntegerField(default=0)
    invented = models.BooleanField(default=False)
    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, null=True, related_name="sending"
    )

    def __str__(self) -> str:
        return f"distribution {self.pk}"
