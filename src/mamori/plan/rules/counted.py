"""Figures of a return that records give: filled in where nothing is typed, and never typed over.

Policy: docs/policy/plan.md, section 13.
"""

from collections.abc import Mapping

from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.kernel.typed import number
from mamori.plan.rules import cells
from mamori.plan.rules.cells import Part

Counted = Quantity | Refused  # §13.1 the figure, or why it cannot be counted


def with_counted(typed: Mapping[str, str], counted: Mapping[str, Counted]) -> dict[str, str]:
    """What is typed, and the counted figure wherever nothing is (§13.1)."""
    filled = dict(typed)
    for key, found in counted.items():
        blank = not filled.get(cells.of_quantity(key, Part.VALUE), "").strip()
        if isinstance(found, Quantity) and blank:
            filled |= _as_cells(key, found)
    return filled


def without_counted(typed: Mapping[str, str], counted: Mapping[str, Counted]) -> dict[str, str]:
    """A figure typed just as the records give it is not kept: it goes on following them (§13.4)."""
    kept = dict(typed)
    for key, found in counted.items():
        words = kept.get(cells.of_quantity(key, Part.VALUE), "").strip()
        if isinstance(found, Quantity) and words and _is(words, found):
            kept |= {name: "" for name in _as_cells(key, found) if name in kept}
    return kept


def not_counted(counted: Quantity) -> Text:
    """Why another value is refused (§13.2)."""
    return Text(
        ja="記録から数えると{0:,}です。数は打ち替えられません。違うなら、活動の記録を直してください。",
        en="The records give {0:,}. A counted figure is not typed over; if it is wrong, correct the record.",
    ).format(counted.value)


def _is(words: str, found: Quantity) -> bool:
    try:
        return number(words).value == found.value
    except Refused:
        return False


def _as_cells(key: str, found: Quantity) -> dict[str, str]:
    said = {
        Part.VALUE: str(found.value),
        Part.QUALIFIER: found.qualifier.value,
        Part.BASELINE: "" if found.baseline is None else str(found.baseline),
        Part.AS_OF: "" if found.as_of is None else found.as_of.isoformat(),
    }
    return {cells.of_quantity(key, part): words for part, words in said.items()}
