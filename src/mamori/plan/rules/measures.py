"""What may become of a measure. Policy: docs/policy/plan.md, sections 1 and 6."""

from datetime import date

from mamori.kernel.periods import day_text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class UnknownPlan(Refused):
    code = "unknown_plan"
    status = 404

    def __init__(self, key: str, known: str = "") -> None:
        tail = Text(f"あるもの: {known}", f"There are: {known}.") if known else Text("", "")
        super().__init__(
            Text(ja="計画「{0}」はありません。{1}", en="There is no plan “{0}”. {1}").format(
                key, tail
            )
        )


class UnknownMeasure(Refused):
    code = "unknown_measure"
    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(ja="施策「{0}」はありません。", en="There is no measure “{0}”.").format(key)
        )


class UnknownPillar(Refused):
    code = "unknown_pillar"

    def __init__(self, plan: str, number: int) -> None:
        super().__init__(
            Text(
                ja="計画「{0}」に柱{1}はありません。", en="The plan “{0}” has no pillar {1}."
            ).format(plan, number)
        )


class UnknownOwnership(Refused):
    code = "unknown_ownership"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            Text(ja="その担当はこの施策にありません。", en="This measure has no such ownership.")
        )


class KeyGiven(Refused):
    """§1.1 not even a retired measure's key is given again."""

    code = "measure_key_given"

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                ja="識別子「{0}」はすでに使われています。終了した施策の識別子も再び使えません。",
                en="The key “{0}” has been given already. Not even a retired measure’s key is given again.",
            ).format(key)
        )


class NumberTaken(Refused):
    """§1.2 a number is optional, and unique within its plan."""

    code = "measure_number_taken"

    def __init__(self, number: int, key: str) -> None:
        super().__init__(
            Text(
                ja="番号{0}は施策「{1}」のものです。",
                en="The number {0} belongs to the measure “{1}”.",
            ).format(number, key)
        )


class ForerunnerOfSamePlan(Refused):
    """§1.4 a forerunner belongs to an older plan."""

    code = "forerunner_of_same_plan"


class EndsBeforeItBegins(Refused):
    code = "ends_before_it_begins"


def check_retirement(first: date, last: date) -> None:
    """Raise unless a measure that began on ``first`` may end on ``last`` (§1.6)."""
    if last < first:
        raise EndsBeforeItBegins(
            Text(
                ja="施策は{0}に始まりました。それより前（{1}）には終われません。",
                en="The measure began on {0}; it cannot have ended on {1}.",
            ).format(day_text(first), day_text(last))
        )


def check_forerunner(plan: str, older: str) -> None:
    """Raise unless a measure of ``plan`` may follow one of the plan ``older`` (§1.4)."""
    if older == plan:
        raise ForerunnerOfSamePlan(
            Text(
                ja="前身は以前の計画の施策でなければなりません。",
                en="A forerunner belongs to an older plan, not to the same one.",
            )
        )
