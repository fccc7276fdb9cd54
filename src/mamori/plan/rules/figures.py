"""What a figure must be before it may be bound. Policy: docs/policy/plan.md, section 2."""

from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class AsOfAfterPeriod(Refused):
    code = "as_of_after_period"


class CannotBeCounted(Refused):
    code = "cannot_be_counted"


class NothingChanged(Refused):
    code = "baseline_equals_value"


def check(quantity: Quantity) -> None:
    """Raise unless the figure can be what it says."""
    if quantity.as_of is not None and quantity.as_of > quantity.period.last:  # §2.6
        raise AsOfAfterPeriod(
            Text(
                ja="時点（{0}）が期間の終わり（{1}）より後です。",
                en="The as-of date {0} lies after the period, which ends on {1}.",
            ).format(quantity.as_of, quantity.period.last)
        )
    if quantity.value < 0 or (quantity.baseline is not None and quantity.baseline < 0):  # §2.7
        raise CannotBeCounted(
            Text(ja="数えた値が負です。", en="What was counted cannot be below zero.")
        )
    if quantity.baseline == quantity.value:  # §2.8
        raise NothingChanged(
            Text(
                ja="変更前の値が変更後と同じです。変わらないなら変更前の値を消してください。",
                en="The value before the change equals the value. Remove it if nothing changed.",
            )
        )
