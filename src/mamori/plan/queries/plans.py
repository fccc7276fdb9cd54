"""Plans, pillars and measures as a reader sees them on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.editions import counts_at, efforts_at
from mamori.plan.queries.outlines import efforts_of
from mamori.plan.queries.owning import Bodies, bodies, duty_names
from mamori.plan.rules import owners
from mamori.plan.rules.measures import UnknownMeasure, UnknownPlan
from mamori.plan.rules.outline import Effort, MeasureName, Owners


@dataclass(frozen=True, slots=True)
class PlanName:
    """``measures_known`` are held here; ``measures_total`` is what the plan is said to have."""

    key: str
    name: Text
    short: Text
    provisional: frozenset[str]
    adopted: date
    first: date
    last: date | None
    measures_known: int
    measures_total: int | None
    note: Text
    current: bool


@dataclass(frozen=True, slots=True)
class MeasureRow:
    key: str
    plan_key: str
    pillar: int | None
    number: int | None
    title: Text
    provisional: bool
    owners: Owners
    efforts: int
    first: date
    last: date | None
    valid: bool


@dataclass(frozen=True, slots=True)
class PillarView:
    number: int
    code: str
    title: Text
    short_title: Text
    provisional: frozenset[str]
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    name: PlanName
    pillars: tuple[PillarView, ...]
    unplaced: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class EffortInYear:
    outline_key: str
    period: Period
    effort: Effort


@dataclass(frozen=True, slots=True)
class OwnershipRow:
    """One ownership, with its own number for editing. ``held_by`` is the body on the day asked."""

    ownership_id: int
    order: int
    part: Text
    agency: str | None
    duty: str | None
    name: Text
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class MeasureView:
    row: MeasureRow
    plan: PlanName
    pillar: PillarView | None
    note: Text
    source: Text | None
    forerunners: tuple[MeasureName, ...]
    successors: tuple[MeasureName, ...]
    efforts: tuple[EffortInYear, ...]
    ownerships: tuple[OwnershipRow, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for among measures; an empty part asks for nothing. ``words`` in either language."""

    plan: str = ""
    pillar: int | None = None
    owner: str = ""
    words: str = ""


def plans(on: date) -> list[PlanName]:
    """Every version of the plan, newest first."""
    rows = models.Plan.objects.annotate(known=Count("measures")).order_by("-adopted")
    return [_plan_name(row, row.known, on) for row in rows]


def plan(key: str, on: date, wanted: Wanted | None = None, at: datetime | None = None) -> PlanView:
    """A plan with its measures and their owners of that day; 404 when there is none of that key."""
    row = models.Plan.objects.filter(key=key).first()
    if row is None:
        known = models.Plan.objects.order_by("key").values_list("key", flat=True)
        raise UnknownPlan(key, ", ".join(known))
    rows = measures(_with_plan(wanted, key), on, at)
    pillars = models.Pillar.objects.filter(plan=row).order_by("number")
    return PlanView(
        name=_plan_name(row, models.Measure.objects.filter(plan=row).count(), on),
        pillars=tuple(
            _pillar_view(p, tuple(m for m in rows if m.pillar == p.number)) for p in pillars
        ),
        unplaced=tuple(m for m in rows if m.pillar is None),
    )


def pillars(plan: str = "") -> list[tuple[int, Text | None]]:
    """What to choose a pillar from: with the titles of that plan; for all plans the numbers (§1.5)."""
    rows = models.Pillar.objects.order_by("number")
    if plan:
        named = rows.filter(plan=plan)
        return [(row.number, Text(row.short_title_ja, row.short_title_en)) for row in named]
    return [(number, None) for number in rows.values_list("number", flat=True).distinct()]


def measures(wanted: Wanted, on: date, at: datetime | None = None) -> list[MeasureRow]:
    """Measures that match, in the order of the plan; their owners are those of that day.

    ``at``: with the efforts of editions that are public at that moment counted in.
    """
    names, counts = bodies(), counts_at(at) if at else {}
    rows = [measure_row(row, names, on, counts.get(row.pk, 0)) for row in _measures(wanted)]
    if wanted.owner:
        rows = [
            row
            for row in rows
            if any(body.abbreviation == wanted.owner for body in row.owners.bodies)
        ]
    return rows


