"""A round put together as the Outline it will be; and what the gates look at."""

from collections.abc import Iterable, Mapping
from datetime import date

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import counting, values
from mamori.plan.queries.asking import Askings, askings
from mamori.plan.queries.claiming import claims_of, official
from mamori.plan.queries.owning import Bodies, bodies
from mamori.plan.queries.rounds import readings, round_name, unasked
from mamori.plan.rules import binding, gates
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import Kind
from mamori.plan.rules.gates import Answered
from mamori.plan.rules.outline import (
    Definition,
    Effort,
    Figure,
    Outline,
    Owner,
    Pillar,
    Source,
    Statement,
)
from mamori.plan.rules.returns import Reading
from mamori.plan.rules.rounds import State, UnknownRound
from mamori.plan.rules.sections import Sections, read_sections

Part = tuple[models.Return, models.Obligation, Reading]


def gates_of(key: str, on: date) -> tuple[gates.Passage, ...]:
    """Every gate of a round, and what keeps it shut; ``on`` is the day it would be published."""
    parts, sections = readings(key), sections_of(key)
    names = bodies().names
    answered = (_answered(part, names) for part in parts)
    found = gates.passages(answered, unasked(key), sections)
    if any(not passage.open for passage in found):
        return found
    return (*found, gates.footnotes(assembled(key, on)))


def sections_of(key: str) -> Sections:
    """Sections I and III as they read now."""
    row, known = _row(key), askings()
    period = Period(row.state_first, row.state_last)
    asked = known.asked(row.asked)
    values = official(asked, period)
    return read_sections(row.cells, asked, period, known.lines, claims_of(period), values)


def assembled(key: str, on: date) -> Outline:
    """The Outline of a round as it would be published that day. Only for a round whose gates are open."""
    return _Assembler(_row(key), on).whole()


