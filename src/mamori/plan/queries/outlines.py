"""The Outline, read whole in a number of queries that does not grow with what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from mamori.helplines import queries as helplines
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import hanging, values
from mamori.plan.queries.claiming import claims_of
from mamori.plan.queries.owning import Bodies, bodies
from mamori.plan.rules import binding
from mamori.plan.rules.outline import (
    Definition,
    Effort,
    Figure,
    Outline,
    Owner,
    Pillar,
    Sentence,
    Source,
    Statement,
)

STATE = "I"  # a figure of section I is {I.key} in a sentence of section III


class UnknownOutline(Refused):
    code = "unknown_outline"
    status = 404


@dataclass(frozen=True, slots=True)
class OutlineName:
    key: str
    plan_key: str
    plan_name: Text
    period: Period
    issued_on: date
    efforts: int


def outlines() -> list[OutlineName]:
    """Every Outline there is, newest first."""
    rows = (
        models.Outline.objects.select_related("plan")
        .annotate(efforts=Count("passages", filter=Q(passages__pillar__isnull=False)))
        .order_by("-last", "-key")
    )
    return [
        OutlineName(
            key=row.key,
            plan_key=row.plan_id,
            plan_name=Text(row.plan.short_ja, row.plan.short_en),
            period=Period(row.first, row.last),
            issued_on=row.issued_on,
            efforts=row.efforts,
        )
        for row in rows
    ]


def latest() -> OutlineName | None:
    return next(iter(outlines()), None)


def outline(key: str) -> Outline:
    """One Outline with its sentences bound; 404 when there is none of that key."""
    row = models.Outline.objects.select_related("plan", "source").filter(key=key).first()
    if row is None:
        known = ", ".join(models.Outline.objects.order_by("key").values_list("key", flat=True))
        raise UnknownOutline(
            Text(
                ja="取組概要「{0}」はありません。あるもの: {1}",
                en="There is no Outline “{0}”. There are: {1}.",
            ).format(key, known or "–")
        )
    return _Reader(row).whole()


class EffortReader:
    """Turns passages into efforts; one for many passages, so that everything is read once."""

    def __init__(self, passages: list[models.Passage], bodies_: Bodies | None = None) -> None:
        self.passages = passages
        self.hanging = hanging.on(passages)
        self.bodies = bodies_ or bodies()
        self.lines = frozenset(n.number for n in helplines.all_numbers())

    def figures(self, passage: models.Passage) -> tuple[Figure, ...]:
        return tuple(
            values.figure(row, f"{passage.key}.{row.key}", self.hanging.definitions.get(row.pk, ()))
            for row in self.hanging.quantities.get(passage.pk, ())
        )

    def sentence(self, passage: models.Passage, figures: Iterable[Figure]) -> Sentence:
        own = {f.key.removeprefix(f"{passage.key}."): f.quantity for f in figures}
        sentence = binding.bound(Text(passage.text_ja, passage.text_en), own, self.lines)
        return binding.with_prefix(sentence, passage.key)

    def effort(self, passage: models.Passage, day: date) -> Effort:
        """The effort with its owners of that day (§3.3)."""
        figures = self.figures(passage)
        measures = self.hanging.measures.get(passage.pk, ())
        owned = ((self.hanging.ownerships.get(m.key, ()), m.open_list) for m in measures)
        return Effort(
            key=passage.key,
            number=passage.order,
            sentence=self.sentence(passage, figures),
            owners=self.bodies.of_all(owned, day),
            figures=figures,
            measures=tuple(values.measure_name(measure) for measure in measures),
        )


class _Reader(EffortReader):
    """One Outline being put together."""

    def __init__(self, row: models.Outline) -> None:
        super().__init__(list(models.Passage.objects.filter(outline=row).order_by("order")))
        self.row = row
        state = row.quantities.filter(passage=None).select_related("unit", "source")
        state = state.order_by("order")
        definitions = hanging.definitions_of(state)
        self.state = tuple(
            values.figure(q, f"{STATE}.{q.key}", definitions.get(q.pk, ())) for q in state
        )

    def whole(self) -> Outline:
        row, pillars = self.row, self._pillars()
        owners = [e.owners for p in pillars for e in p.efforts]
        return Outline(
            key=row.key,
            plan_key=row.plan_id,
            plan_name=Text(row.plan.short_ja, row.plan.short_en),
            period=Period(row.first, row.last),
            state_period=Period(row.state_first, row.state_last),
            issuer=Text(row.issuer_ja, row.issuer_en),
            issued_on=row.issued_on,
            state=self.state,
            state_notes=_footnotes(d for f in self.state for d in f.definitions),
            pillars=pillars,
            issues=self._issues(),
            issue_notes=_footnotes(self._issue_definitions()),
            abbreviations=self._key([b for o in owners for b in o.bodies]),
            sources=self._sources(pillars),
            highlights=tuple(row.highlights),
        )

    def _pillars(self) -> tuple[Pillar, ...]:
        rows = models.Pillar.objects.filter(plan=self.row.plan_id).order_by("number")
        return tuple(self._pillar(row) for row in rows)

    def _pillar(self, row: models.Pillar) -> Pillar:
        passages = [p for p in self.passages if p.pillar_id == row.pk]
        efforts = tuple(self.effort(p, self.row.last) for p in passages)
        of_figures = [d for e in efforts for f in e.figures for d in f.definitions]
        of_texts = [d for p in passages for d in self._notes_of(p)]
        return Pillar(
            number=row.number,
            code=row.code,
            title=Text(row.title_ja, row.title_en),
            short_title=Text(row.short_title_ja, row.short_title_en),
            provisional=frozenset(row.provisional),
            efforts=efforts,
            notes=_footnotes((*of_figures, *of_texts)),
        )

    def _issues(self) -> tuple[Statement, ...]:
        state = {figure.key: figure.quantity for figure in self.state}
        period = Period(self.row.state_first, self.row.state_last)
        claims = claims_of(period, self.row.issued_on)
        statements = []
        for passage in (p for p in self.passages if p.pillar_id is None):
            words = Text(passage.text_ja, passage.text_en)
            sentence = binding.bound(words, state, self.lines, claims)
            statements.append(Statement(passage.key, sentence))
        return tuple(statements)

    def _issue_definitions(self) -> list[Definition]:
        """What section III speaks of: its own notes, and those of the figures of section I it names."""
        found = []
        for passage in (p for p in self.passages if p.pillar_id is None):
            named = binding.references(passage.text_ja)
            found += [d for f in self.state if f.key in named for d in f.definitions]
            found += self._notes_of(passage)
        return found

    def _notes_of(self, passage: models.Passage) -> tuple[Definition, ...]:
        return self.hanging.notes.get(passage.pk, ())

    def _key(self, owners: list[Owner]) -> tuple[Owner, ...]:
        """The key of abbreviations: the plan's bodies and whoever a tag names, in the country's order."""
        used = {*self.row.plan.bodies, *(owner.abbreviation for owner in owners)}
        names = self.bodies.names
        return tuple(Owner(key, names[key]) for key in names if key in used)

    def _sources(self, pillars: tuple[Pillar, ...]) -> tuple[Source, ...]:
        figures = (*self.state, *(f for p in pillars for e in p.efforts for f in e.figures))
        by_key = {f.source.key: f.source for f in figures}
        by_key.setdefault(self.row.source.key, values.source(self.row.source))
        return tuple(by_key[key] for key in sorted(by_key))


def _footnotes(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """Each footnote once, in the order of first use (§5.2)."""
    return tuple({d.key: d for d in definitions if d.footnote}.values())


def efforts_of(measure_key: str, bodies_: Bodies) -> list[tuple[models.Outline, Effort]]:
    """What was done for one measure, newest Outline first."""
    rows = (
        models.Passage.objects.filter(measures=measure_key, pillar__isnull=False)
        .select_related("outline")
        .order_by("-outline__last", "order")
    )
    reader = EffortReader(list(rows), bodies_)
    return [(row.outline, reader.effort(row, row.outline.last)) for row in reader.passages]
