"""What the secretariat does with returns: accept, send back, clear in a language, give more time."""

from datetime import date, datetime

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.text import Language
from mamori.plan import mail, models
from mamori.plan.actions.recording import locked, move, record, subject
from mamori.plan.rules import rounds as rules
from mamori.plan.rules.rounds import Act, State

CLEARING = {Language.JA: Act.CLEAR_JA, Language.EN: Act.CLEAR_EN}


@transaction.atomic
def accept(*, obligation_id: int, actor: audit.Actor, at: datetime) -> None:
    """Never by anyone who had a hand in the draft (§7.3)."""
    row = locked(obligation_id, None)
    rules.check_reviewer(audit.number(actor) or 0, row.drafters)
    move(row, Act.ACCEPT, at)
    row.save()
    record("return accepted", subject(row), actor=actor, at=at)


@transaction.atomic
def send_back(*, obligation_id: int, reason: str, actor: audit.Actor, at: datetime) -> None:
    """Back to its owner with the reason, which both sides see (§7.4)."""
    row = locked(obligation_id, None)
    before = State(row.state)
    move(row, Act.SEND_BACK, at, reason=reason)
    row.save()
    said = models.Comment.objects.create(
        obligation=row, at=at, by=audit.number(actor) or 0, words=reason.strip(), act="send_back"
    )
    mail.returned(row, said.pk, at=at)
    for other in row.answer.obligations.exclude(pk=row.pk).select_for_update():
        # The text is one: where it was cleared, it has to be cleared again.
        if other.state in (State.CLEARED_JA, State.CLEARED_EN):
            other.state, other.since = State.ACCEPTED, at
            other.save(update_fields=["state", "since"])
    record("return sent back", subject(row), actor=actor, at=at, before=before.value)


@transaction.atomic
def clear(*, obligation_id: int, language: Language, actor: audit.Actor, at: datetime) -> None:
    """The text of the whole return is fit to print in that language; all owners' parts move on."""
    row = locked(obligation_id, None)
    for other in row.answer.obligations.order_by("order").select_for_update():
        rules.check_reviewer(audit.number(actor) or 0, other.drafters)
        move(other, CLEARING[language], at)
        other.save()
    record("text cleared", subject(row), actor=actor, at=at, after=language.value)


@transaction.atomic
def extend(*, obligation_id: int, due: date, actor: audit.Actor, at: datetime) -> None:
    """Another day by which this owner answers."""
    row = locked(obligation_id, None)
    rules.check_extension(row.due, due)
    before, row.due, row.reminded_at = row.due, due, None
    row.save(update_fields=["due", "reminded_at"])
    days = {"before": before.isoformat(), "after": due.isoformat()}
    record("due date moved", subject(row), actor=actor, at=at, **days)
