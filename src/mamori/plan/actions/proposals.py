"""What an old Outline said, told to the owners of a round once a person has confirmed it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.text import Language
from mamori.plan import models
from mamori.plan.actions.recording import locked_round, record
from mamori.plan.queries.asking import Askings, askings, stored
from mamori.plan.rules import old_outline_confirming as rules
from mamori.plan.rules.old_outline_confirming import Confirmed
from mamori.plan.rules.rounds import State


@transaction.atomic
def confirm_proposal(
    *, round_key: str, efforts: Sequence[Confirmed], actor: audit.Actor, at: datetime
) -> int:
    """Keep these texts and figures as what was last said (§12.4); how many. Nobody's draft changes."""
    locked_round(round_key)
    rows = models.Return.objects.select_for_update().filter(round=round_key)
    answers = {row.measure_id: row for row in rows.order_by("pk")}
    rules.check(efforts, round_key, answers)
    known, details = askings(), {}
    for effort in efforts:
        answer = answers[effort.measure]
        name = f"{effort.measure} {effort.language.value}"
        japanese = effort.language is Language.JA
        details[f"{name} before"] = answer.last_text_ja if japanese else answer.last_text_en
        details[f"{name} after"] = _keep(answer, effort, known)
    record(
        "old Outline confirmed",
        f"round:{round_key}",
        actor=actor,
        at=at,
        changes=len(efforts),
        **details,
    )
    return len(efforts)


def _keep(answer: models.Return, effort: Confirmed, known: Askings) -> str:
    """The text as it was kept."""
    obligations = list(answer.obligations.select_for_update(of=("self",)).order_by("order"))
    rules.check_open(effort.measure, (State(row.state) for row in obligations))
    first = obligations[0]  # gives the figures, as when the round was opened
    entries = {entry["key"]: entry for entry in first.asked}
    effort = rules.met(effort, known.asked(first.asked))
    for asked in effort.asked:
        definitions = entries[asked.key]["definitions"] if asked.key in entries else ()
        entries[asked.key] = stored(asked, definitions)
    first.asked = list(entries.values())
    first.version += 1
    first.save(update_fields=["asked", "version"])
    if effort.language is Language.JA:
        answer.last_text_ja = effort.text
    else:
        answer.last_text_en = effort.text
    answer.save(update_fields=["last_text_ja", "last_text_en"])
    return effort.text
