"""What is kept of Outlines: their words, efforts and figures. No decisions here: those are in rules."""

from django.db import models

from mamori.kernel import quantities
from mamori.plan.models.plans import Definition, Measure, Pillar, Plan, Source, Unit


class Outline(models.Model):
    """A yearly account: its words, efforts and figures hang below."""

    key = models.CharField(max_length=20, primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="outlines")
    first = models.DateField()
    last = models.DateField()
    state_first = models.DateField()
    state_last = models.DateField()
    issued_on = models.DateField()
    issuer_ja = models.TextField()
    issuer_en = models.TextField()
    highlights = models.JSONField(default=list)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"outline {self.key}"


class Passage(models.Model):
    """An effort (section II, with its pillar) or a statement (section III, without one)."""

    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="passages")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="+", null=True)
    key = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    text_ja = models.TextField()
    text_en = models.TextField()
    measures = models.ManyToManyField(Measure, related_name="passages")
    notes = models.ManyToManyField(Definition, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outline", "key"], name="plan_passage_key_once")
        ]

    def __str__(self) -> str:
        return f"passage {self.outline_id}/{self.key}"


class Quantity(models.Model):
    """A figure of a passage, or of section I when it has none."""

    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="quantities")
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, related_name="quantities", null=True
    )
    key = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    label_ja = models.TextField()
    label_en = models.TextField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    qualifier = models.CharField(
        max_length=10, choices=[(q.value, q.name) for q in quantities.Qualifier]
    )
    as_of = models.DateField(null=True)
    first = models.DateField()
    last = models.DateField()
    status = models.CharField(max_length=12, choices=[(s.value, s.name) for s in quantities.Status])
    definitions = models.ManyToManyField(Definition, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=80, blank=True)
    place_ja = models.TextField(blank=True)
    place_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outline", "passage", "key"],
                name="plan_quantity_key_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"quantity {self.pk}"
