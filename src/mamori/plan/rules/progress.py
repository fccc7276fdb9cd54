"""How a round advanced, day by day, told again from what the audit trail kept of each step."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mamori.kernel.text import Text
from mamori.plan.rules.rounds import STEPS, WITH_SECRETARIAT, Act, State

Part = tuple[str, str]  # the measure's key, and the owner
MOST_DAYS = 120  # looked back over; a bar for each


class Stage(StrEnum):
    """Where a return lies; what a chart can show of ten states."""

    DONE = "done"
    CHECKING = "checking"
    BACK = "back"
    OWNER = "owner"


STAGES = {
    Stage.DONE: Text("確認まで終了", "Cleared"),
    Stage.CHECKING: Text("事務局で確認中", "With the secretariat"),
    Stage.BACK: Text("差戻し", "Sent back"),
    Stage.OWNER: Text("担当で作成中", "With the owner"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One step as it was recorded."""

    day: date
    part: Part
    act: Act


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every part stood at the end of a day, and since when."""

    day: date
    states: Mapping[Part, State]
    since: Mapping[Part, date]

    @property
    def stages(self) -> Mapping[Stage, int]:
        """In the order of ``Stage``."""
        counted = dict.fromkeys(Stage, 0)
        for state, number in Counter(self.states.values()).items():
            counted[stage(state)] += number
        return counted


def stage(state: State) -> Stage:
    if state is State.RETURNED:
        return Stage.BACK
    if state in (State.ASSIGNED, State.DRAFTED):
        return Stage.OWNER
    return Stage.CHECKING if state in WITH_SECRETARIAT else Stage.DONE


def over(
    parts: Iterable[Part], moves: Iterable[Move], opened: date, last: date
) -> tuple[Standing, ...]:
    """One standing a day, of the newest ``MOST_DAYS`` days; ``moves`` in the order they happened."""
    replay, days = _Replay(parts, opened), []
    waiting = deque(moves)
    first = max(opened, last - timedelta(days=MOST_DAYS - 1))
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        while waiting and waiting[0].day <= day:
            replay.take(waiting.popleft())
        days.append(Standing(day, dict(replay.states), dict(replay.since)))
    return tuple(days)


class _Replay:
    def __init__(self, parts: Iterable[Part], opened: date) -> None:
        self.states = dict.fromkeys(parts, State.ASSIGNED)
        self.since = dict.fromkeys(self.states, opened)
        self.joint: dict[str, list[Part]] = {}
        for part in self.states:
            self.joint.setdefault(part[0], []).append(part)

    def take(self, move: Move) -> None:
        """As the actions do: clearing moves all owners, sending one back un-clears the others."""
        if move.part not in self.states:
            return
        everyone = move.act in (Act.CLEAR_JA, Act.CLEAR_EN)
        for part in self.joint[move.part[0]]:
            state = self.states[part]
            step = STEPS.get((state, move.act))
            if step is not None and (everyone or part == move.part):
                self._put(part, step.to, move.day)
            elif move.act is Act.SEND_BACK and state in (State.CLEARED_JA, State.CLEARED_EN):
                self._put(part, State.ACCEPTED, move.day)

    def _put(self, part: Part, state: State, day: date) -> None:
        if self.states[part] is not state:
            self.states[part], self.since[part] = state, day
