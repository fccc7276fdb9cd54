"""How a return goes from assigned to published: states, steps, and who takes them.

Policy: docs/policy/plan.md, section 7. ``docs/return-states.md`` is drawn from ``STEPS``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class State(StrEnum):
    """Of one obligation, in the order in which it advances; ``RETURNED`` goes back to its owner."""

    ASSIGNED = "assigned"
    RETURNED = "returned"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    CLEARED_JA = "cleared_ja"
    CLEARED_EN = "cleared_en"
    FROZEN = "frozen"
    PUBLISHED = "published"
    REVISED = "revised"


STATES = {
    State.ASSIGNED: Text("割当", "Assigned"),
    State.RETURNED: Text("差戻し", "Returned"),
    State.DRAFTED: Text("下書き", "Drafted"),
    State.SUBMITTED: Text("提出", "Submitted"),
    State.ACCEPTED: Text("受理", "Accepted"),
    State.CLEARED_JA: Text("日本語確認済み", "Japanese cleared"),
    State.CLEARED_EN: Text("両言語確認済み", "Both languages cleared"),
    State.FROZEN: Text("確定", "Frozen"),
    State.PUBLISHED: Text("公表", "Published"),
    State.REVISED: Text("訂正", "Revised"),
}
ADVANCE = {state: place for place, state in enumerate(State)}
WITH_OWNER = frozenset({State.ASSIGNED, State.DRAFTED, State.RETURNED})
WITH_SECRETARIAT = frozenset({State.SUBMITTED, State.ACCEPTED, State.CLEARED_JA})
CLOSED = frozenset({State.FROZEN, State.PUBLISHED, State.REVISED})


class Act(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    CLEAR_JA = "clear_ja"
    CLEAR_EN = "clear_en"
    FREEZE = "freeze"
    THAW = "thaw"
    PUBLISH = "publish"
    REVISE = "revise"


class Who(StrEnum):
    OWNER = "owner"
    SECRETARIAT = "secretariat"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Step:
    """Where an act leads and who takes it; ``reason``: it must say why (§7.4)."""

    to: State
    who: Who
    reason: bool = False


_SEND_BACK = Step(State.RETURNED, Who.SECRETARIAT, reason=True)
STEPS: dict[tuple[State, Act], Step] = {  # §7.2 what is not here cannot happen
    (State.ASSIGNED, Act.SAVE): Step(State.DRAFTED, Who.OWNER),
    (State.DRAFTED, Act.SAVE): Step(State.DRAFTED, Who.OWNER),
    (State.RETURNED, Act.SAVE): Step(State.DRAFTED, Who.OWNER),
    (State.DRAFTED, Act.SUBMIT): Step(State.SUBMITTED, Who.OWNER),
    (State.SUBMITTED, Act.WITHDRAW): Step(State.DRAFTED, Who.OWNER),
    (State.SUBMITTED, Act.SEND_BACK): _SEND_BACK,
    (State.SUBMITTED, Act.ACCEPT): Step(State.ACCEPTED, Who.SECRETARIAT),
    (State.ACCEPTED, Act.SEND_BACK): _SEND_BACK,
    (State.ACCEPTED, Act.CLEAR_JA): Step(State.CLEARED_JA, Who.SECRETARIAT),
    (State.CLEARED_JA, Act.SEND_BACK): _SEND_BACK,
    (State.CLEARED_JA, Act.CLEAR_EN): Step(State.CLEARED_EN, Who.SECRETARIAT),
    (State.CLEARED_EN, Act.SEND_BACK): _SEND_BACK,
    (State.CLEARED_EN, Act.FREEZE): Step(State.FROZEN, Who.SECRETARIAT),
    (State.FROZEN, Act.THAW): Step(State.CLEARED_EN, Who.SECRETARIAT, reason=True),
    (State.FROZEN, Act.PUBLISH): Step(State.PUBLISHED, Who.CLOCK),
    (State.PUBLISHED, Act.REVISE): Step(State.REVISED, Who.SECRETARIAT, reason=True),
    (State.REVISED, Act.REVISE): Step(State.REVISED, Who.SECRETARIAT, reason=True),
}


class UnknownRound(Refused):
    code = "unknown_round"
    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(ja="取りまとめ「{0}」はありません。", en="There is no round “{0}”.").format(key)
        )


class UnknownObligation(Refused):
    """Also the answer to someone of another ministry: they learn nothing of what is there."""

    code = "unknown_obligation"
    status = 404

    def __init__(self) -> None:
        super().__init__(Text(ja="その回答はありません。", en="There is no such return."))


class RoundExists(Refused):
    code = "round_exists"

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                ja="取りまとめ「{0}」はもうあります。", en="The round “{0}” is there already."
            ).format(key)
        )


class NotNow(Refused):
    code = "not_in_this_state"

    def __init__(self, state: State) -> None:
        super().__init__(
            Text(
                ja="いまの状態（{0}）ではできません。ページを読み込み直してください。",
                en="This cannot be done while the return is “{0}”. Load the page again.",
            ).format(STATES[state])
        )


class NeedsReason(Refused):
    code = "needs_reason"

    def __init__(self) -> None:
        super().__init__(
            Text(
                ja="理由を書いてください。担当に届きます。",
                en="Say why: the owner will read it.",
            )
        )


class OwnDraft(Refused):
    code = "own_draft"

    def __init__(self) -> None:
        super().__init__(
            Text(
                ja="自分が書いた回答は、ほかの人が受理します。",
                en="You wrote this return, so somebody else has to accept it.",
            )
        )


class DueBeforeOpening(Refused):
    code = "due_before_opening"


def step(state: State, act: Act, *, reason: str = "") -> Step:
    """Where the act leads from this state; refuses what the table does not hold."""
    found = STEPS.get((state, act))
    if found is None:
        raise NotNow(state)
    if found.reason and not reason.strip():
        raise NeedsReason()
    return found


def check_reviewer(reviewer: int, drafters: Iterable[int]) -> None:
    """Raise if this person had a hand in the draft (§7.3)."""
    if reviewer in set(drafters):
        raise OwnDraft()


def joint_state(states: Iterable[State]) -> State:
    """An effort is as far as its least advanced owner (§7.5)."""
    return min(states, key=ADVANCE.__getitem__)


def is_late(state: State, due: date, today: date) -> bool:
    """§7.10 the day it is due still counts."""
    return state in WITH_OWNER and today > due


def check_round(period: Period, due: date, opens: date) -> None:
    """Raise unless a round of that period may be opened that day with that due date."""
    if due < opens:
        raise DueBeforeOpening(
            Text(
                ja="提出期限（{0}）が開始日（{1}）より前です。",
                en="The due date {0} lies before the day the round opens, {1}.",
            ).format(due, opens)
        )


class DueNotLater(Refused):
    code = "due_not_later"


def check_extension(due: date, new: date) -> None:
    """Raise unless more time is given: a due date is never pulled forward."""
    if new <= due:
        raise DueNotLater(
            Text(
                ja="新しい期限（{1}）が、いまの期限（{0}）より後ではありません。",
                en="The new due date {1} is not later than {0}.",
            ).format(due, new)
        )
