"""What is kept of a round: who is asked what, and what was answered. No decisions here."""

from django.db import models
from django.db.models import F, Q

from mamori.plan.models.plans import Measure, Plan, Source
from mamori.plan.rules.rounds import State


class Round(models.Model):
    """A period asked about. ``cells`` and ``asked`` are those of sections I and III, filled by the secretariat."""

    key = models.CharField(max_length=20, primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    first = models.DateField()
    last = models.DateField()
    state_first = models.DateField()
    state_last = models.DateField()
    due = models.DateField()
    opened_at = models.DateTimeField()
    issuer_ja = models.TextField()
    issuer_en = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", null=True)
    asked = models.JSONField(default=list)
    cells = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="plan_round_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"round {self.key}"


class Return(models.Model):
    """What is answered for one measure: the one text its owners share, as typed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="returns")
    order = models.PositiveSmallIntegerField()
    cells = models.JSONField(default=dict)
    last_text_ja = models.TextField(blank=True)
    last_text_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "measure"], name="plan_return_once")
        ]

    def __str__(self) -> str:
        return f"return {self.pk}"


class Obligation(models.Model):
    """One owner's part of a return: its state, what it is asked, and its cells as typed."""

    answer = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="obligations")
    agency = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.name) for s in State])
    since = models.DateTimeField()
    due = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    asked = models.JSONField(default=list)
    cells = models.JSONField(default=dict)
    drafters = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "agency"], name="plan_obligation_once")
        ]
        indexes = [models.Index(fields=["agency", "state"], name="plan_obligation_of_agency")]

    def __str__(self) -> str:
        return f"obligation {self.pk}"


class Evidence(models.Model):
    """A document behind a return. ``public``: named under "where this comes from"."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    public = models.BooleanField()
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Comment(models.Model):
    """What reviewer and owner said to each other; it stays with the answer."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField()
    by = models.BigIntegerField()
    words = models.TextField()
    act = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"comment {self.pk}"
