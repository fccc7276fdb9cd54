"""Two records of one deed are offered, and joined when both agencies agree (§2.7)."""

from datetime import datetime

from django.db import transaction

from mamori.activities import models
from mamori.activities.queries import likenesses, values
from mamori.activities.rules import likeness
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class AlreadySettled(Refused):
    code = "already_settled"

    def __init__(self) -> None:
        super().__init__(
            Text("この組にはもう答えが出ています。", "This pair has been answered already.")
        )


class NoLongerAlike(Refused):
    code = "no_longer_alike"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "どちらかの記録が直され、もう同じ活動には見えません。「別の活動」と答えてください。",
                "One of the two was corrected since; they no longer look like one. Answer “two deeds”.",
            )
        )


@transaction.atomic
def agree(*, pair: int, agencies: frozenset[str], actor: audit.Actor, at: datetime) -> bool:
    """Whether they are joined now, or the other agency still has to agree."""
    row = _open(pair, agencies)
    one, other = values.activity(row.one), values.activity(row.other)
    if not likeness.alike(one, other):
        raise NoLongerAlike
    answers = {answer["agency"]: answer["by"] for answer in row.agreed}
    missing = [b for b in (one.agency, other.agency) if b in agencies and b not in answers]
    if not missing:
        raise likeness.NobodyAlone
    answers = dict(likeness.agreed(answers, missing[0], actor))
    row.agreed = [{"agency": body, "by": by} for body, by in answers.items()]
    joined = likeness.is_joined(answers, one, other)
    if joined:
        row.settled = likeness.JOINED
        _join(row.one, row.other)
    row.save()
    _record("joined" if joined else "likeness agreed", row, missing[0], actor, at)
    return joined


@transaction.atomic
def decline(*, pair: int, agencies: frozenset[str], actor: audit.Actor, at: datetime) -> None:
    row = _open(pair, agencies)
    row.settled = likeness.DECLINED
    row.save()
    own = next(b for b in (row.one.agency, row.other.agency) if b in agencies)
    _record("likeness declined", row, own, actor, at)


def _open(pair: int, agencies: frozenset[str]) -> models.Likeness:
    row = models.Likeness.objects.select_for_update().filter(pk=pair).first()
    if row is None or not agencies & {row.one.agency, row.other.agency}:
        raise likenesses.UnknownLikeness(pair)
    if row.settled:
        raise AlreadySettled
    return row


def _join(one: models.Activity, other: models.Activity) -> None:
    """The older record counts; what was joined to either goes along."""
    kept, gone = sorted((_first(one), _first(other)), key=_number)
    if kept.pk != gone.pk:
        models.Activity.objects.filter(pk=gone.pk).update(same_as=kept)
        models.Activity.objects.filter(same_as=gone).update(same_as=kept)


def _first(row: models.Activity) -> models.Activity:
    return row if row.same_as is None else _first(row.same_as)


def _number(row: models.Activity) -> int:
    return row.pk


def _record(
    action: str, row: models.Likeness, agency: str, actor: audit.Actor, at: datetime
) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"activity:{row.other_id}",
        at=at,
        agency=agency,
        with_record=row.one_id,
    )
