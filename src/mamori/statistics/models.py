"""What is held of official statistics: every vintage, with its source. No decisions here."""

from django.db import models

from mamori.statistics.rules.series import Confidentiality, Status


class Series(models.Model):
    """One series; ``content`` is its record in the pack: words, unit, definitions, breaks."""

    key = models.CharField(max_length=80, primary_key=True)
    order = models.PositiveSmallIntegerField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"series {self.key}"


class Source(models.Model):
    """Where values were published."""

    key = models.CharField(max_length=60, primary_key=True)
    published = models.CharField(max_length=10)
    title_ja = models.TextField()
    title_en = models.TextField()
    url = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"source {self.key}"


class Table(models.Model):
    """One table that came in after the pack, whole: its vintages hang below."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"table {self.pk}"


class Observation(models.Model):
    """One published value of one cell. A later value is another row, never this one changed."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="observations")
    breakdown = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    status = models.CharField(max_length=1, choices=[(s.value, s.name) for s in Status])
    confidentiality = models.CharField(
        max_length=1,
        choices=[(c.value, c.name) for c in Confidentiality],
        default=Confidentiality.FREE,
    )
    approximate = models.BooleanField(default=False)
    vintage = models.CharField(max_length=10)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="rows", null=True)
    derivation = models.TextField(blank=True)
    note_ja = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "breakdown", "first", "last", "vintage", "source"],
                name="statistics_observation_once",
            )
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"


class Statement(models.Model):
    """What a published Outline said of a trend, with the claim that is computed beside it."""

    key = models.CharField(max_length=60, primary_key=True)
    order = models.PositiveSmallIntegerField()
    outline = models.CharField(max_length=20)
    section = models.CharField(max_length=3)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    printed_ja = models.TextField()
    printed_en = models.TextField()

    def __str__(self) -> str:
        return f"statement {self.key}"
