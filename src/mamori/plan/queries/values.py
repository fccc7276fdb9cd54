"""Rows of this slice as the values its rules and readers know."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Status, Unit
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.rules.outline import Definition, Figure, MeasureName, Source
from mamori.plan.rules.owners import Ownership, Part


def unit(row: models.Unit) -> Unit:
    return Unit(row.key, row.ja, row.one, row.other)


def source(row: models.Source) -> Source:
    return Source(
        key=row.key,
        title=Text(row.title_ja, row.title_en),
        issuer=Text(row.issuer_ja, row.issuer_en),
        published=row.published,
        cited=Text(row.cited_ja, row.cited_en),
        url=row.url,
    )


def definition(row: models.Definition) -> Definition:
    return Definition(
        key=row.key,
        version=row.version,
        term=Text(row.term_ja, row.term_en),
        text=Text(row.text_ja, row.text_en),
        footnote=row.footnote,
    )


def definitions(rows: Iterable[models.Definition]) -> tuple[Definition, ...]:
    return tuple(definition(row) for row in sorted(rows, key=lambda r: (r.key, r.version)))


def ownership(row: models.Ownership) -> Ownership:
    return Ownership(
        order=row.order,
        part=Part(row.part),
        agency=row.agency or None,
        duty=row.duty or None,
        first=row.first,
        last=row.last,
    )


def day_of(moment: datetime) -> date:
    """The day on the country's calendar."""
    return localtime(moment).date()


def round_period(row: models.Round) -> Period:
    return Period(row.first, row.last)


def measure_name(row: models.Measure) -> MeasureName:
    return MeasureName(row.key, Text(row.title_ja, row.title_en), row.title_provisional)


def quantity(row: models.Quantity) -> Quantity:
    return Quantity(
        value=plain(row.value),
        unit=unit(row.unit),
        period=Period(row.first, row.last),
        qualifier=Qualifier(row.qualifier),
        baseline=None if row.baseline is None else plain(row.baseline),
        as_of=row.as_of,
        status=Status(row.status),
    )


def figure(row: models.Quantity, key: str, definitions: Iterable[Definition]) -> Figure:
    return Figure(
        key=key,
        label=Text(row.label_ja, row.label_en),
        quantity=quantity(row),
        definitions=tuple(definitions),
        source=source(row.source),
        place=Text(row.place_ja, row.place_en),
        series=row.series,
    )


def plain(value: Decimal) -> Decimal:
    """Without the zeros that a column of fixed scale adds: 190, not 190.0000."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
