"""When an edition becomes public, and what may still be done with it. Policy: docs/policy/plan.md §10."""

from datetime import datetime, timedelta

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

FURTHEST = timedelta(days=366)  # §10.4


class UnknownEdition(Refused):
    code = "unknown_edition"
    status = 404

    def __init__(self) -> None:
        super().__init__(Text(ja="その版はありません。", en="There is no such edition."))


class WrongMinute(Refused):
    code = "wrong_minute"


class AlreadyPublic(Refused):
    code = "already_public"


class AnotherWaits(Refused):
    code = "another_edition_waits"


def check_minute(announced_at: datetime, at: datetime) -> None:
    """Raise unless the minute lies ahead, and not further than a year (§10.4)."""
    if not at < announced_at <= at + FURTHEST:
        raise WrongMinute(
            Text(
                ja="公表の日時は、これから一年以内の時刻にしてください。",
                en="The announced minute has to lie ahead, within a year from now.",
            )
        )


def check_not_public(announced_at: datetime, at: datetime) -> None:
    """Raise once its minute has come: what is public is corrected, never taken back (§10.3)."""
    if announced_at <= at:
        raise AlreadyPublic(
            Text(
                ja="公表した版は取り消せません。訂正の版を作ってください。",
                en="What is public cannot be taken back. Make a revision that corrects it.",
            )
        )


def check_none_waits(waits: bool) -> None:
    """Raise while another revision waits for its minute: one after the other (§10.5)."""
    if waits:
        raise AnotherWaits(
            Text(
                ja="公表を待っている版があります。公表されてから、または取り消してから訂正してください。",
                en="Another revision waits for its minute. Correct it once it is public, or thaw it first.",
            )
        )
