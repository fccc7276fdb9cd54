"""Opening a round: who is asked what; and what the secretariat writes in it itself."""

from datetime import date, datetime

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.periods import Period
from mamori.kernel.text import Language, Text
from mamori.plan import mail, models
from mamori.plan.actions.asking import ask
from mamori.plan.actions.recording import changes, locked_round, record
from mamori.plan.queries.asking import askings, stored
from mamori.plan.queries.last_year import last_state
from mamori.plan.rules import measures as measure_rules
from mamori.plan.rules import rounds as rules
from mamori.plan.rules.merging import Cells, Merged, merge
from mamori.plan.rules.sections import names, of_statement


@transaction.atomic
def open_round(
    *,
    key: str,
    plan: str,
    period: Period,
    state_period: Period,
    due: date,
    issuer: Text,
    opens: date,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """Ask every owner of every measure in force (§7.1); how many obligations that makes."""
    rules.check_round(period, due, opens)
    if models.Round.objects.filter(pk=key).exists():
        raise rules.RoundExists(key)
    if not models.Plan.objects.filter(pk=plan).exists():
        raise measure_rules.UnknownPlan(plan)
    row = _made(key, plan, period, state_period, due, issuer, at)
    made = ask(row, due, at)
    mail.assigned(key, at=at)
    record("round opened", f"round:{key}", actor=actor, at=at, changes=made, last=due.isoformat())
    return made


def _made(
    key: str,
    plan: str,
    period: Period,
    state_period: Period,
    due: date,
    issuer: Text,
    at: datetime,
) -> models.Round:
    """The round, with section I asked for and section III begun from the plan's last Outline."""
    asked, issues = last_state(plan, period.first)
    return models.Round.objects.create(
        key=key,
        plan_id=plan,
        first=period.first,
        last=period.last,
        state_first=state_period.first,
        state_last=state_period.last,
        due=due,
        opened_at=at,
        issuer_ja=issuer.ja,
        issuer_en=issuer.en,
        asked=[stored(one, definitions) for one, definitions in asked],
        cells={
            of_statement(n, language): text.in_(language)
            for n, text in enumerate(issues, start=1)
            for language in Language
        },
    )


@transaction.atomic
def save_sections(
    *, key: str, cells: Cells, base: Cells, actor: audit.Actor, at: datetime
) -> Merged:
    """Sections I and III as typed; with a conflict nothing is kept (§8.2)."""
    row = locked_round(key)
    asked = askings().asked(row.asked)
    known = set(names(asked))
    merged = merge(base, row.cells, {n: w for n, w in cells.items() if n in known})
    changed = {n: w for n, w in merged.cells.items() if row.cells.get(n, "") != w}
    if merged.conflicts or not changed:
        return merged
    details = changes(row.cells, changed)
    row.cells, row.version = merged.cells, row.version + 1
    row.save(update_fields=["cells", "version"])
    record("sections saved", f"round:{key}", actor=actor, at=at, **details)
    return merged


@transaction.atomic
def ask_again(*, key: str, actor: audit.Actor, at: datetime) -> int:
    """Ask owners that were added since the round opened; how many obligations that makes."""
    row = locked_round(key)
    made = ask(row, row.due, at)
    if made:
        record("owners asked", f"round:{key}", actor=actor, at=at, changes=made)
    return made
