"""What an owner may do while it answers: change the shared text, ask for a quantity, say something.

Policy: docs/policy/plan.md, section 7.
"""

import re
from collections.abc import Iterable, Mapping

from mamori.kernel.quantities import Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules.binding import trends
from mamori.plan.rules.rounds import ADVANCE, State

TEXT_CHANGED = Text(
    "提出のあと、共同の担当が公表する文を変えました。確かめてください。",
    "After you submitted, the joint owner changed the sentence. Please look at it again.",
)
LONGEST_COMMENT = 2000
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")  # §7.13


class TextAccepted(Refused):
    code = "text_accepted"


class KeyTaken(Refused):
    code = "quantity_key_taken"


class UnfitKey(Refused):
    code = "unfit_quantity_key"


class NeedsLabel(Refused):
    code = "quantity_needs_label"


class UnknownUnit(Refused):
    code = "unknown_unit"


class EmptyComment(Refused):
    code = "empty_comment"


def check_shared_text(others: Iterable[State]) -> None:
    """Raise if the text may not change any more: the other owner's part was accepted with it (§7.5)."""
    if any(ADVANCE[state] >= ADVANCE[State.ACCEPTED] for state in others):
        raise TextAccepted(
            Text(
                ja="公表する文は、共同の担当の分とともに受理されています。変えるには、事務局に差し戻しを頼んでください。",
                en="The sentence was accepted with the joint owner’s part. Ask the secretariat to send it back.",
            )
        )


def check_new_quantity(
    key: str, unit: str, taken: Iterable[str], units: Mapping[str, Unit]
) -> None:
    """Raise unless a quantity of that key and unit can be asked for in this return."""
    if not KEY.fullmatch(key):
        raise UnfitKey(
            Text(
                ja="名前「{0}」は使えません。小文字で始め、小文字・数字・下線だけで書いてください。"
                "例: participants",
                en="“{0}” cannot be a key. Begin with a small letter, then small letters, digits and "
                "underscores only, like participants.",
            ).format(key)
        )
    if key in set(taken):
        raise KeyTaken(
            Text(
                ja="「{0}」という数量はこの回答にもうあります。",
                en="This return has a quantity “{0}” already.",
            ).format(key)
        )
    if unit not in units:
        raise UnknownUnit(
            Text(ja="単位「{0}」はありません。", en="There is no unit “{0}”.").format(unit)
        )


def check_label(label: Text) -> None:
    """Raise unless the quantity is named in both languages, without a trend (§5.3)."""
    if not label.ja.strip() or not label.en.strip():
        raise NeedsLabel(
            Text(
                ja="数量の名前を日本語と英語の両方で書いてください。",
                en="Name the quantity in Japanese and in English.",
            )
        )
    for problem in trends(label):
        raise TrendInLabel(problem.reason)


def check_comment(words: str) -> None:
    if not words.strip() or len(words) > LONGEST_COMMENT:
        raise EmptyComment(
            Text(
                ja="{0}字までの言葉を書いてください。", en="Write something, {0} signs at most."
            ).format(LONGEST_COMMENT)
        )


class TrendInLabel(Refused):
    code = "trend_in_label"


class UnknownQuantity(Refused):
    code = "unknown_quantity"
    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                ja="この回答に「{0}」という数量はありません。",
                en="This return has no quantity “{0}”.",
            ).format(key)
        )


class Accepted(Refused):
    code = "return_accepted"


def check_open(state: State) -> None:
    """Raise once the part was accepted: nothing of it changes any more, its evidence neither (§7.11)."""
    if ADVANCE[state] >= ADVANCE[State.ACCEPTED]:
        raise Accepted(
            Text(
                ja="受理された回答は変えられません。変えるには、事務局に差し戻しを頼んでください。",
                en="An accepted return does not change. Ask the secretariat to send it back.",
            )
        )
