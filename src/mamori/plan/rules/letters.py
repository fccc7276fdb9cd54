"""What letters say, in both languages: Japanese first, then the same in English.

Policy: docs/policy/plan.md, section 11. No letter names a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mamori.kernel.periods import day_text
from mamori.kernel.text import Language, Text, same

DIGEST = "digest"
SOON = timedelta(days=3)  # §11.2
LOOK_BACK = timedelta(days=7)  # §11.5
LINES = 20  # §11.8 of one kind; the rest is counted


class Kind(StrEnum):
    ASSIGNED = "assigned"
    DUE_SOON = "due_soon"
    LATE = "late"
    RETURNED = "returned"
    REMINDER = "reminder"
    PUBLISHED = "published"
    REVISED = "revised"
    WAITING = "waiting"


AT_ONCE = frozenset({Kind.RETURNED, Kind.REMINDER})  # §11.4

HEADS = {
    Kind.ASSIGNED: Text("回答のお願い", "Please answer"),
    Kind.DUE_SOON: Text("提出期限が近い回答", "Due soon"),
    Kind.LATE: Text("提出期限を過ぎた回答", "Late"),
    Kind.RETURNED: Text("差し戻された回答", "Returned to you"),
    Kind.REMINDER: Text("事務局からの督促", "A reminder from the secretariat"),
    Kind.PUBLISHED: Text("取組概要の公表", "Outline published"),
    Kind.REVISED: Text("取組概要の訂正", "Outline corrected"),
    Kind.WAITING: Text("期限のある仕事", "What is due"),
}
SAYS = {
    Kind.ASSIGNED: Text(
        "次の施策について、回答をお願いします。", "Please answer for these measures."
    ),
    Kind.DUE_SOON: Text(
        "提出期限まで3日以内ですが、まだ提出されていません。",
        "Due within three days, and not handed in yet.",
    ),
    Kind.LATE: Text(
        "提出期限を過ぎましたが、まだ提出されていません。",
        "The due date has passed, and these have not been handed in.",
    ),
    Kind.RETURNED: Text(
        "事務局が回答を差し戻しました。理由を確認し、直してもう一度提出してください。",
        "The secretariat has returned this answer. Please read why, correct it and hand it in again.",
    ),
    Kind.REMINDER: Text(
        "まだ提出されていない回答があります。提出をお願いします。",
        "These have not been handed in yet. Please hand them in.",
    ),
    Kind.PUBLISHED: Text("取組概要を公表しました。", "The Outline has been published."),
    Kind.REVISED: Text(
        "取組概要の訂正版を公表しました。訂正の理由と箇所も掲載しています。",
        "A corrected revision of the Outline has been published, with the reason and what changed.",
    ),
    Kind.WAITING: Text(
        "活動の記録や証明書に、期限の来たものがあります。",
        "Records of activities or certificates need something done.",
    ),
}
ASKED_OF_AGENCIES = Text(
    "各府省庁に、次の件数の回答を依頼しました。", "Agencies were asked for this many returns."
)
DAILY = Text("本日のお知らせ", "Today’s notices")
SUBJECT = "[Mamori] {0} / {1}"
OF_ROUND = Text("{0}（取りまとめ {1}）", "{0} (round {1})")
OF_OUTLINE = Text("{0}（{1}）", "{0} ({1})")
DUE = Text("{0}（提出期限 {1}）", "{0} (due {1})")
ON = Text("{0}（{1}）", "{0} ({1})")
REASON = Text("理由: {0}", "Reason: {0}")
COUNTED = Text("{0}: {1}件", "{0}: {1}")
MORE = Text("ほか{0}件", "and {0} more")
WHERE = Text("くわしくはこちら: {0}", "See: {0}")
OF_AGENCY = Text("{0}：{1}", "{0}: {1}")
PROVISIONAL = Text("{0}（仮題）", "{0} (provisional title)")
END = Text(
    "このメールは自動で送信しています。返信は届きません。受け取り方は次のページで変えられます。\n{0}",
    "This letter was sent automatically and cannot be answered. "
    "To change how often you hear from us:\n{0}",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a letter tells; ``reason`` as the secretariat wrote it."""

    text: Text
    reason: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What one letter tells of one kind: of a round, or of an Outline. ``page`` is where to look.

    ``counted``: how other agencies stand, for the secretariat.
    """

    kind: Kind
    about: str
    lines: tuple[Line, ...]
    page: Text
    counted: bool = False


def title_line(
    number: int | None, title: Text, *, provisional: bool, due: date, agency: Text | None = None
) -> Line:
    """A measure as a letter names it, marked where its title is provisional (§1.3).

    ``agency`` is said to whoever answers for several.
    """
    said = title if number is None else Text("{0} {1}", "{0} {1}").format(number, title)
    said = PROVISIONAL.format(said) if provisional else said
    said = OF_AGENCY.format(agency, said) if agency else said
    return Line(DUE.format(said, day_text(due)))


def counted_line(agency: Text, count: int) -> Line:
    return Line(COUNTED.format(agency, count))


def is_due_soon(due: date, since: date, today: date) -> bool:
    """Told once: on the first look within three days of the due date (§11.2)."""
    return since < due - SOON <= today <= due


def became_late(due: date, since: date, today: date) -> bool:
    """Told once: on the first look after the due date (§11.2)."""
    return since <= due < today


def subject(news: Sequence[News], *, digest: bool) -> str:
    said = DAILY if digest else OF_OUTLINE.format(HEADS[news[0].kind], news[0].about)
    return SUBJECT.format(said.ja, said.en)


def body(news: Sequence[News], choice_page: Text) -> str:
    """All of it in Japanese, a rule, all of it in English."""
    both = ("\n\n".join(_parts(news, choice_page, language)) for language in Language)
    return f"\n\n{'-' * 40}\n\n".join(both) + "\n"


def _parts(news: Iterable[News], choice_page: Text, language: Language) -> Iterable[str]:
    for item in news:
        of = OF_OUTLINE if item.kind in (Kind.PUBLISHED, Kind.REVISED) else OF_ROUND
        head = (of.format(HEADS[item.kind], item.about) if item.about else HEADS[item.kind]).in_(
            language
        )
        asked = item.counted and item.kind is Kind.ASSIGNED
        says = (ASKED_OF_AGENCIES if asked else SAYS[item.kind]).in_(language)
        lines = list(_lines(item.lines, language))
        yield "\n".join(
            [head, "", says, "", *lines, *([""] if lines else []), _where(item, language)]
        )
    yield END.format(choice_page).in_(language)


def _lines(lines: Sequence[Line], language: Language) -> Iterable[str]:
    mark = "・" if language is Language.JA else "- "
    for line in lines[:LINES]:
        yield mark + line.text.in_(language)
        if line.reason:
            reason = "\n  ".join(line.reason.splitlines())
            yield "  " + REASON.format(same(reason)).in_(language)
    if len(lines) > LINES:
        yield mark + MORE.format(len(lines) - LINES).in_(language)


def _where(item: News, language: Language) -> str:
    return WHERE.format(item.page).in_(language)
