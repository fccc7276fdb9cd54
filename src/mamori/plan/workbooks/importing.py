"""Takes a workbook that came back: reads, compares, and keeps what was typed. All of it, or nothing.

The upload page calls ``read_upload``, shows what it answers, then ``apply`` with a person's choices.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from mamori.kernel import audit
from mamori.plan import actions
from mamori.plan.queries import rounds
from mamori.plan.queries.rounds import RoundName
from mamori.plan.rules.returns import NotReady, Problem
from mamori.plan.rules.rounds import WITH_OWNER
from mamori.plan.workbooks import refusals
from mamori.plan.workbooks.comparing import Clash, Comparison, clashes, compare
from mamori.plan.workbooks.reading import Workbook, read


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which side a person chose, and what was held when it chose: if that changed, it is asked again."""

    side: Side
    seen: str


Choices = Mapping[tuple[int, str], Choice]  # by obligation and field


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook read and compared with what is held now; nothing is kept yet."""

    name: str
    workbook: Workbook
    round: RoundName
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Applied:
    """How many answers and cells were kept, and which measures were handed in."""

    returns: int
    cells: int
    submitted: tuple[str, ...]


def read_upload(name: str, content: bytes, agencies: frozenset[str]) -> Upload:
    """What this file would change. Refused with the reason if it cannot be taken; keeps nothing."""
    workbook = read(content)
    if workbook.formulas:
        raise refusals.HasFormulas(places=workbook.formulas)
    return compared(name, workbook, agencies)


def compared(name: str, workbook: Workbook, agencies: frozenset[str]) -> Upload:
    """The workbook beside what is held now."""
    if workbook.agency not in agencies:
        raise refusals.WrongAgency(workbook.agency or "–")
    round_name, asked = rounds.asked_of(workbook.round, workbook.agency)
    return Upload(name, workbook, round_name, compare(workbook, asked))


@transaction.atomic
def apply(
    workbook: Workbook,
    choices: Choices,
    *,
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
    submit: bool = False,
) -> Applied:
    """Keep what was typed, as typed; refused whole while a conflict is not chosen (§8.2).

    ``submit``: hand in every answer the workbook changes; refused while one has a problem (§7.7).
    """
    if workbook.formulas:
        raise refusals.HasFormulas(places=workbook.formulas)
    own = frozenset({workbook.agency}) & agencies
    comparison = compared("", workbook, agencies).comparison
    if submit and comparison.wrong:
        raise NotReady(Problem(wrong.field, wrong.message) for wrong in comparison.wrong)
    stays, kept = list[Clash](), 0
    for row in comparison.rows:
        if not row.changes and not row.merged.conflicts:
            continue
        number = row.asked.obligation_id
        typed, base = chosen(workbook, number, choices)
        merged = actions.save(
            obligation_id=number, cells=typed, base=base, agencies=own, actor=actor, at=at
        )
        stays += clashes(workbook, row.asked, merged.conflicts)
        kept += len(typed)
    if stays:
        raise refusals.Conflicting(len(stays), places=[clash.place for clash in stays])
    handed_in = [row.asked for row in comparison.rows if submit and row.asked.state in WITH_OWNER]
    for one in handed_in:
        actions.submit(obligation_id=one.obligation_id, agencies=own, actor=actor, at=at)
    return Applied(len(comparison.rows), kept, tuple(one.measure.key for one in handed_in))


def chosen(
    workbook: Workbook, obligation_id: int, choices: Choices
) -> tuple[dict[str, str], dict[str, str]]:
    """The cells to take and the base to take them on, once a person has chosen."""
    typed = dict(workbook.typed[obligation_id])
    base = dict(workbook.base[obligation_id])
    for field in list(typed):
        choice = choices.get((obligation_id, field))
        if choice is None:
            continue
        if choice.side is Side.OURS:
            del typed[field]
        else:
            base[field] = choice.seen
    return typed, base


def choices_of(clashes: Iterable[Clash], sides: Mapping[tuple[int, str], Side]) -> Choices:
    """A person's sides for the conflicts it was shown."""
    return {
        (clash.obligation_id, clash.field): Choice(
            sides[clash.obligation_id, clash.field], clash.ours
        )
        for clash in clashes
        if (clash.obligation_id, clash.field) in sides
    }
