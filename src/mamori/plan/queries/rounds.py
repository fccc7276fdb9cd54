"""Rounds, boards and answers as a reader sees them on a day. Scoped: an owner sees its own, and no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mamori.accounts import queries as accounts
from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.asking import askings, held
from mamori.plan.rules.asking import Asking
from mamori.plan.rules.outline import MeasureName
from mamori.plan.rules.returns import Reading, read
from mamori.plan.rules.rounds import (
    State,
    UnknownObligation,
    UnknownRound,
    is_late,
    joint_state,
)


@dataclass(frozen=True, slots=True)
class RoundName:
    key: str
    plan_key: str
    period: Period
    state_period: Period
    due: date
    issuer: Text
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One cell of the board. ``days`` since it came into its state."""

    obligation_id: int
    agency: str
    agency_name: Text
    state: State
    days: int
    due: date
    late: bool
    version: int
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of the board: a measure and its owners; ``state`` is that of the joint effort."""

    return_id: int
    measure: MeasureName
    pillar: int | None
    pillar_title: Text
    state: State
    obligations: tuple[ObligationRow, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said; ``act`` is the step it came with, or empty."""

    at: datetime
    who: str
    words: str
    act: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    evidence_id: int
    title: str
    public: bool
    file_name: str
    digest: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Everything the page of one owner's answer shows. ``cells`` are as typed."""

    round: RoundName
    row: ReturnRow
    own: ObligationRow
    asking: Asking
    cells: Mapping[str, str]
    reading: Reading
    remarks: tuple[Remark, ...]
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One obligation as a workbook needs it: what it asks, its cells and its state."""

    obligation_id: int
    measure: MeasureName
    pillar: int | None
    joint: tuple[str, ...]
    asking: Asking
    cells: Mapping[str, str]
    state: State


def rounds() -> list[RoundName]:
    """Newest first."""
    return [_round(row) for row in models.Round.objects.order_by("-last", "-key")]


def round_name(key: str) -> RoundName:
    row = models.Round.objects.filter(pk=key).first()
    if row is None:
        raise UnknownRound(key)
    return _round(row)


def board(
    key: str, today: date, *, agencies: frozenset[str] | None = None
) -> tuple[RoundName, tuple[ReturnRow, ...]]:
    """The round with every return, in the order of the plan; for owners only the returns they share in.

    ``agencies`` None is the secretariat's view.
    """
    name = round_name(key)
    rows = models.Return.objects.filter(round=key).select_related("measure__pillar")
    if agencies is not None:
        rows = rows.filter(obligations__agency__in=agencies).distinct()
    rows = rows.order_by("order").prefetch_related("obligations")
    names = accounts.agency_names()
    return name, tuple(_return(row, names, today) for row in rows)


def answer(obligation_id: int, today: date, *, agencies: frozenset[str] | None) -> AnswerView:
    """One owner's answer. 404 to whoever is of another agency, as if it were not there."""
    row = (
        models.Obligation.objects.select_related("answer__round", "answer__measure__pillar")
        .filter(pk=obligation_id)
        .first()
    )
    if row is None or (agencies is not None and row.agency not in agencies):
        raise UnknownObligation()
    siblings = list(row.answer.obligations.order_by("order"))
    names = accounts.agency_names()
    asking = askings().of(row, siblings, row.answer, values.round_period(row.answer.round))
    cells = held(row, row.answer)
    return AnswerView(
        round=_round(row.answer.round),
        row=_return(row.answer, names, today),
        own=_obligation(row, names, today),
        asking=asking,
        cells=cells,
        reading=read(cells, asking),
        remarks=_remarks(row),
        evidence=_evidence(row),
    )


def asked_of(key: str, agency: str) -> tuple[RoundName, tuple[AskedOf, ...]]:
    """What a round asks of one agency, in the order of the plan."""
    name, known = round_name(key), askings()
    rows = (
        models.Obligation.objects.filter(answer__round=key, agency=agency)
        .select_related("answer__measure__pillar")
        .order_by("answer__order")
    )
    everyone = _siblings(row.answer_id for row in rows)
    return name, tuple(
        AskedOf(
            obligation_id=row.pk,
            measure=values.measure_name(row.answer.measure),
            pillar=row.answer.measure.pillar.number if row.answer.measure.pillar else None,
            joint=tuple(o.agency for o in everyone[row.answer_id]),
            asking=known.of(row, everyone[row.answer_id], row.answer, name.period),
            cells=held(row, row.answer),
            state=State(row.state),
        )
        for row in rows
    )


