"""One audit record for each change of a round, a return or an edition; rows locked on the way."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from mamori.kernel import audit
from mamori.plan import models
from mamori.plan.rules.rounds import Act, State, UnknownObligation, UnknownRound, step

SLICE = "plan"
LONGEST = 300  # signs of a text kept in a record; the whole text stands in the return


def record(
    action: str, subject: str, *, actor: audit.Actor, at: datetime, **details: str | int | None
) -> None:
    kept = {name: _short(value) for name, value in details.items()}
    audit.record(slice=SLICE, actor=actor, action=f"plan: {action}", subject=subject, at=at, **kept)


def locked_round(key: str) -> models.Round:
    row = models.Round.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise UnknownRound(key)
    return row


def locked(obligation_id: int, agencies: frozenset[str] | None) -> models.Obligation:
    """The obligation and its return, locked. ``agencies``: whose may be touched; None for the secretariat."""
    # The return first, always: two owners of one return lock in the same order.
    models.Return.objects.select_for_update().filter(obligations=obligation_id).first()
    row = (
        models.Obligation.objects.select_for_update(of=("self",))
        .select_related("answer__round", "answer__measure")
        .filter(pk=obligation_id)
        .first()
    )
    if row is None or (agencies is not None and row.agency not in agencies):
        raise UnknownObligation()
    return row


def move(row: models.Obligation, act: Act, at: datetime, *, reason: str = "") -> State:
    """Take the step and keep since when; the row is saved by the caller."""
    before = State(row.state)
    to = step(before, act, reason=reason).to
    if to is not before:
        row.state, row.since, row.reminded_at = to, at, None
    return to


def subject(row: models.Obligation) -> str:
    return f"obligation:{row.answer.round_id}/{row.answer.measure_id}/{row.agency}"


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Which cells changed, told by digests: a draft is its owners', the trail is read by others (§7.12)."""
    return {
        field: f"{_digest(before.get(field, ''))} → {_digest(words)}"
        for field, words in after.items()
    }


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12] if words else "–"


def _short(value: str | int | None) -> str | int | None:
    return value[:LONGEST] if isinstance(value, str) else value
