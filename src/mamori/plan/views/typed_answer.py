"""What a browser sent of an answer: the cells as typed, those it started from, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from mamori.plan.queries.answering import WantedOwed
from mamori.plan.rules.merging import Conflict
from mamori.plan.rules.rounds import State

BASE, WAS, CHOICE, CONFLICT = "base.", "was.", "choose.", "conflict"
NOW, YOURS = "now", "yours"
LONGEST_WORDS = 200
MORE = (
    *("comment", "quantity.key", "quantity.ja", "quantity.en", "quantity.unit"),
    *("evidence.title", "evidence.public"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """``more`` is what stands in the small forms of the page; ``unchosen`` conflicts still wait."""

    cells: Mapping[str, str]
    base: Mapping[str, str]
    more: Mapping[str, str] = field(default_factory=dict)
    unchosen: tuple[Conflict, ...] = ()

    @property
    def changed(self) -> bool:
        return any(words != self.base.get(name, "") for name, words in self.cells.items())


def typed_from(posted: QueryDict, names: tuple[str, ...]) -> Typed:
    """A conflict decided for what is held now puts that into the cells; its base is what was shown."""
    cells = {name: _words(posted, name) for name in names if name in posted}
    base = {name: _words(posted, BASE + name) for name in cells if BASE + name in posted}
    unchosen = []
    for name in (n for n in posted.getlist(CONFLICT) if n in cells):
        match posted.get(CHOICE + name):
            case "now":
                cells[name] = base.get(name, "")
            case "yours":
                pass
            case _:
                was = _words(posted, WAS + name)
                unchosen.append(Conflict(name, was, base.get(name, ""), cells[name]))
    more = {name: _words(posted, name) for name in MORE if name in posted}
    return Typed(cells, base, more, tuple(unchosen))


def owed_from(asked: Mapping[str, str]) -> WantedOwed:
    """A filter as typed; a state there is not asks for nothing."""
    state = asked.get("state", "")
    return WantedOwed(
        round=asked.get("round", "")[:LONGEST_WORDS].replace("\0", ""),
        state=state if state in set(State) else "",
        words=asked.get("q", "")[:LONGEST_WORDS].replace("\0", "").strip(),
    )


def _words(posted: QueryDict, name: str) -> str:
    """As typed; only the line ends a browser makes, and the one sign no table keeps, are undone."""
    return posted.get(name, "").replace("\r\n", "\n").replace("\0", "")
