"""What an owner sees while it answers: everything it owes, and the others' parts of a joint measure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mamori.accounts import queries as accounts
from mamori.kernel.quantities import Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.asking import askings
from mamori.plan.queries.rounds import RoundName, rounds
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import PART
from mamori.plan.rules.outline import MeasureName, Owner, Owners
from mamori.plan.rules.returns import Reading
from mamori.plan.rules.rounds import CLOSED, State, UnknownObligation, is_late


@dataclass(frozen=True, slots=True)
class WantedOwed:
    """What to look for among obligations; with nothing asked for, those of open rounds."""

    round: str = ""
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation. ``days_left`` is negative once it is overdue; ``joint`` are the other owners."""

    obligation_id: int
    round_key: str
    agency: str
    agency_name: Text
    measure: MeasureName
    pillar: int | None
    state: State
    due: date
    days_left: int
    late: bool
    joint: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class OwedRound:
    """A round and what these agencies owe in it; each agency once, for its workbook."""

    round: RoundName
    bodies: tuple[Owner, ...]
    rows: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class JointPart:
    """What another owner of the same measure has written so far."""

    owner: Owner
    state: State
    part: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Beside:
    """``owners`` of the effort as they will be printed; ``others`` without the one who asks."""

    owners: Owners
    others: tuple[JointPart, ...]

    @property
    def quantities(self) -> tuple[tuple[Asked, Quantity], ...]:
        return tuple(pair for other in self.others for pair in other.reading.quantities)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    file_name: str
    media_type: str
    content: bytes


def owed(agencies: frozenset[str], today: date, wanted: WantedOwed) -> tuple[OwedRound, ...]:
    """What these agencies are asked, by round, the nearest due date first."""
    names = {key: Owner(key, name) for key, name in accounts.agency_names().items()}
    rows = list(_wanted(agencies, wanted))
    others: dict[int, list[models.Obligation]] = {}
    answers = {row.answer_id for row in rows}
    for other in models.Obligation.objects.filter(answer__in=answers).order_by("order"):
        others.setdefault(other.answer_id, []).append(other)
    by_round: dict[str, list[Owed]] = {}
    for row in rows:
        joint = tuple(names[o.agency] for o in others[row.answer_id] if o.pk != row.pk)
        by_round.setdefault(row.answer.round_id, []).append(_owed(row, names, joint, today))
    known = {name.key: name for name in rounds()} if by_round else {}
    return tuple(
        OwedRound(known[key], _bodies(owed_rows, names.values()), tuple(owed_rows))
        for key, owed_rows in by_round.items()
    )


def beside(obligation_id: int, *, agencies: frozenset[str]) -> Beside:
    """The other owners' parts and the owners as they will be printed; 404 to another agency."""
    row = (
        models.Obligation.objects.select_related("answer__round", "answer__measure")
        .filter(pk=obligation_id, agency__in=agencies)
        .first()
    )
    if row is None:
        raise UnknownObligation()
    answer, known = row.answer, askings()
    names = accounts.agency_names()
    everyone = list(answer.obligations.order_by("order"))
    period = values.round_period(answer.round)
    bodies = tuple(Owner(o.agency, names[o.agency]) for o in everyone)
    return Beside(
        owners=Owners(bodies, answer.measure.open_list),
        others=tuple(
            JointPart(
                owner=Owner(other.agency, names[other.agency]),
                state=State(other.state),
                part=other.cells.get(PART, ""),
                reading=known.read(other, everyone, answer, period),
            )
            for other in everyone
            if other.pk != row.pk
        ),
    )


def evidence_file(evidence_id: int, *, agencies: frozenset[str] | None) -> EvidenceFile:
    """A document for its own agency, or for the secretariat (None); 404 to anyone else."""
    rows = models.Evidence.objects.filter(pk=evidence_id, withdrawn_at=None)
    if agencies is not None:
        rows = rows.filter(obligation__agency__in=agencies)
    row = rows.first()
    if row is None:
        raise UnknownObligation()
    return EvidenceFile(row.file_name, row.media_type, bytes(row.content))


def units() -> tuple[Unit, ...]:
    """Everything that can be counted, by the words for it."""
    return tuple(sorted(askings().units.values(), key=lambda unit: unit.other))


def _wanted(agencies: frozenset[str], wanted: WantedOwed) -> QuerySet[models.Obligation]:
    rows = models.Obligation.objects.filter(agency__in=agencies)
    if wanted.round:
        rows = rows.filter(answer__round=wanted.round)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if not wanted.round and not wanted.state:
        rows = rows.exclude(state__in=CLOSED)
    if wanted.words:
        rows = rows.filter(
            Q(answer__measure__title_ja__icontains=wanted.words)
            | Q(answer__measure__title_en__icontains=wanted.words)
            | Q(answer__measure__key__icontains=wanted.words)
        )
    return rows.select_related("answer__round", "answer__measure__pillar").order_by(
        "answer__round__due", "answer__round", "answer__order", "order"
    )


def _owed(
    row: models.Obligation, names: dict[str, Owner], joint: tuple[Owner, ...], today: date
) -> Owed:
    state, measure = State(row.state), row.answer.measure
    return Owed(
        obligation_id=row.pk,
        round_key=row.answer.round_id,
        agency=row.agency,
        agency_name=names[row.agency].name,
        measure=values.measure_name(measure),
        pillar=measure.pillar.number if measure.pillar else None,
        state=state,
        due=row.due,
        days_left=(row.due - today).days,
        late=is_late(state, row.due, today),
        joint=joint,
    )


def _bodies(rows: Iterable[Owed], names: Iterable[Owner]) -> tuple[Owner, ...]:
    """In the country's order."""
    asked = {row.agency for row in rows}
    return tuple(owner for owner in names if owner.abbreviation in asked)