class _Assembler:
    def __init__(self, row: models.Round, on: date) -> None:
        self.row, self.on = row, on
        self.name = round_name(row.key)
        self.known: Askings = askings()
        self.bodies: Bodies = bodies()
        newest = models.Definition.objects.order_by("version")
        self.definitions = {d.key: values.definition(d) for d in newest}
        self.parts = readings(row.key)

    def whole(self) -> Outline:
        row, plan = self.row, models.Plan.objects.get(pk=self.row.plan_id)
        pillars, state = self._pillars(), self._state()
        used = [b.abbreviation for p in pillars for e in p.efforts for b in e.owners.bodies]
        statements = self._statements(state)
        return Outline(
            key=row.key,
            plan_key=row.plan_id,
            plan_name=Text(plan.short_ja, plan.short_en),
            period=self.name.period,
            state_period=self.name.state_period,
            issuer=self.name.issuer,
            issued_on=self.on,
            state=state,
            state_notes=_footnotes(d for f in state for d in f.definitions),
            pillars=pillars,
            issues=tuple(statement for statement, _ in statements),
            issue_notes=_footnotes(d for _, notes in statements for d in notes),
            abbreviations=self._abbreviations({*plan.bodies, *used}),
            sources=self._sources(),
        )

    def _pillars(self) -> tuple[Pillar, ...]:
        efforts: dict[int | None, list[Effort]] = {}
        for number, (answer, parts) in enumerate(self._done(), start=1):
            efforts.setdefault(answer.measure.pillar_id, []).append(
                self._effort(number, answer, parts)
            )
        rows = models.Pillar.objects.filter(plan=self.row.plan_id).order_by("number")
        return tuple(self._pillar(row, tuple(efforts.get(row.pk, ()))) for row in rows)

    def _done(self) -> list[tuple[models.Return, list[Part]]]:
        """Returns of which any owner did something, in the order of the plan."""
        groups: dict[int, list[Part]] = {}
        for part in self.parts:
            groups.setdefault(part[0].pk, []).append(part)
        done = (parts for parts in groups.values() if any(p[2].kind is Kind.DONE for p in parts))
        return [(parts[0][0], parts) for parts in done]

    def _effort(self, number: int, answer: models.Return, parts: list[Part]) -> Effort:
        key = f"E{number:02}"
        figures = tuple(
            self._figure(f"{key}.{asked.key}", asked, quantity, obligation)
            for _, obligation, reading in parts
            for asked, quantity in reading.quantities
        )
        own = {f.key.removeprefix(f"{key}."): f.quantity for f in figures}
        text = next(reading.text for _, _, reading in parts if reading.kind is Kind.DONE)
        sentence = binding.with_prefix(binding.bound(text, own, self.known.lines), key)
        day = min(self.name.period.last, answer.measure.last or self.name.period.last)
        return Effort(
            key=key,
            number=number,
            sentence=sentence,
            owners=self.bodies.of(answer.measure, day),
            figures=figures,
            measures=(values.measure_name(answer.measure),),
        )

    def _pillar(self, row: models.Pillar, efforts: tuple[Effort, ...]) -> Pillar:
        return Pillar(
            number=row.number,
            code=row.code,
            title=Text(row.title_ja, row.title_en),
            short_title=Text(row.short_title_ja, row.short_title_en),
            provisional=frozenset(row.provisional),
            efforts=efforts,
            notes=_footnotes(d for e in efforts for f in e.figures for d in f.definitions),
        )

    def _state(self) -> tuple[Figure, ...]:
        stored = {entry["key"]: entry for entry in self.row.asked}
        return tuple(
            Figure(
                key=f"I.{asked.key}",
                label=asked.label,
                quantity=quantity,
                definitions=self._definitions(stored[asked.key]["definitions"]),
                source=self._of_round(),
                series=asked.series,
            )
            for asked, quantity in sections_of(self.row.key).state
        )

    def _statements(
        self, state: tuple[Figure, ...]
    ) -> list[tuple[Statement, tuple[Definition, ...]]]:
        quantities = {figure.key: figure.quantity for figure in state}
        found, claims = [], claims_of(self.name.state_period)
        for number, text in enumerate(sections_of(self.row.key).statements, start=1):
            sentence = binding.bound(text, quantities, self.known.lines, claims)
            named = binding.references(text.ja)
            notes = tuple(d for f in state if f.key in named for d in f.definitions)
            found.append((Statement(f"III{number}", sentence), notes))
        return found

    def _figure(
        self, key: str, asked: Asked, quantity: Quantity, obligation: models.Obligation
    ) -> Figure:
        kept = next(entry for entry in obligation.asked if entry["key"] == asked.key)
        stamp = counting.stamp(asked.series, self.name.period) if asked.counted else None
        counted = stamp is not None and stamp.records > 0  # §13.3 else its owner reported it
        return Figure(
            key=key,
            label=asked.label,
            quantity=quantity,
            definitions=self._definitions(kept["definitions"]),
            source=self._of_agency(obligation),
            series=asked.series if counted else "",
            stamp=stamp if counted else None,
        )

    def _definitions(self, keys: Iterable[str]) -> tuple[Definition, ...]:
        return tuple(self.definitions[key] for key in sorted(keys) if key in self.definitions)

    def _of_round(self) -> Source:
        title = Text("取組概要", "Outline of Efforts")
        return self._source(f"outline-{self.row.key}", title, self.name.issuer, ())

    def _of_agency(self, obligation: models.Obligation) -> Source:
        evidence = obligation.evidence.filter(withdrawn_at=None, public=True).order_by("pk")
        documents = tuple(row.title for row in evidence)
        name = self.bodies.names[obligation.agency]
        key = f"return-{self.row.key}-{obligation.agency}-{obligation.pk}"
        return self._source(key, Text("回答", "Return"), name, documents)

    def _source(self, key: str, title: Text, issuer: Text, documents: tuple[str, ...]) -> Source:
        more = "".join(f"、{document}" for document in documents)
        cited = Text(
            ja=f"{issuer.ja}「{title.ja}」{self.name.period.in_('ja')}{more}",
            en=f"{issuer.en}, {title.en}, {self.name.period.in_('en')}"
            + "".join(f"; {document}" for document in documents),
        )
        return Source(key, title, issuer, self.on, cited)

    def _sources(self) -> tuple[Source, ...]:
        with_figures = [o for _, o, reading in self.parts if reading.quantities]
        found = [self._of_round(), *(self._of_agency(o) for o in with_figures)]
        return tuple({source.key: source for source in found}.values())

    def _abbreviations(self, used: set[str]) -> tuple[Owner, ...]:
        names = self.bodies.names
        return tuple(Owner(key, names[key]) for key in names if key in used)


def _answered(part: Part, names: Mapping[str, Text]) -> Answered:
    answer, obligation, reading = part
    measure = values.measure_name(answer.measure).title
    agency = names[obligation.agency]
    name = Text(f"{measure.ja}（{agency.ja}）", f"{measure.en} ({agency.en})")
    return Answered(obligation.pk, name, State(obligation.state), reading)


def _row(key: str) -> models.Round:
    row = models.Round.objects.filter(pk=key).first()
    if row is None:
        raise UnknownRound(key)
    return row


def _footnotes(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    return tuple({d.key: d for d in definitions if d.footnote}.values())
