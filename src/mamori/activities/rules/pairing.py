"""Which records of a whole table may be one deed with others: ``likeness.alike``, for many at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Like = tuple[str, bool, bool]


@dataclass(frozen=True, slots=True)
class Placed:
    """What decides of a record. Kind, agency and state are for whoever chose the two sides."""

    id: int
    area: str
    first: date
    last: date
    total: bool
    invented: bool

    @property
    def like(self) -> Like:
        return self.area, self.total, self.invented


def touching(ours: Iterable[Placed], others: Iterable[Placed]) -> Iterator[tuple[int, int]]:
    """Each of ours with each of the others in the same area whose days touch.

    The others of one place lie in shelves by how long they last, so that one that lasts for years does
    not make every record look through all the years before it.
    """
    shelves: dict[Like, dict[int, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(others, key=lambda placed: placed.first):
        shelves[one.like][_length(one).bit_length()].append(one)
    begins = {
        like: {size: [one.first for one in found] for size, found in held.items()}
        for like, held in shelves.items()
    }
    for own in ours:
        for size, found in shelves.get(own.like, {}).items():
            starts = begins[own.like][size]
            earliest = own.first - timedelta(days=(1 << size) - 1)
            for at in range(bisect_left(starts, earliest), bisect_right(starts, own.last)):
                if found[at].last >= own.first:
                    yield own.id, found[at].id


def _length(one: Placed) -> int:
    """Days after the first; less than two to the number of its shelf."""
    return (one.last - one.first).days
