"""What several releases tell together: half-years and their year, and vintages of one table.

Policy: docs/policy/statistics.md, paragraphs 6.11 to 6.14.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.attacking import Bound, pinned, tightened, told
from mamori.statistics.rules.cells import Counts, Key, Method, Published, Rule, equations
from mamori.statistics.rules.disclosure import protect

YEAR = None  # the total over the half-years, as in a key
Table = Mapping[Key, Published]


class Revised(Refused):
    """A half-year has other counts by now than those published."""

    code = "half_year_revised"

    def __init__(self, half: str) -> None:
        super().__init__(
            Text(
                ja="{0}の数値は公表後に改訂されている。先に{0}の改訂版を公表する。",
                en="{0} was revised after it was published. Publish its new vintage first.",
            ).format(half)
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Names of releases: each cell of ``whole`` is the sum of that cell in ``parts``."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """A suppressed cell for which too few values are left. ``highest`` is never without limit."""

    release: str
    key: Key
    lowest: int
    highest: int


def with_year(halves: Mapping[str, Counts]) -> dict[Key, int]:
    """The half-years and their year as one table: the half is its first dimension, None the year."""
    joint: dict[Key, int] = {}
    for half, counts in halves.items():
        for key, count in counts.items():
            joint[(half, *key)] = count
            joint[(YEAR, *key)] = joint.get((YEAR, *key), 0) + count
    return joint


def protect_halves(
    halves: Mapping[str, Counts],
    rule: Rule,
    released: Mapping[str, Table] | Mapping[str | None, Table] | None = None,
) -> dict[str | None, dict[Key, Published]]:
    """The tables of all half-years and of the year (under None), protected as one (§6.11).

    ``released``: those that are out, by the same names; they come back as they were. Only for counts that add
    up: a person counted in both halves is one in the year. Raises Exposed if what is out cannot be made to
    fit, and Revised if it has other values by now.
    """
    before: dict[Key, Published] = {}
    for half, table in (released or {}).items():
        before |= {(half, *key): cell for key, cell in table.items()}
    held = {key for key, cell in before.items() if cell.value is None}
    together = protect(with_year(halves), rule, held=held, out=before.keys() - held)
    tables: dict[str | None, dict[Key, Published]] = {}
    for key, cell in together.items():
        was = before.get(key, cell)
        if None not in (was.value, cell.value) and was.value != cell.value:
            raise Revised(key[0] or "")
        tables.setdefault(key[0], {})[key[1:]] = was
    return tables


def protect_again(counts: Counts, rule: Rule, earlier: Sequence[Table]) -> dict[Key, Published]:
    """A later vintage of a table, oldest of the ``earlier`` ones first (§6.12, §6.13).

    A count shown before and unchanged is known to who kept the earlier table, so it hides nothing. Raises
    Exposed if the rest does not suffice.
    """
    held = {key for table in earlier for key, cell in table.items() if cell.value is None}
    if rule.method is Method.ROUND:
        return protect(counts, rule, held=held)
    known = set()
    for table in earlier:
        for key, cell in table.items():
            change = abs(counts.get(key, 0) - (cell.value or 0))
            if cell.value and change == 0:
                known.add(key)
            elif cell.value is not None and rule.unsafe(change) and _narrower(key):
                held.add(key)
    return protect(counts, rule, held=held, out=known - held)


def told_by_vintages(earlier: Table, later: Table, rule: Rule) -> list[Key]:
    """The cells that the later table wrongly shows beside the earlier (§6.12)."""
    found = []
    for key, cell in later.items():
        before = earlier.get(key)
        if not cell.value or before is None:
            continue
        if before.value is None:
            found.append(key)
        elif rule.method is Method.SUPPRESS and _narrower(key):
            found += [key] * rule.unsafe(abs(cell.value - before.value))
    return found


def _narrower(key: Key) -> bool:
    """Whether it is not the total of all, whose revision is announced (§6.12)."""
    return any(value is not None for value in key)


def safe_together(
    releases: Mapping[str, Table], links: Sequence[Link], rule: Rule
) -> list[Exposure]:
    """The suppressed cells that all tables together tell too closely; none means that no sum tells one (§6.14).

    Names are those given to ``protect_halves``. A part that a link names and that is not released may count
    anything.
    """
    linked = {name for link in links for name in (link.whole, *link.parts)}
    keys = {key for table in releases.values() for key in table}
    ranges: dict[Key, Bound] = {}
    for name in linked - releases.keys():
        ranges |= {(name, *key): (0, None) for key in keys}
    for name, table in releases.items():
        ranges |= {(name, *key): _told(name, key, table[key], links, rule) for key in table}
    ties = [tie for tie in equations(ranges) if tie[0][0] is not None and tie[0] in ranges]
    for link in links:
        for key in keys:
            cells: list[Key] = [(name, *key) for name in (link.whole, *link.parts)]
            for cell in cells:
                ranges.setdefault(cell, (0, 0))
            ties.append((cells[0], cells[1:]))
    narrowed = tightened(ranges, ties)
    secret: list[Key] = [
        (name, *key)
        for name, table in releases.items()
        for key, cell in table.items()
        if cell.value is None
    ]
    return [
        Exposure(str(key[0]), key[1:], narrowed[key][0], narrowed[key][1] or 0)
        for key in pinned(narrowed, rule.possible, secret)
    ]


def _told(name: str, key: Key, cell: Published, links: Sequence[Link], rule: Rule) -> Bound:
    """In a year each cell is a total, over its halves; in a half the half belongs to the key."""
    if any(name == link.whole for link in links):
        return told((YEAR, *key), cell, rule)
    if any(name in link.parts for link in links):
        return told((name, *key), cell, rule)
    return told(key, cell, rule)
