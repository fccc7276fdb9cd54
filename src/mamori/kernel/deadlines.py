"""Something somebody has to do by a day. Slices tell theirs; one page and one letter gather them."""

from dataclasses import dataclass
from datetime import date

from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Deadline:
    """``route`` and ``arguments`` lead to where it is done; ``agency`` whose it is, empty for the secretariat."""

    on: date
    what: Text
    to_do: Text
    route: str
    arguments: tuple[str | int, ...] = ()
    agency: str = ""
    search: str = ""

    def days_left(self, today: date) -> int:
        return (self.on - today).days
