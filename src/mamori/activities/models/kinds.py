"""Kinds of activities and the named counts over them, as the country pack says."""

from django.db import models


class Kind(models.Model):
    """``content`` is the record of the pack, its units written out.

    ``revision`` moves on with every change of a record of the kind: the database itself sees to that.
    """

    key = models.CharField(max_length=60, primary_key=True)
    order = models.PositiveSmallIntegerField()
    content = models.JSONField()
    revision = models.BigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"kind {self.key}"


class Indicator(models.Model):
    key = models.CharField(max_length=80, primary_key=True)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"indicator {self.key}"
