"""Counts rounded so that one cell always rounds the same way.

Policy: docs/policy/statistics.md, paragraphs 6.9 and 6.10. Up or down is told by the cell alone: by what its
key names, without the dimensions summed over, so that a cell rounds alike in every table it stands in.
"""

from collections.abc import Collection
from hashlib import blake2b

from mamori.statistics.rules.cells import Counts, Key, Rule
from mamori.statistics.rules.suppression import UNLIMITED, Cube, Exposed, Room, in_turn, price


def turn(key: Key, base: int) -> int:
    """0 to ``base`` - 1: the largest remainder that this cell rounds down."""
    named = "\x1f".join(sorted(value for value in key if value is not None))
    return int.from_bytes(blake2b(named.encode(), digest_size=8).digest()) % base


def rounded(key: Key, count: int, base: int) -> int:
    """A neighbouring multiple of ``base``: up as often, over all cells, as the remainder is large."""
    remainder = count % base
    return count - remainder + (base if remainder > turn(key, base) else 0)


def could_be(key: Key, value: int, base: int) -> tuple[int, int]:
    """The lowest and highest count that this cell would show as ``value``."""
    kept = turn(key, base)
    return max(0, value - base + 1 + kept), value + kept


def withheld(
    counts: Counts, rule: Rule, held: Collection[Key] = (), out: Collection[Key] = ()
) -> set[Key]:
    """The keys that must be suppressed though rounded, since with the others they tell a small count (§6.10).

    ``counts`` with every combination of values. Each small count must be movable one step in a block whose
    other counts would round as they do, or are suppressed. Raises Exposed if only ``out`` could be suppressed.
    """
    cubes = {step: Cube(counts) for step in (1, -1)}
    for step, cube in cubes.items():
        cube.rooms = {
            cube.places[key]: _room(key, count, rule, step, key in held, key in out)
            for key, count in counts.items()
        }
    secret, safe = set(held), set[Key]()
    for key in in_turn((k for k, count in counts.items() if rule.unsafe(count)), counts):
        if key in safe:
            continue
        block = _block(cubes, key)
        safe.update(block)
        for corner in (corner for corner, cost in block.items() if cost):
            secret.add(corner)
            for step, cube in cubes.items():
                room = _room(corner, counts[corner], rule, step, True, False)
                cube.rooms[cube.places[corner]] = room
    return secret


def _block(cubes: dict[int, Cube], key: Key) -> dict[Key, int]:
    """The cheaper of the blocks that can be moved up and down: its keys, and what each costs."""
    best, keys = UNLIMITED, dict[Key, int]()
    for cube in cubes.values():
        _, along, cost, _ = cube.rooms[cube.places[key]]
        found, corners = cube.block(key, (0, along, cost), 1)
        if along and found < best:
            best = found
            keys = {cube.keys[p]: cube.rooms[p][2 if side > 0 else 3] for p, side in corners}
        if best == 0:
            break
    if not keys:
        raise Exposed
    return keys


def _room(key: Key, count: int, rule: Rule, step: int, secret: bool, fixed: bool) -> Room:
    """One step against ``step`` and one with it: free of cost where the count still rounds alike."""
    low, high = could_be(key, rounded(key, count, rule.base), rule.base)
    cost = 0 if secret else price(key, count)
    sides = []
    for moved in (count - step, count + step):
        alike = low <= moved <= high
        possible = alike or (moved >= 0 and not fixed)
        sides.append((int(possible), 0 if alike else cost))
    (against, price_against), (along, price_with) = sides
    return against, along, price_with, price_against
