"""What an owner does with its return: save, submit, take back, add evidence, answer a comment."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.actions.recording import changes, locked, move, record, subject
from mamori.plan.queries import values
from mamori.plan.queries.asking import askings, held, stored
from mamori.plan.rules import answering
from mamori.plan.rules import evidence as evidence_rules
from mamori.plan.rules import returns as rules
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import SHARED
from mamori.plan.rules.counted import without_counted
from mamori.plan.rules.merging import Cells, Merged, merge
from mamori.plan.rules.rounds import Act, State, UnknownObligation

Agencies = frozenset[str]


@transaction.atomic
def save(
    *,
    obligation_id: int,
    cells: Cells,
    base: Cells,
    agencies: Agencies,
    actor: audit.Actor,
    at: datetime,
) -> Merged:
    """Keep a draft as typed. With a conflict nothing is kept: a person chooses first (§8.2)."""
    row = locked(obligation_id, agencies)
    answer, now = row.answer, held(row, row.answer)
    siblings = list(answer.obligations.order_by("order"))
    asking = askings().of(row, siblings, answer, values.round_period(answer.round))
    known = {name: words for name, words in cells.items() if name in asking.names}
    typed = without_counted(known, asking.counted)
    merged = merge(base, now, typed)
    changed = {n: w for n, w in merged.cells.items() if now.get(n, "") != w}
    if merged.conflicts:
        return merged
    if SHARED & set(changed):
        answering.check_shared_text(State(o.state) for o in siblings if o.pk != row.pk)
    move(row, Act.SAVE, at)
    _keep(row, answer, changed, actor)
    for other in siblings:
        if other.pk != row.pk and SHARED & set(changed) and other.state == State.SUBMITTED:
            _say(
                other,
                actor,
                at,
                answering.TEXT_CHANGED.ja + "\n" + answering.TEXT_CHANGED.en,
                "save",
            )
    if changed:
        details = changes(now, changed)
        record("return saved", subject(row), actor=actor, at=at, **details)
    return merged


@transaction.atomic
def submit(*, obligation_id: int, agencies: Agencies, actor: audit.Actor, at: datetime) -> None:
    """Hand it to the secretariat; refused with every problem while it has any (§7.7)."""
    row = locked(obligation_id, agencies)
    siblings = list(row.answer.obligations.order_by("order"))
    reading = askings().read(row, siblings, row.answer, values.round_period(row.answer.round))
    if reading.problems:
        raise rules.NotReady(reading.problems)
    move(row, Act.SUBMIT, at)
    _drafted(row, actor)
    row.save()
    record("return submitted", subject(row), actor=actor, at=at)


@transaction.atomic
def withdraw(*, obligation_id: int, agencies: Agencies, actor: audit.Actor, at: datetime) -> None:
    """Take it back before anyone has accepted it."""
    row = locked(obligation_id, agencies)
    move(row, Act.WITHDRAW, at)
    row.save()
    record("return withdrawn", subject(row), actor=actor, at=at)


@transaction.atomic
def ask_for(
    *,
    obligation_id: int,
    key: str,
    label: Text,
    unit: str,
    agencies: Agencies | None,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """One more quantity in this return; ``agencies`` None when the secretariat asks."""
    row = locked(obligation_id, agencies)
    known = askings()
    siblings = list(row.answer.obligations.order_by("order"))
    taken = {entry["key"] for sibling in siblings for entry in sibling.asked}
    answering.check_new_quantity(key, unit, taken, known.units)
    answering.check_label(label)
    row.asked = [*row.asked, stored(Asked(key, label, known.units[unit]))]
    row.version += 1
    row.save()
    record("quantity asked for", subject(row), actor=actor, at=at, owner=key)


@transaction.atomic
def drop_quantity(
    *,
    obligation_id: int,
    key: str,
    agencies: Agencies | None,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """It is not asked any more: added by mistake, or no longer counted (§7.15)."""
    row = locked(obligation_id, agencies)
    answering.check_open(State(row.state))
    if all(entry["key"] != key for entry in row.asked):
        raise answering.UnknownQuantity(key)
    row.asked = [entry for entry in row.asked if entry["key"] != key]
    row.version += 1
    row.save()
    record("quantity dropped", subject(row), actor=actor, at=at, owner=key)


@transaction.atomic
def comment(
    *,
    obligation_id: int,
    words: str,
    agencies: Agencies | None,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Say something to the other side; it stays with the answer."""
    row = locked(obligation_id, agencies)
    answering.check_comment(words)
    _say(row, actor, at, words.strip(), "")
    record("comment made", subject(row), actor=actor, at=at)


@transaction.atomic
def add_evidence(
    *,
    obligation_id: int,
    title: str,
    public: bool,
    file_name: str,
    media_type: str,
    content: bytes,
    agencies: Agencies,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """A document behind the return, kept with its digest; public ones are named with the figures."""
    row = locked(obligation_id, agencies)
    answering.check_open(State(row.state))
    evidence_rules.check(title, file_name, content)
    digest = sha256(content).hexdigest()
    made = models.Evidence.objects.create(
        obligation=row,
        title=title.strip(),
        public=public,
        file_name=file_name,
        media_type=media_type,
        digest=digest,
        content=content,
        size=len(content),
        added_at=at,
        added_by=audit.number(actor) or 0,
    )
    record("evidence added", subject(row), actor=actor, at=at, after=digest)
    return made.pk


@transaction.atomic
def withdraw_evidence(
    *, evidence_id: int, agencies: Agencies, actor: audit.Actor, at: datetime
) -> None:
    """It stays in the record, but counts no more."""
    found = models.Evidence.objects.filter(pk=evidence_id, withdrawn_at=None)
    evidence = found.select_for_update().first()
    if evidence is None:
        raise UnknownObligation()
    row = locked(evidence.obligation_id, agencies)
    answering.check_open(State(row.state))
    evidence.withdrawn_at = at
    evidence.save(update_fields=["withdrawn_at"])
    record("evidence withdrawn", subject(row), actor=actor, at=at, after=evidence.digest)


def _keep(
    row: models.Obligation, answer: models.Return, changed: Mapping[str, str], actor: audit.Actor
) -> None:
    shared = {name: words for name, words in changed.items() if name in SHARED}
    own = {name: words for name, words in changed.items() if name not in SHARED}
    if shared:
        answer.cells = {**answer.cells, **shared}
        answer.save(update_fields=["cells"])
    if own:
        row.cells = {**row.cells, **own}
    row.version += 1
    _drafted(row, actor)
    row.save()


def _drafted(row: models.Obligation, actor: audit.Actor) -> None:
    number = audit.number(actor)
    if number is not None and number not in row.drafters:
        row.drafters = [*row.drafters, number]


def _say(row: models.Obligation, actor: audit.Actor, at: datetime, words: str, act: str) -> None:
    models.Comment.objects.create(
        obligation=row, at=at, by=audit.number(actor) or 0, words=words, act=act
    )
