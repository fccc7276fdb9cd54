"""Whether two records may be one deed, and when they are joined. Policy: docs/policy/activities.md §2.7."""

from collections.abc import Mapping

from mamori.activities.rules.records import Activity, Status
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

JOINED, DECLINED, PARTED = "joined", "declined", "parted"
SETTLED = {
    JOINED: Text("一つの活動として数えます", "Counted as one"),
    DECLINED: Text("別の活動です", "Two deeds"),
    PARTED: Text("一つの活動ではなくなりました", "No longer one"),
}


class NobodyAlone(Refused):
    code = "nobody_joins_alone"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "もう一方の府省庁の、別の人の同意が必要です。",
                "Somebody else, of the other agency, has to agree.",
            )
        )


def alike(one: Activity, other: Activity) -> bool:
    """One kind, days that touch, one area, different agencies. A total is like another total only."""
    return (
        one.kind == other.kind
        and one.agency != other.agency
        and one.area == other.area
        and one.days.overlaps(other.days)
        and one.total == other.total
        and one.invented == other.invented
        and Status.CANCELLED not in (one.status, other.status)
    )


def agreed(answers: Mapping[str, str], agency: str, by: str) -> Mapping[str, str]:
    """The agencies' answers with this one; ``by`` cannot have agreed for the other agency before."""
    if by in (who for body, who in answers.items() if body != agency):
        raise NobodyAlone
    return {**answers, agency: by}


def is_joined(answers: Mapping[str, str], one: Activity, other: Activity) -> bool:
    return {one.agency, other.agency} <= set(answers) and len(set(answers.values())) > 1
