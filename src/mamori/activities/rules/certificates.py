"""Certificates of completion and letters of thanks. Policy: docs/policy/activities.md, section 5."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # §5.1: 31 of them, a prime, none taken for another
DRAWN = 11  # signs drawn by lot, so that nobody guesses a number
GROUP = 4
MOST_TOGETHER = 200  # §5.7
LAPSING = timedelta(days=60)  # §5.5
LONGEST_TITLE, LONGEST_NAME, LONGEST_QUALIFICATION, LONGEST_REASON = 200, 100, 60, 2_000  # §2.8


class Form(StrEnum):
    COMPLETION = "completion"
    THANKS = "thanks"


class State(StrEnum):
    VALID = "valid"
    LAPSED = "lapsed"
    REVOKED = "revoked"


FORMS = {
    Form.COMPLETION: Text("修了証", "Certificate of completion"),
    Form.THANKS: Text("感謝状", "Letter of thanks"),
}
STATES = {
    State.VALID: Text("有効", "valid"),
    State.LAPSED: Text("期限切れ", "lapsed"),
    State.REVOKED: Text("取消し", "revoked"),
}


class NotANumber(Refused):
    code = "not_a_certificate_number"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "この番号は書き誤りです。証書の番号を、もう一度確かめてください。",
                "This number is mistyped. Look at the number on the paper again.",
            )
        )


class NotACertificate(Refused):
    code = "not_a_certificate"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is issued. ``person``: the account whose doors it opens, if any; names stand elsewhere."""

    form: Form
    agency: str
    title: Text
    issued_on: date
    valid_until: date | None = None
    qualification: str = ""
    person: int | None = None
    activity: int | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """All that the public learns: nobody is named (§5.2)."""

    number: str
    form: Form
    agency: str
    title: Text
    issued_on: date
    valid_until: date | None
    state: State
    invented: bool


def numbered(drawn: Sequence[int]) -> str:
    """The number of eleven drawn values below 31: three groups of four, the last sign a check."""
    values = [value % len(SIGNS) for value in drawn]
    last = len(values) + 1
    check = (-_weighed(values) * pow(last, -1, len(SIGNS))) % len(SIGNS)
    signs = "".join(SIGNS[value] for value in (*values, check))
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def number(typed: str) -> str:
    """As it stands on paper, however it was typed; one sign wrong or two swapped are found."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_TITLE]).upper()
    signs = "".join(sign for sign in plain if not sign.isspace() and sign not in "-‐–—−ー")
    if len(signs) != DRAWN + 1 or not set(signs) <= set(SIGNS):
        raise NotANumber
    values = [SIGNS.index(sign) for sign in signs]
    if _weighed(values) % len(SIGNS):
        raise NotANumber
    return numbered(values[:-1])


def check(certificate: Certificate, name: str, today: date) -> None:
    """Raise unless it may be issued today in that name."""
    lengths = (
        (name, LONGEST_NAME),
        (certificate.title.ja, LONGEST_TITLE),
        (certificate.title.en, LONGEST_TITLE),
    )
    if not all(words.strip() and len(words) <= longest for words, longest in lengths):
        raise NotACertificate(
            Text(
                "氏名（{0}字まで）と、両言語の題名（{1}字まで）が必要です。",
                "It takes a name ({0} signs at most), and a title in both languages ({1} at most).",
            ).format(LONGEST_NAME, LONGEST_TITLE)
        )
    if len(certificate.qualification) > LONGEST_QUALIFICATION:
        raise NotACertificate(
            Text("資格は{0}字までです。", "A qualification has {0} signs at most.").format(
                LONGEST_QUALIFICATION
            )
        )
    _check_days(certificate, today)


def names(typed: str) -> tuple[str, ...]:
    """One name a line, empty lines left out; the refusal says which line is wrong (§5.7)."""
    found: dict[str, int] = {}
    for line, written in enumerate(typed.splitlines(), start=1):
        name = " ".join(written.split())
        if not name:
            continue
        if len(name) > LONGEST_NAME:
            raise NotACertificate(
                Text(
                    "{0}行目が長すぎます。氏名は{1}字までです。",
                    "Line {0} is too long: a name has {1} signs at most.",
                ).format(line, LONGEST_NAME)
            )
        if name in found:
            raise NotACertificate(
                Text(
                    "{0}行目と{1}行目は同じ氏名です。同姓同名の方の分は、別に発行してください。",
                    "Lines {0} and {1} are the same name. For two people of one name, issue one of "
                    "the certificates on its own.",
                ).format(found[name], line)
            )
        found[name] = line
    if not 1 <= len(found) <= MOST_TOGETHER:
        raise NotACertificate(
            Text(
                "氏名は一行に一人、1人から{0}人までです（いま{1}人）。",
                "Write one name a line, from 1 to {0} of them; there are {1}.",
            ).format(MOST_TOGETHER, len(found))
        )
    return tuple(found)


def state(valid_until: date | None, revoked_at: datetime | None, at: datetime, on: date) -> State:
    """At that moment, which falls on that day of the country; the last day still holds (§5.3)."""
    if revoked_at is not None and revoked_at <= at:
        return State.REVOKED
    return State.LAPSED if valid_until is not None and on > valid_until else State.VALID


def _check_days(certificate: Certificate, today: date) -> None:
    if certificate.issued_on > today:
        raise NotACertificate(
            Text("発行日はまだ来ていません。", "The day of issue has not come yet.")
        )
    until = certificate.valid_until
    if certificate.form is Form.THANKS and (until or certificate.qualification):
        raise NotACertificate(
            Text(
                "感謝状に有効期限や資格はありません。",
                "A letter of thanks has no last day and no qualification.",
            )
        )
    if until is not None and until <= certificate.issued_on:
        raise NotACertificate(
            Text("有効期限は発行日より後の日です。", "It holds until a day after it was issued.")
        )


def _weighed(values: Sequence[int]) -> int:
    return sum(weight * value for weight, value in enumerate(values, start=1))
