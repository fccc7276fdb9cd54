"""What is due, from every slice: one list for whoever is asked, and the lines of a digest.

Policy: docs/policy/plan.md §11.10. A later slice joins by one entry in ``OF_AGENCIES``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mamori.activities.queries import due as activities
from mamori.kernel.deadlines import Deadline
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import answering, rounds
from mamori.plan.rules.rounds import STATES, WITH_OWNER, WITH_SECRETARIAT

ANSWER = Text("回答してください（いまは{0}）。", "Answer it (now: {0}).")
REVIEW = Text("確認を待っている回答が{0}件あります。", "{0} returns wait to be checked.")
ROUND = Text("取りまとめ {0}", "Round {0}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose deadlines: ``agencies`` in whose name one answers, ``secretariat`` those of the rounds."""

    agencies: frozenset[str]
    secretariat: bool


def due(wanted: Wanted, today: date) -> tuple[Deadline, ...]:
    """The nearest day first."""
    found = [one for tell in OF_AGENCIES.values() for one in tell(wanted.agencies, today)]
    if wanted.secretariat:
        found += _rounds()
    return tuple(sorted(found, key=lambda one: (one.on, one.what.en)))


def newly(agencies: frozenset[str], since: date, today: date) -> tuple[Deadline, ...]:
    """From the other slices: what came within reach after ``since``; each is told once (§11.10)."""
    others = [tell for name, tell in OF_AGENCIES.items() if name != "plan"]
    known = {one for tell in others for one in tell(agencies, since)}
    found = {one for tell in others for one in tell(agencies, today)}
    return tuple(sorted(found - known, key=lambda one: (one.on, one.what.en)))


def _returns(agencies: frozenset[str], today: date) -> tuple[Deadline, ...]:
    owed = answering.owed(agencies, today, answering.WantedOwed()) if agencies else ()
    return tuple(
        Deadline(
            on=row.due,
            what=row.measure.title,
            to_do=ANSWER.format(STATES[row.state]),
            route="plan:answer",
            arguments=(row.obligation_id,),
            agency=row.agency,
        )
        for asked in owed
        for row in asked.rows
        if row.state in WITH_OWNER
    )


def _rounds() -> list[Deadline]:
    """A round with returns that wait for the secretariat, on the day the round is due."""
    waiting = models.Obligation.objects.filter(state__in=WITH_SECRETARIAT)
    keys = list(waiting.values_list("answer__round", flat=True))
    return [
        Deadline(
            on=name.due,
            what=ROUND.format(name.key),
            to_do=REVIEW.format(keys.count(name.key)),
            route="plan:board",
            arguments=(name.key,),
        )
        for name in rounds.rounds()
        if name.key in keys
    ]


OF_AGENCIES: dict[str, Callable[[frozenset[str], date], tuple[Deadline, ...]]] = {
    "plan": _returns,
    "activities": activities.due,
}
