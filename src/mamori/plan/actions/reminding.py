"""The secretariat's reminders, and the day's digests."""

from datetime import datetime

from django.db import transaction

from mamori.kernel import audit
from mamori.plan import mail
from mamori.plan.actions.recording import locked, record, subject
from mamori.plan.rules.rounds import WITH_OWNER, State


@transaction.atomic
def remind(*, obligation_ids: tuple[int, ...], actor: audit.Actor, at: datetime) -> int:
    """Remind the owners of those returns that are still with them; how many that were."""
    rows = []
    for number in sorted(set(obligation_ids)):
        row = locked(number, None)
        if State(row.state) not in WITH_OWNER:
            continue
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        rows.append(row)
    for row in rows:
        record("owner reminded", subject(row), actor=actor, at=at, last=row.due.isoformat())
    mail.reminded(rows, at=at)
    return len(rows)


@transaction.atomic
def send_digests(*, at: datetime) -> int:
    """Ask for the day's digests (§11.5); whoever had one today gets no second. How many were asked for."""
    return mail.ask_for_digests(at=at)
