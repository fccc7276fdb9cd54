"""What is kept of plans and measures. No decisions here: those are in rules."""

from django.db import models
from django.db.models import F, Q

from mamori.plan.rules.owners import Part


class Source(models.Model):
    key = models.CharField(max_length=60, primary_key=True)
    title_ja = models.TextField()
    title_en = models.TextField()
    issuer_ja = models.TextField()
    issuer_en = models.TextField()
    published = models.DateField()
    cited_ja = models.TextField()
    cited_en = models.TextField()
    url = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"source {self.key}"


class Definition(models.Model):
    """What a word or a count means; a new version never overwrites an older one."""

    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    term_ja = models.TextField()
    term_en = models.TextField()
    text_ja = models.TextField()
    text_en = models.TextField()
    footnote = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="plan_definition_version_once")
        ]

    def __str__(self) -> str:
        return f"definition {self.key} v{self.version}"


class Unit(models.Model):
    key = models.CharField(max_length=60, primary_key=True)
    ja = models.TextField()
    one = models.TextField()
    other = models.TextField()

    def __str__(self) -> str:
        return f"unit {self.key}"


class Term(models.Model):
    """A word of the glossary, as the public page explains it. ``legal``: the statute's wording."""

    key = models.CharField(max_length=60, primary_key=True)
    term_ja = models.TextField()
    term_en = models.TextField()
    text_ja = models.TextField()
    text_en = models.TextField()
    legal = models.BooleanField()

    def __str__(self) -> str:
        return f"term {self.key}"


class Plan(models.Model):
    """One adopted version of the national plan."""

    key = models.CharField(max_length=20, primary_key=True)
    name_ja = models.TextField()
    name_en = models.TextField()
    short_ja = models.TextField()
    short_en = models.TextField()
    provisional = models.JSONField(default=list)
    adopted = models.DateField()
    first = models.DateField()
    last = models.DateField(null=True)
    measures_total = models.PositiveSmallIntegerField(null=True)
    bodies = models.JSONField(default=list)  # the key of abbreviations the plan prints
    note_ja = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"plan {self.key}"


class Pillar(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="pillars")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    title_ja = models.TextField()
    title_en = models.TextField()
    short_title_ja = models.TextField()
    short_title_en = models.TextField()
    provisional = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_pillar_number_once")
        ]

    def __str__(self) -> str:
        return f"pillar {self.plan_id}/{self.number}"


class Measure(models.Model):
    """A promise of the plan. The key is never given again, not even after retirement (§1.1)."""

    key = models.CharField(max_length=20, primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="measures", null=True)
    number = models.PositiveSmallIntegerField(null=True)
    title_ja = models.TextField()
    title_en = models.TextField()
    title_provisional = models.BooleanField()
    first = models.DateField()
    last = models.DateField(null=True)
    open_list = models.BooleanField(default=False)
    note_ja = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", null=True)
    forerunners = models.ManyToManyField("self", symmetrical=False, related_name="successors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(number__isnull=False),
                name="plan_measure_number_once",
            ),
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")), name="plan_measure_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.key}"


class Ownership(models.Model):
    """A body, or the holder of a duty, that answers for a measure from a day to a day."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="ownerships")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=5, choices=[(p.value, p.name) for p in Part])
    agency = models.CharField(max_length=20, blank=True)
    duty = models.CharField(max_length=60, blank=True)
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(agency="") & ~Q(duty="")) | (~Q(agency="") & Q(duty="")),
                name="plan_owner_is_a_body_or_a_duty",
            ),
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")),
                name="plan_ownership_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"ownership {self.pk}"
