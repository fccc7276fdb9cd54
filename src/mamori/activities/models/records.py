"""Activities as they were recorded, every earlier state kept, and pairs that may be one deed."""

from django.db import models
from django.db.models import F, Q

from mamori.activities.models.kinds import Kind
from mamori.activities.rules.records import Status


class Activity(models.Model):
    """One deed. ``figures``: by number ``{value, unit, qualifier, baseline?, as_of?}``, values as text.

    ``token`` comes from the device that recorded it, so that sending twice keeps one; ``same_as``: it was
    agreed to be that other record, and counts no more. ``repeats`` joins the dates of a recurring event.
    """

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="activities")
    agency = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    area = models.CharField(max_length=2, blank=True)
    title_ja = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.name) for s in Status])
    serves = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    source = models.TextField(blank=True)
    total = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    token = models.CharField(max_length=64, unique=True, null=True)
    repeats = models.CharField(max_length=32, blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="activities_days_in_order"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "last"], name="activities_kind_last"),
            models.Index(fields=["last", "id"], name="activities_last"),
            models.Index(fields=["agency", "last"], name="activities_agency_last"),
            models.Index(
                fields=["agency", "last"], condition=Q(status="planned"), name="activities_planned"
            ),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class Change(models.Model):
    """The state of a record before a correction, and why it was corrected (§2.6)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    reason = models.TextField()
    before = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "version"], name="activities_change_once")
        ]

    def __str__(self) -> str:
        return f"change {self.activity_id}/{self.version}"


class Likeness(models.Model):
    """Two records that may be one deed (§2.7): open until both agencies answered."""

    one = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    agreed = models.JSONField(default=list)
    settled = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="activities_likeness_once")
        ]

    def __str__(self) -> str:
        return f"likeness {self.pk}"


class Departure(models.Model):
    """How many records of a kind left, by the fiscal year of their last day: nothing else is kept (§6.3)."""

    kind = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    records = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="activities_departure_once")
        ]

    def __str__(self) -> str:
        return f"departures of {self.kind_id} in {self.year}"
