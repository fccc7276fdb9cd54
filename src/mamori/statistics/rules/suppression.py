"""Which further counts must be kept secret so that sums do not give the small ones away.

Policy: docs/policy/statistics.md, paragraphs 6.4 to 6.6. After the hypercube method (GHMITER, Repsilber), with
a proof in place of a search for holes: each suppressed count is a corner of a block of suppressed counts, two
along each dimension, which can all be moved together by the same step, up and down in turn, without any sum
that is published changing and without any of them leaving what its mark says of it. So the table moved is as
likely as the table true, for every step there is room for. Along a dimension the second corner may be the total:
then both move the same way.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.cells import Counts, Key, Rule, is_margin, occurring

UNLIMITED = 1 << 100
TRIED = 24  # corners tried along a dimension, cheapest first, before the total
LOOKED_AT = 400  # blocks begun for one count before the cheapest so far is taken
MARGIN_WEIGHT = 4  # a margin costs this many times its count, for each dimension it sums over

Room = tuple[
    int, int, int, int
]  # steps down and up; what moving it with the first corner or against costs
Corner = tuple[int, int]  # place, and 1 or -1: moved with the first corner or against it
Reach = tuple[int, int, int]  # the lowest step of a block, the highest, and what it costs
Way = tuple[int, int]  # to the second corner along a dimension: the distance, and its direction


class Exposed(Refused):
    """What is out already leaves nothing to hide this table behind."""

    code = "counts_exposed"

    def __init__(self) -> None:
        super().__init__(
            Text(
                ja="既に公表した数値と合わせると、少ない件数が割り出されるため、この表は公表できない。"
                "区分をまとめた表にする。",
                en="Together with figures already published this table would give small counts away. "
                "Publish it with fewer or wider categories.",
            )
        )


@dataclass(slots=True)
class _Search:
    """The cheapest block found for one count. ``ways``: for each dimension, totals first."""

    ways: list[list[Way]]
    need: int
    cost: int = UNLIMITED
    corners: list[Corner] = field(default_factory=list)
    left: int = LOOKED_AT


class Cube:
    """Counts under plain numbers: place = sum of index times stride; the index of a total is 0."""

    def __init__(self, counts: Counts) -> None:
        self.values = occurring(counts)
        self.index: list[dict[str | None, int]] = [
            {value: i for i, value in enumerate([None, *values])} for values in self.values
        ]
        self.stride = [1]
        for values in self.values[:-1]:
            self.stride.append(self.stride[-1] * (len(values) + 1))
        self.places = {key: self.place(key) for key in counts}
        self.keys = {place: key for key, place in self.places.items()}
        self.rooms: dict[int, Room] = {}

    def place(self, key: Key) -> int:
        return sum(i[value] * s for i, value, s in zip(self.index, key, self.stride, strict=False))

    def ways(self, key: Key) -> list[list[Way]]:
        """For each dimension, where the second corner may lie; a total moves the same way as its part."""
        found: list[tuple[bool, int, list[Way]]] = []
        for d, value in enumerate(key):
            own, stride = self.index[d][value], self.stride[d]
            ways = [
                ((i - own) * stride, -1 if i and own else 1)
                for i in range(len(self.values[d]) + 1)
                if i != own
            ]
            found.append((value is not None, -len(ways), ways))
        return [ways for _, _, ways in sorted(found)]

    def block(self, key: Key, first: Reach, need: int) -> tuple[int, list[Corner]]:
        """The cheapest block found around a count that can be moved ``need`` steps, and its cost."""
        search = _Search(self.ways(key), need)
        _extend(self.rooms, search, 0, [(self.places[key], 1)], first)
        return search.cost, search.corners


def price(key: Key, count: int) -> int:
    """What is lost by hiding it."""
    return int((count + 1) * MARGIN_WEIGHT ** key.count(None))


def _room(key: Key, count: int, rule: Rule, secret: bool) -> Room:
    """What a mark tells: N on an inner count 1 to threshold - 1, S on one at least the threshold (§6.4)."""
    cost = 0 if secret else price(key, count)
    if is_margin(key):
        return count - 1, UNLIMITED, cost, cost
    if rule.unsafe(count):
        return count - 1, rule.threshold - 1 - count, cost, cost
    return count - rule.threshold, UNLIMITED, cost, cost


def hidden(
    counts: Counts, rule: Rule, held: Collection[Key] = (), out: Collection[Key] = ()
) -> set[Key]:
    """The keys to suppress: the unsafe, ``held`` ones, and those that hide them.

    ``held`` are secret for another reason and stay so; ``out`` are known already and hide nothing. Without
    ``out`` there is always a way (§6.6); with it Exposed is raised if none is found.
    """
    targets = {key for key, count in counts.items() if rule.unsafe(count)}
    targets |= {key for key in held if counts.get(key)}
    if not targets:
        return set()
    if not targets.isdisjoint(out):
        raise Exposed
    cube = Cube(counts)
    cube.rooms = {
        cube.places[key]: _room(key, count, rule, key in targets)
        for key, count in counts.items()
        if count and key not in out
    }
    safe: set[int] = set()
    for key in in_turn(targets, counts):
        place = cube.places[key]
        if place in safe:
            continue
        down, up, _, _ = cube.rooms[place]
        _, corners = cube.block(key, (-down, up, 0), rule.possible - 1)
        if not corners:
            raise Exposed
        for corner, _ in corners:
            cube.rooms[corner] = (*cube.rooms[corner][:2], 0, 0)
            safe.add(corner)
    return {cube.keys[place] for place in safe}


def in_turn(keys: Iterable[Key], counts: Counts) -> list[Key]:
    """Totals first, then the smallest counts; the same order whatever order they come in."""
    return sorted(keys, key=lambda k: (-k.count(None), counts[k], [value or "" for value in k]))


def _extend(
    rooms: dict[int, Room], search: _Search, level: int, corners: list[Corner], reach: Reach
) -> None:
    """Add a second corner along the next dimension, then along the rest."""
    if level == len(search.ways):
        if reach[2] < search.cost:
            search.cost, search.corners = reach[2], corners
        return
    found = []
    for way in search.ways[level]:
        further = _moved(rooms, search, corners, reach, way)
        if further is not None:
            found.append((further[2], way[1] > 0, way, further))
    found.sort()
    totals = [option for option in found[TRIED:] if option[1]]
    for cost, _, (distance, sign), further in found[:TRIED] + totals[:1]:
        search.left -= 1
        if cost >= search.cost or (search.left < 0 and search.corners):
            break
        more = [(place + distance, side * sign) for place, side in corners]
        _extend(rooms, search, level + 1, corners + more, further)


def _moved(
    rooms: dict[int, Room], search: _Search, corners: list[Corner], reach: Reach, way: Way
) -> Reach | None:
    """How far all corners and their images can still be moved; None if not far enough or not cheaper."""
    low, high, cost = reach
    distance, sign = way
    for place, side in corners:
        room = rooms.get(place + distance)
        if room is None:
            return None
        down, up, price_with, price_against = room
        if side == sign:
            low, high = max(low, -down), min(high, up)
            cost += price_with
        else:
            low, high = max(low, -up), min(high, down)
            cost += price_against
        if high - low < search.need or cost >= search.cost:
            return None
    return low, high, cost
