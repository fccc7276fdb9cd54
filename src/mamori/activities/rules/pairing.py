"""Which records of a whole table may be one deed with others: ``likeness.alike``, for many at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


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
    def like(self) -> tuple[str, bool, bool]:
        return self.area, self.total, self.invented


def touching(ours: Iterable[Placed], others: Iterable[Placed]) -> Iterator[tuple[int, int]]:
    """Each of ours with each of the others in the same area whose days touch."""
    by_place: dict[tuple[str, bool, bool], list[Placed]] = defaultdict(list)
    for one in sorted(others, key=lambda placed: placed.first):
        by_place[one.like].append(one)
    begins = {like: [one.first for one in found] for like, found in by_place.items()}
    longest = {
        like: max((one.last - one.first for one in found), default=timedelta())
        for like, found in by_place.items()
    }
    for own in ours:
        found = by_place.get(own.like)
        if not found:
            continue
        end = bisect_right(begins[own.like], own.last)
        while end and begins[own.like][end - 1] >= own.first - longest[own.like]:
            end -= 1
            if found[end].last >= own.first:
                yield own.id, found[end].id
