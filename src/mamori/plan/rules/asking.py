"""What an owner is asked about a measure, and what its answer may refer to. Policy: docs/policy/plan.md §7."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan.rules import cells
from mamori.plan.rules.cells import Part
from mamori.plan.rules.counted import Counted
from mamori.plan.rules.outline import is_count


@dataclass(frozen=True, slots=True)
class Asked:
    """One quantity an owner is asked for. ``last`` is last year's, None when it is asked the first time.

    ``series``: the official series, or the count (``activities.safety_classes``), its value comes from.
    """

    key: str
    label: Text
    unit: Unit
    last: Quantity | None = None
    series: str = ""

    @property
    def counted(self) -> bool:
        return is_count(self.series)


@dataclass(frozen=True, slots=True)
class Asking:
    """What one owner is asked about one measure, and what its text may refer to.

    ``others`` are the quantities asked of the other owners of a joint measure; ``lines`` the
    telephone numbers of the country; ``last_text`` last year's sentence with its references;
    ``counted`` the figures that records give, by key.
    """

    period: Period
    asked: tuple[Asked, ...]
    others: tuple[Asked, ...] = ()
    lines: frozenset[str] = frozenset()
    last_text: Text | None = None
    counted: Mapping[str, Counted] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every field this owner can fill, in the order of the form."""
        measure = tuple(field.name for field in cells.MEASURE_FIELDS)
        return measure + tuple(cells.of_quantity(q.key, part) for q in self.asked for part in Part)
