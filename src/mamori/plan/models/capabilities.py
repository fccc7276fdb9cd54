"""What the measures of a plan are held against: capabilities a whole national response would have."""

from django.db import models


class Capability(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    order = models.PositiveSmallIntegerField()
    area_ja = models.TextField()
    area_en = models.TextField()
    name_ja = models.TextField()
    name_en = models.TextField()
    measures = models.JSONField(default=list)  # keys of measures, of any plan

    def __str__(self) -> str:
        return f"capability {self.key}"
