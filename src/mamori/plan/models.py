"""What is kept of plans, measures and Outlines. No decisions here: those are in rules."""

from django.db import models
from django.db.models import F, Q

from mamori.kernel import quantities
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