def measure(key: str, on: date, at: datetime | None = None) -> MeasureView:
    """One measure with everything known of it; 404 when there is none of that key.

    ``at``: with what editions say of it that are public at that moment.
    """
    row = (
        _counted(models.Measure.objects.all())
        .select_related("plan", "pillar", "source")
        .filter(key=key)
        .first()
    )
    if row is None:
        raise UnknownMeasure(key)
    names, duties = bodies(), duty_names()
    known = models.Measure.objects.filter(plan=row.plan_id).count()
    return MeasureView(
        row=measure_row(row, names, on),
        plan=_plan_name(row.plan, known, on),
        pillar=_pillar_view(row.pillar, ()) if row.pillar else None,
        note=Text(row.note_ja, row.note_en),
        source=Text(row.source.cited_ja, row.source.cited_en) if row.source else None,
        forerunners=_names(row.forerunners.all()),
        successors=_names(row.successors.all()),
        efforts=_efforts(key, names, at),
        ownerships=tuple(_ownership_row(o, names, duties) for o in row.ownerships.all()),
    )


def _efforts(key: str, names: Bodies, at: datetime | None) -> tuple[EffortInYear, ...]:
    """Newest first; what an edition says stands for what the pack said in the Outline of that name."""
    of_editions = efforts_at([key], at).get(key, []) if at else []
    found = [EffortInYear(name, period, effort) for name, period, effort in of_editions]
    said = {year.outline_key for year in found}
    found += [
        EffortInYear(outline.key, Period(outline.first, outline.last), effort)
        for outline, effort in efforts_of(key, names)
        if outline.key not in said
    ]
    return tuple(sorted(found, key=lambda year: year.period.last, reverse=True))


def measure_row(row: models.Measure, names: Bodies, on: date, of_editions: int = 0) -> MeasureRow:
    last = row.last
    day = on if last is None or on <= last else last  # a retired measure keeps its last owners
    day = max(day, row.first)
    return MeasureRow(
        key=row.key,
        plan_key=row.plan_id,
        pillar=row.pillar.number if row.pillar else None,
        number=row.number,
        title=Text(row.title_ja, row.title_en),
        provisional=row.title_provisional,
        owners=names.of(row, day),
        efforts=getattr(row, "effort_count", 0) + of_editions,
        first=row.first,
        last=last,
        valid=row.first <= on and (last is None or on <= last),
    )


def _measures(wanted: Wanted) -> QuerySet[models.Measure]:
    rows = _counted(models.Measure.objects.all()).select_related("pillar")
    if wanted.plan:
        rows = rows.filter(plan=wanted.plan)
    if wanted.pillar is not None:
        rows = rows.filter(pillar__number=wanted.pillar)
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title_ja__icontains=word)
            | Q(title_en__icontains=word)
            | Q(note_ja__icontains=word)
            | Q(note_en__icontains=word)
            | Q(key__iexact=word)
        )
    return rows.order_by("-plan__adopted", "pillar__number", "number", "key")


def _counted(rows: QuerySet[models.Measure]) -> QuerySet[models.Measure]:
    done = Count("passages", filter=Q(passages__pillar__isnull=False), distinct=True)
    return rows.annotate(effort_count=done).prefetch_related("ownerships")


def _with_plan(wanted: Wanted | None, key: str) -> Wanted:
    asked = wanted or Wanted()
    return Wanted(key, asked.pillar, asked.owner, asked.words)


def _names(rows: Iterable[models.Measure]) -> tuple[MeasureName, ...]:
    return tuple(values.measure_name(row) for row in sorted(rows, key=lambda r: r.key))


def _plan_name(row: models.Plan, known: int, on: date) -> PlanName:
    return PlanName(
        key=row.key,
        name=Text(row.name_ja, row.name_en),
        short=Text(row.short_ja, row.short_en),
        provisional=frozenset(row.provisional),
        adopted=row.adopted,
        first=row.first,
        last=row.last,
        measures_known=known,
        measures_total=row.measures_total,
        note=Text(row.note_ja, row.note_en),
        current=row.first <= on and (row.last is None or on <= row.last),
    )


def _pillar_view(row: models.Pillar, measures: tuple[MeasureRow, ...]) -> PillarView:
    return PillarView(
        number=row.number,
        code=row.code,
        title=Text(row.title_ja, row.title_en),
        short_title=Text(row.short_title_ja, row.short_title_en),
        provisional=frozenset(row.provisional),
        measures=measures,
    )


def _ownership_row(
    row: models.Ownership, names: Bodies, duties: Mapping[str, Text]
) -> OwnershipRow:
    return OwnershipRow(
        ownership_id=row.pk,
        order=row.order,
        part=owners.PARTS[owners.Part(row.part)],
        agency=row.agency or None,
        duty=row.duty or None,
        name=names.names[row.agency] if row.agency else duties[row.duty],
        first=row.first,
        last=row.last,
    )
