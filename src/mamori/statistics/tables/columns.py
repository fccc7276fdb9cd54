"""A table on its way: what the file says, column by column, with the place of every value.

Every reader ends here; ``assembling`` makes observations of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mamori.statistics.rules.findings import Finding, Place
from mamori.statistics.tables.layouts import Role


@dataclass(slots=True)
class Columns:
    """Raw values by role: lists of one length, of texts and of the numbers a workbook holds.

    ``rows`` are the numbers of the rows as a spreadsheet shows them. ``names`` are the columns by role; where
    years run across, ``across`` gives the column of each value instead. ``whole`` are words over the whole
    table: titles, headers. ``findings`` what was found on the way, ``notes`` what stands under the table.
    """

    sheet: str
    raw: dict[Role, Sequence[object]]
    rows: Sequence[int]
    names: Mapping[Role, str] = field(default_factory=dict)
    across: Sequence[str] = ()
    whole: tuple[tuple[Place, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, index: int, role: Role = Role.VALUE) -> Place:
        if self.across and role in (Role.VALUE, Role.PERIOD):
            return Place(self.sheet, self.rows[index], self.across[index])
        return Place(self.sheet, self.rows[index], self.names.get(role, ""))


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, …, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
