"""A working day in a round, told from the audit trail: what came in, what went back, what is late, what blocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from mamori.accounts import queries as accounts
from mamori.kernel import audit
from mamori.kernel.audit import Entry
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import rounds, values
from mamori.plan.queries.rounds import ObligationRow, ReturnRow, RoundName
from mamori.plan.rules.progress import Move, Part, Standing, over
from mamori.plan.rules.rounds import WITH_OWNER, WITH_SECRETARIAT, Act, State, is_late

STEPS_RECORDED = {
    "plan: return saved": Act.SAVE,
    "plan: return submitted": Act.SUBMIT,
    "plan: return withdrawn": Act.WITHDRAW,
    "plan: return accepted": Act.ACCEPT,
    "plan: return sent back": Act.SEND_BACK,
}
CLEARED = "plan: text cleared"
DUE_MOVED = "plan: due date moved"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to one owner's part; ``words`` is the reason, where one was given."""

    at: datetime
    act: Act
    row: ReturnRow
    own: ObligationRow
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """One part as it stood at the end of the day."""

    row: ReturnRow
    own: ObligationRow
    state: State
    days: int


@dataclass(frozen=True, slots=True)
class Block:
    """A joint effort held up: some owners have handed theirs in, the others have not."""

    row: ReturnRow
    waits_for: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WorkingDay:
    round: RoundName
    day: date
    events: tuple[Event, ...]
    late: tuple[Held, ...]
    blocks: tuple[Block, ...]
    waiting: tuple[Held, ...]
    so_far: tuple[Standing, ...]

    def of(self, *acts: Act) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.act in acts)


def first_day(name: RoundName) -> date:
    return values.day_of(name.opened_at)


def working_day(key: str, day: date) -> WorkingDay:
    """As the round stood at the end of that day, whatever has happened since."""
    name, rows = rounds.board(key, day)
    places: dict[Part, tuple[ReturnRow, ObligationRow]] = {
        (row.measure.key, own.agency): (row, own) for row in rows for own in row.obligations
    }
    parts = {f"obligation:{key}/{m}/{agency}": (m, agency) for m, agency in places}
    entries = audit.of_subjects(parts)
    acts = [(entry, act) for entry in entries if (act := _act(entry)) is not None]
    moves = [Move(values.day_of(e.at), parts[e.subject], act) for e, act in acts]
    so_far = over(places, moves, first_day(name), day)
    states = so_far[-1].states
    due = _due_dates(entries, parts, day)
    placed = [
        (row, replace(own, due=due.get(part, own.due))) for part, (row, own) in places.items()
    ]
    held = [_held(row, own, so_far[-1]) for row, own in placed]
    return WorkingDay(
        round=name,
        day=day,
        events=_events(acts, parts, places, day),
        late=tuple(h for h in held if is_late(h.state, h.own.due, day)),
        blocks=tuple(_blocks(rows, states)),
        waiting=_longest_first(h for h in held if h.state in WITH_SECRETARIAT),
        so_far=so_far,
    )


def _act(entry: Entry) -> Act | None:
    if entry.action == CLEARED:
        return Act.CLEAR_JA if entry.details.get("after") == "ja" else Act.CLEAR_EN
    return STEPS_RECORDED.get(entry.action)


def _due_dates(entries: Iterable[Entry], parts: Mapping[str, Part], day: date) -> dict[Part, date]:
    """Where a due date was moved only later: what it was on that day."""
    found: dict[Part, date] = {}
    for entry in entries:
        if entry.action == DUE_MOVED and values.day_of(entry.at) > day:
            found.setdefault(parts[entry.subject], date.fromisoformat(str(entry.details["before"])))
    return found


def _held(row: ReturnRow, own: ObligationRow, standing: Standing) -> Held:
    part = (row.measure.key, own.agency)
    return Held(row, own, standing.states[part], (standing.day - standing.since[part]).days)


def _events(
    acts: Iterable[tuple[Entry, Act]],
    parts: Mapping[str, Part],
    places: Mapping[Part, tuple[ReturnRow, ObligationRow]],
    day: date,
) -> tuple[Event, ...]:
    """Drafts saved are no news; every other step is."""
    told = [(e, act) for e, act in acts if values.day_of(e.at) == day and act is not Act.SAVE]
    numbers = {entry.actor: audit.number(audit.Actor(entry.actor)) for entry, _ in told}
    names = accounts.display_names(n for n in numbers.values() if n is not None)
    reasons = _reasons(places[parts[e.subject]][1].obligation_id for e, _ in told)
    return tuple(
        Event(
            at=entry.at,
            act=act,
            row=places[parts[entry.subject]][0],
            own=places[parts[entry.subject]][1],
            who=names.get(numbers[entry.actor] or 0, "–"),
            words=reasons.get((places[parts[entry.subject]][1].obligation_id, entry.at, act), ""),
        )
        for entry, act in told
    )


def _reasons(obligation_ids: Iterable[int]) -> dict[tuple[int, datetime, str], str]:
    """The words that came with a step, by whose it was and when; the trail itself keeps no free text."""
    said = models.Comment.objects.filter(obligation__in=set(obligation_ids)).exclude(act="")
    return {(one.obligation_id, one.at, one.act): one.words for one in said}


def _blocks(rows: Iterable[ReturnRow], states: Mapping[Part, State]) -> Iterable[Block]:
    for row in rows:
        own = {o.agency: states[row.measure.key, o.agency] for o in row.obligations}
        with_owner = [o for o in row.obligations if own[o.agency] in WITH_OWNER]
        if any(state not in WITH_OWNER for state in own.values()) and with_owner:
            yield Block(row, tuple(o.agency_name for o in with_owner))


def _longest_first(held: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(held, key=lambda h: -h.days))
