"""Two people changed the same return: what can be joined is joined, the rest is for a person to choose.

Policy: docs/policy/plan.md, section 8. Cells are texts by field; a field missing on a side is empty there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed this field, differently. ``ours`` is what is held now."""

    field: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """``cells`` holds what could be joined; in a conflict it keeps ours (§8.2)."""

    cells: dict[str, str]
    conflicts: tuple[Conflict, ...]


def merge(base: Cells, ours: Cells, theirs: Cells) -> Merged:
    """The three-way merge, field by field; the fields are those of ``theirs``, the rest stays ours."""
    cells, conflicts = dict(ours), []
    for field, new in theirs.items():
        old, now = base.get(field, ""), ours.get(field, "")
        if new in (old, now):
            continue
        if now == old:
            cells[field] = new
        else:
            conflicts.append(Conflict(field, old, now, new))
    return Merged(cells, tuple(conflicts))


def chosen(merged: Merged, choices: Mapping[str, str]) -> dict[str, str]:
    """The cells once a person has chosen ``ours`` or ``theirs`` for each conflict; the rest keeps ours."""
    theirs = {c.field: c.theirs for c in merged.conflicts if choices.get(c.field) == "theirs"}
    return merged.cells | theirs
