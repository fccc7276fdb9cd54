"""What the indicators said of a year, kept ready: it holds while its kind stands at the same revision."""

from django.db import models

from mamori.activities.models.kinds import Indicator


class Tally(models.Model):
    """``whole``: the count of the country; ``areas``: by code. Nothing here is not counted from records."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="tallies")
    year = models.PositiveSmallIntegerField()
    revision = models.BigIntegerField()
    whole = models.JSONField()
    areas = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="activities_tally_once")
        ]

    def __str__(self) -> str:
        return f"tally {self.indicator_id}/{self.year}"
