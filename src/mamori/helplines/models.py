"""The numbers the public can call, and since when."""

from django.db import models


class Number(models.Model):
    """One number as it stood for some days: a change of name or operator is a new row."""

    number = models.CharField(max_length=20)
    dial = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    order = models.PositiveSmallIntegerField()
    name_ja = models.TextField()
    name_en = models.TextField()
    explanation_ja = models.TextField()
    explanation_en = models.TextField()
    agency = models.CharField(max_length=20)
    charge_ja = models.TextField(blank=True)
    charge_en = models.TextField(blank=True)
    hours_ja = models.TextField(blank=True)
    hours_en = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "first"], name="helplines_number_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"number {self.number}"
