"""What the secretariat may do with a return now, and in words why not. Policy: docs/policy/plan.md, section 7."""

from collections.abc import Iterable
from dataclasses import dataclass

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules.rounds import STEPS, Act, State, Who, check_reviewer

ACTS = {
    Act.ACCEPT: Text("受理する", "Accept"),
    Act.CLEAR_JA: Text("日本語を確認済みにする", "Clear the Japanese"),
    Act.CLEAR_EN: Text("英語を確認済みにする", "Clear the English"),
    Act.SEND_BACK: Text("差し戻す", "Send back"),
}
CLEARING = frozenset({Act.CLEAR_JA, Act.CLEAR_EN})
WAITS_FOR_OTHERS = Text(
    "文は一つです。共同の担当の分もここまで進むと、確認できます。",
    "The text is one: it can be cleared once the joint owners have come this far too.",
)


@dataclass(frozen=True, slots=True)
class Party:
    """One owner's part of a return, as far as a reviewer's step depends on it."""

    state: State
    drafters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Offer:
    """An act the table of states allows; ``hindrance`` says why this person cannot take it now."""

    act: Act
    hindrance: Text | None

    @property
    def name(self) -> Text:
        return ACTS[self.act]


def offers(own: Party, others: Iterable[Party], reviewer: int) -> list[Offer]:
    """The steps of the secretariat from this state, the one that leads on first."""
    others = tuple(others)
    return [
        Offer(act, _hindrance(act, own, others, reviewer))
        for act in ACTS
        if (step := STEPS.get((own.state, act))) and step.who is Who.SECRETARIAT
    ]


def _hindrance(act: Act, own: Party, others: tuple[Party, ...], reviewer: int) -> Text | None:
    if act is Act.SEND_BACK:
        return None
    together = others if act in CLEARING else ()
    if any(other.state is not own.state for other in together):
        return WAITS_FOR_OTHERS
    try:  # §7.3
        for party in (own, *together):
            check_reviewer(reviewer, party.drafters)
    except Refused as refusal:
        return refusal.message
    return None
