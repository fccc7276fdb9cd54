"""Freezing, publishing at a minute, correcting: what was published is never changed, only followed."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mamori.helplines import queries as helplines
from mamori.kernel import audit
from mamori.kernel.text import Language, Text
from mamori.plan import mail, models
from mamori.plan.actions.recording import locked_round, move, record
from mamori.plan.print import written
from mamori.plan.queries import counting, values
from mamori.plan.queries.asking import askings
from mamori.plan.queries.assembling import assembled, gates_of
from mamori.plan.queries.editions import outline_at
from mamori.plan.rules import bundle, gates
from mamori.plan.rules import editions as rules
from mamori.plan.rules.outline import Outline
from mamori.plan.rules.revising import Corrections, revised, with_stamps
from mamori.plan.rules.rounds import Act, State


@transaction.atomic
def freeze(*, round_key: str, announced_at: datetime, actor: audit.Actor, at: datetime) -> int:
    """The round as an edition that cannot change, public from its minute on; refused while a gate is shut."""
    row = locked_round(round_key)
    rules.check_minute(announced_at, at)
    on = values.day_of(announced_at)
    passages = gates_of(round_key, on)
    if not all(passage.open for passage in passages):
        raise gates.GatesShut(passages)
    for obligation in _obligations(row):
        move(obligation, Act.FREEZE, at)
        obligation.save(update_fields=["state", "since", "reminded_at"])
    edition = _kept(assembled(round_key, on), announced_at, at, round_=row)
    record(
        "edition frozen",
        f"round:{round_key}",
        actor=actor,
        at=at,
        after=edition.digest,
        first=announced_at.isoformat(),
    )
    return edition.pk


@transaction.atomic
def thaw(*, edition_id: int, reason: str, actor: audit.Actor, at: datetime) -> None:
    """Take a frozen edition back before its minute; its round goes on."""
    edition = _edition(edition_id)
    rules.check_not_public(edition.announced_at, at)
    if edition.round is not None and edition.revision == 1:
        for obligation in _obligations(edition.round):
            move(obligation, Act.THAW, at, reason=reason)
            obligation.save(update_fields=["state", "since", "reminded_at"])
    edition.withdrawn_at = at
    edition.save(update_fields=["withdrawn_at"])
    subject = f"edition:{edition.name}/r{edition.revision}"
    record("edition thawed", subject, actor=actor, at=at, before=edition.digest, after=reason)


@transaction.atomic
def revise(
    *,
    name: str,
    corrections: Corrections,
    reason: Text,
    announced_at: datetime,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """The next revision of a published Outline, with its public reason and what it changes."""
    rules.check_minute(announced_at, at)
    rules.check_none_waits(_waiting(name, at))
    now = outline_at(name, at)
    on, lines = values.day_of(announced_at), askings().lines
    new = revised(now, corrections, reason=reason, on=on, lines=lines)
    new = with_stamps(new, counting.agreeing(now, corrections.figures))
    round_ = models.Round.objects.filter(pk=name).first()
    edition = _kept(new, announced_at, at, round_=round_)
    if round_ is not None:
        for obligation in _obligations(round_):
            if obligation.state in (State.PUBLISHED, State.REVISED):
                move(obligation, Act.REVISE, at, reason=reason.ja)
                obligation.save(update_fields=["state", "since", "reminded_at"])
    record(
        "edition revised",
        f"edition:{name}/r{edition.revision}",
        actor=actor,
        at=at,
        before=bundle.digest(bundle.frozen(now)),
        after=edition.digest,
        changes=len(new.revisions[-1].changes),
    )
    return edition.pk


@transaction.atomic
def mark_published(*, actor: audit.Actor, at: datetime) -> int:
    """Returns of editions whose minute has come are published; how many editions that was."""
    due = models.Edition.objects.filter(
        withdrawn_at=None, announced_at__lte=at, revision=1, round__isnull=False
    )
    done = 0
    for edition in due.select_related("round").defer("bundle"):
        waiting = [o for o in _obligations(edition.round) if o.state == State.FROZEN]
        for obligation in waiting:
            move(obligation, Act.PUBLISH, at)
            obligation.save(update_fields=["state", "since", "reminded_at"])
        if waiting:
            done += 1
            subject = f"edition:{edition.name}/r{edition.revision}"
            record("edition published", subject, actor=actor, at=at, after=edition.digest)
    return done


def _kept(
    outline: Outline, announced_at: datetime, at: datetime, *, round_: models.Round | None
) -> models.Edition:
    kept = bundle.frozen(outline)
    edition = models.Edition.objects.create(
        name=outline.key,
        revision=outline.revision,
        plan_id=outline.plan_key,
        round=round_,
        first=outline.period.first,
        last=outline.period.last,
        bundle=kept,
        digest=bundle.digest(kept),
        efforts=len(outline.efforts),
        frozen_at=at,
        announced_at=announced_at,
    )
    mail.when_announced(edition.pk, announced_at)
    models.EditionMeasure.objects.bulk_create(
        models.EditionMeasure(edition=edition, measure=measure.key, effort=effort.key)
        for effort in outline.efforts
        for measure in effort.measures
    )
    models.EditionFile.objects.bulk_create(
        models.EditionFile(
            edition=edition,
            language=language,
            form=form,
            content=content,
            digest=sha256(content).hexdigest(),
        )
        for (language, form), content in _files(outline).items()
    )
    return edition


def _files(outline: Outline) -> Mapping[tuple[Language, str], bytes]:
    lines = tuple(n for n in helplines.numbers_at(outline.issued_on) if n.urgent)
    return {
        (language, form): written.outline_file(outline, form, language, lines)
        for language in Language
        for form in written.FORMATS
    }


def _obligations(row: models.Round | None) -> list[models.Obligation]:
    rows = models.Obligation.objects.select_for_update(of=("self",)).filter(answer__round=row)
    return list(rows.order_by("pk"))


def _edition(edition_id: int) -> models.Edition:
    found = models.Edition.objects.select_for_update().filter(pk=edition_id, withdrawn_at=None)
    row = found.first()
    if row is None:
        raise rules.UnknownEdition()
    return row


def _waiting(name: str, at: datetime) -> bool:
    rows = models.Edition.objects.filter(name=name, withdrawn_at=None, announced_at__gt=at)
    return rows.exists()