def in_force(row: models.Round) -> list[models.Measure]:
    """The measures a round asks about, in the order of the plan, with their ownerships fetched."""
    stands = Q(first__lte=row.last) & (Q(last=None) | Q(last__gte=row.first))
    return list(
        models.Measure.objects.filter(stands, plan=row.plan_id)
        .select_related("pillar")
        .prefetch_related("ownerships")
        .order_by("pillar__number", "number", "key")
    )


def unasked(key: str) -> tuple[MeasureName, ...]:
    """Measures in force that nobody is asked about: their owner is not known."""
    row = models.Round.objects.filter(pk=key).first()
    if row is None:
        raise UnknownRound(key)
    asked = set(models.Return.objects.filter(round=row).values_list("measure", flat=True))
    return tuple(values.measure_name(m) for m in in_force(row) if m.pk not in asked)


def readings(key: str) -> list[tuple[models.Return, models.Obligation, Reading]]:
    """Every obligation of a round, read; for this slice's gates and freezing only."""
    name, known = round_name(key), askings()
    rows = (
        models.Obligation.objects.filter(answer__round=key)
        .select_related("answer__measure__pillar")
        .order_by("answer__order", "order")
    )
    everyone = _siblings(row.answer_id for row in rows)
    return [
        (row.answer, row, known.read(row, everyone[row.answer_id], row.answer, name.period))
        for row in rows
    ]


def _siblings(answer_ids: Iterable[int]) -> dict[int, list[models.Obligation]]:
    groups: dict[int, list[models.Obligation]] = {}
    for row in models.Obligation.objects.filter(answer__in=set(answer_ids)).order_by("order"):
        groups.setdefault(row.answer_id, []).append(row)
    return groups


def _round(row: models.Round) -> RoundName:
    return RoundName(
        key=row.key,
        plan_key=row.plan_id,
        period=values.round_period(row),
        state_period=Period(row.state_first, row.state_last),
        due=row.due,
        issuer=Text(row.issuer_ja, row.issuer_en),
        opened_at=row.opened_at,
    )


def _return(row: models.Return, names: Mapping[str, Text], today: date) -> ReturnRow:
    pillar = row.measure.pillar
    obligations = sorted(row.obligations.all(), key=lambda o: o.order)
    return ReturnRow(
        return_id=row.pk,
        measure=values.measure_name(row.measure),
        pillar=pillar.number if pillar else None,
        pillar_title=Text(pillar.short_title_ja, pillar.short_title_en) if pillar else Text("", ""),
        state=joint_state(State(o.state) for o in obligations),
        obligations=tuple(_obligation(o, names, today) for o in obligations),
    )


def _obligation(row: models.Obligation, names: Mapping[str, Text], today: date) -> ObligationRow:
    state = State(row.state)
    return ObligationRow(
        obligation_id=row.pk,
        agency=row.agency,
        agency_name=names[row.agency],
        state=state,
        days=max((today - values.day_of(row.since)).days, 0),
        due=row.due,
        late=is_late(state, row.due, today),
        version=row.version,
        reminded_at=row.reminded_at,
    )


def _remarks(row: models.Obligation) -> tuple[Remark, ...]:
    rows = list(row.comments.order_by("at", "pk"))
    names = accounts.display_names(r.by for r in rows)
    return tuple(Remark(r.at, names.get(r.by, "–"), r.words, r.act) for r in rows)


def _evidence(row: models.Obligation) -> tuple[EvidenceRow, ...]:
    rows = row.evidence.filter(withdrawn_at=None).order_by("added_at", "pk").defer("content")
    return tuple(
        EvidenceRow(e.pk, e.title, e.public, e.file_name, e.digest, e.size, e.added_at)
        for e in rows
    )
