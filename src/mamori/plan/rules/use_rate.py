"""How often something was used, of the records in which that is known. Policy: activities.md, paragraph 6.7."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mamori.kernel.text import Text, same
from mamori.plan.rules.mapped import RULE
from mamori.statistics.rules.disclosure import Exposed, Key, TooFew, margins, protect

ALL = ""  # every group together
TENTH = Decimal("0.1")
SECRET = Text("秘匿", "secret")
NOTHING = same("–")
USED, UNUSED = "used", "unused"

Counts = Mapping[tuple[str, bool], int]  # by group, and whether it was used


@dataclass(frozen=True, slots=True)
class Share:
    """``used`` of ``known``; None where it is kept secret."""

    used: int | None
    known: int | None

    @property
    def percent(self) -> Decimal | None:
        if self.used is None or not self.known:
            return None
        return (Decimal(100 * self.used) / self.known).quantize(TENTH, ROUND_HALF_UP)

    @property
    def words(self) -> Text:
        if self.percent is not None:
            return same(f"{self.percent} %")
        return NOTHING if self.known == 0 else SECRET

    @property
    def of(self) -> Text:
        return same(f"{_written(self.used)} / {_written(self.known)}")


EMPTY = Share(0, 0)


def shares(counts: Counts) -> dict[str, Share]:
    """By group, and for all of them, as counted."""
    found = {group: _share(counts, {group}) for group, _ in counts}
    return {**found, ALL: _share(counts, {group for group, _ in counts})}


def guarded(counts: Counts, beside: int | None) -> dict[str, Share] | None:
    """What the public may see of it; None where that is nothing.

    ``beside``: a count of the same deeds on another page. Where the difference of the two would be small,
    the whole of this table is kept secret, and whatever would give it away.
    """
    cells = {(group, USED if used else UNUSED): n for (group, used), n in counts.items()}
    for group, _ in counts:
        cells.setdefault((group, USED), 0)
        cells.setdefault((group, UNUSED), 0)
    cube: dict[Key, int] = margins(cells)
    if not cube:
        return {ALL: EMPTY}
    near = beside is not None and RULE.unsafe(abs(cube[None, None] - beside))
    try:
        out = protect(cube, RULE, held=[(None, None)] if near else ())
    except (TooFew, Exposed):
        return None
    groups = dict.fromkeys(group for group, _ in counts)
    return {
        group or ALL: Share(out[group, USED].value, out[group, None].value)
        for group in (*groups, None)
    }


def _share(counts: Counts, groups: set[str]) -> Share:
    used = sum(n for (group, used), n in counts.items() if used and group in groups)
    return Share(used, sum(n for (group, _), n in counts.items() if group in groups))


def _written(number: int | None) -> str:
    return "*" if number is None else f"{number:,}"
