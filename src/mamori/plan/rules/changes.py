"""What changed since last year, as the board sorts by it. Policy: docs/policy/plan.md §7.14."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from mamori.kernel import typed
from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules import cells
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import Part

MARKED = Decimal(1) / 5  # §7.14 of last year's figure


class Change(StrEnum):
    FIGURES = "figures"
    TEXT = "text"


CHANGES = {
    Change.FIGURES: Text("数字が二割以上変わった", "A figure moved by a fifth or more"),
    Change.TEXT: Text("文だけ変わった", "Only the text changed"),
}


def change(asked: Iterable[Asked], typed_cells: Mapping[str, str], last: Text) -> Change | None:
    """What the answer changes; None while nothing is answered, and where nothing moved."""
    if any(
        one.last is not None and is_marked(_value(typed_cells, one.key), one.last) for one in asked
    ):
        return Change.FIGURES
    now = Text(*(typed_cells.get(name, "").strip() for name in (cells.TEXT_JA, cells.TEXT_EN)))
    return Change.TEXT if (now.ja or now.en) and now != last else None


def is_marked(now: Decimal | None, last: Quantity) -> bool:
    """Whether the figure moved by a fifth of last year's or more; from nothing, any figure did."""
    return now is not None and now != last.value and abs(now - last.value) >= last.value * MARKED


def _value(typed_cells: Mapping[str, str], key: str) -> Decimal | None:
    words = typed_cells.get(cells.of_quantity(key, Part.VALUE), "").strip()
    try:
        return typed.number(words).value if words else None
    except Refused:
        return None
