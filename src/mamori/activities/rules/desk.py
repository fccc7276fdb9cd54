"""The desk at the door of a meeting: its three questions, and when answers may be read.

Policy: docs/policy/activities.md §2.10 and §6.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mamori.activities.rules.kinds import Choice, Kind, Number
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.kernel.periods import day_text
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MOST_CAME = 20_000  # §2.10
FEWEST_REPLIES = 5  # §6.4
COUNTED_IN = ("participants", "trainees")  # §2.10 numbers of people who are there


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    words: Text
    answers: tuple[Choice, ...]


QUESTIONS = (
    Question(
        "useful",
        Text("役に立ちましたか", "Was it useful?"),
        (
            Choice("yes", Text("はい", "Yes")),
            Choice("partly", Text("少し", "Partly")),
            Choice("no", Text("いいえ", "No")),
        ),
    ),
    Question(
        "clear",
        Text("分かりやすかったですか", "Was it easy to follow?"),
        (
            Choice("yes", Text("はい", "Yes")),
            Choice("partly", Text("ところどころ", "In parts")),
            Choice("no", Text("いいえ", "No")),
        ),
    ),
    Question(
        "whom_to_ask",
        Text(
            "困ったときの相談先が分かりましたか",
            "Do you now know where to ask for help?",
        ),
        (
            Choice("yes", Text("はい", "Yes")),
            Choice("unsure", Text("自信がない", "Not sure")),
            Choice("no", Text("いいえ", "No")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One question with how often each answer was given; ``counts`` is None while too few replied."""

    question: Question
    counts: tuple[tuple[Choice, int], ...] | None


class NotOpen(Refused):
    """Also for a code that never was: nobody learns which meetings there were."""

    code = "desk_not_open"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            Text(
                "この受付は開いていません。終わったか、番号が違います。",
                "This desk is not open. It has closed, or the code is another.",
            )
        )


class NotOnItsDay(Refused):
    code = "desk_not_on_its_day"

    def __init__(self, activity: Activity) -> None:
        super().__init__(
            Text(
                "受付は当日だけ開けます。この活動は{0}から{1}までです。",
                "A desk opens on the day only. This activity is from {0} to {1}.",
            ).format(day_text(activity.days.first), day_text(activity.days.last))
        )


class NotCountedByHead(Refused):
    code = "desk_counts_nobody"

    def __init__(self, kind: Kind) -> None:
        super().__init__(
            Text(
                "「{0}」は参加者を数えないので、受付は開けません。",
                "“{0}” counts no participants, so it has no desk.",
            ).format(kind.title)
        )


class Cancelled(Refused):
    code = "desk_of_cancelled"

    def __init__(self) -> None:
        super().__init__(
            Text("中止した活動の受付は開けません。", "A cancelled activity has no desk.")
        )


class NobodyCame(Refused):
    code = "desk_counted_nobody"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "受付で数えた人はいません。人数は訂正の画面で入れてください。",
                "The desk counted nobody. Enter the number on the page for corrections.",
            )
        )


class UnknownAnswer(Refused):
    code = "desk_unknown_answer"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "その答えはありません。選択肢から選んでください。",
                "There is no such answer. Choose one of those given.",
            )
        )


def people_of(kind: Kind) -> Number | None:
    """The number of a kind that says how many people were there."""
    return next((n for n in kind.numbers if n.key in COUNTED_IN), None)


def may_open(activity: Activity, kind: Kind, today: date) -> None:
    """Raise what keeps a desk from opening."""
    if people_of(kind) is None:
        raise NotCountedByHead(kind)
    if activity.status is Status.CANCELLED:
        raise Cancelled
    if today not in activity.days:
        raise NotOnItsDay(activity)


def checked(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers given; a question left out is none."""
    known = {q.key: {c.key for c in q.answers} for q in QUESTIONS}
    given = {key: answer for key, answer in answers.items() if answer}
    if any(answer not in known.get(key, ()) for key, answer in given.items()):
        raise UnknownAnswer
    return given


def told(replies: Mapping[tuple[str, str], int], *, closed: bool) -> tuple[Told, ...]:
    """Only once the desk is closed, so that no two looks tell one reply, and from five replies on (§6.4)."""
    return tuple(Told(q, _counts(q, replies) if closed else None) for q in QUESTIONS)


def _counts(
    question: Question, replies: Mapping[tuple[str, str], int]
) -> tuple[tuple[Choice, int], ...] | None:
    found = tuple((c, replies.get((question.key, c.key), 0)) for c in question.answers)
    return found if sum(n for _, n in found) >= FEWEST_REPLIES else None


def with_count(activity: Activity, kind: Kind, came: int, today: date) -> Activity:
    """The record with what the desk counted, as “about” (§2.10); held, once its last day has come."""
    number = people_of(kind)
    if number is None:
        raise NotCountedByHead(kind)
    if activity.status is Status.CANCELLED:
        raise Cancelled
    if not came:
        raise NobodyCame
    figure = Figure(Decimal(came), number.units[0].key, Qualifier.ABOUT)
    status = Status.HELD if activity.days.last <= today else activity.status
    return replace(activity, figures={**activity.figures, number.key: figure}, status=status)
