"""Many sendings at once, and what was sent before them. Policy: docs/policy/activities.md, section 4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mamori.activities.rules.materials import (
    Distribution,
    NotADistribution,
    Recipients,
    check_distribution,
)
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MOST_ROWS = 2_000  # §4.7
Place = tuple[str, Recipients]

TWICE = Text(
    "同じ都道府県と種類の行が、表の上のほうにもあります。",
    "The same prefecture and kind of school stand further up in the table.",
)
NOT_SENT = Text("ここへの送付は記録されていません。", "No sending to there is recorded.")
SEVERAL = Text(
    "{0}回に分けて送られています。受領は送付の一覧で一つずつ入れてください。",
    "It was sent in {0} parts: acknowledge them one by one in the list of sendings.",
)
MORE = Text(
    "受領の連絡は0から{0}校までです。", "From none to {0} schools can have acknowledged it."
)


@dataclass(frozen=True, slots=True)
class Before:
    """What went to one kind of school in one area already, and how many schools were known there."""

    places: int
    known: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """How many schools of one kind in one area acknowledged it in all so far."""

    area: str
    recipients: Recipients
    places: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """``at``: which of the rows, from 0."""

    at: int
    reason: Text


class SendingsRefused(Refused):
    """Some rows break rules, so none is kept; ``wrong`` has them all."""

    code = "sendings_refused"

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(
            Text(
                "{0:,}行に誤りがあるので、何も記録していません。",
                "{0:,} rows are wrong, so nothing was recorded.",
            ).format(len({one.at for one in wrong}))
        )


def check_whole(sent: Distribution, before: Before | None) -> None:
    """All sendings of an edition to one kind of school in one area stay within the schools there are (§4.6)."""
    if before is None:
        return
    whole = before.places + sent.places
    known = before.known if sent.places_known is None else sent.places_known
    if known is not None and whole > known:
        raise NotADistribution(
            Text(
                "これまでの送付と合わせて{0}校になり、総数の{1}校を超えます。",
                "With what was sent before that makes {0} schools, of {1} there are.",
            ).format(whole, known)
        )


def check_all(sent: Sequence[Distribution], before: Mapping[Place, Before], today: date) -> None:
    """Raise with everything that is wrong, by row (§4.7)."""
    wrong, seen = [], set[Place]()
    for at, one in enumerate(sent):
        place = one.area, one.recipients
        if place in seen:
            wrong.append(Wrong(at, TWICE))
            continue
        seen.add(place)
        try:
            check_distribution(one, today)
            check_whole(one, before.get(place))
        except Refused as refusal:
            wrong.append(Wrong(at, refusal.message))
    if wrong:
        raise SendingsRefused(wrong)


def check_received(received: Sequence[Received], sent: Mapping[Place, Sequence[int]]) -> None:
    """``sent``: to how many schools, each time. Raise with everything that is wrong, by row."""
    wrong, seen = [], set[Place]()
    for at, one in enumerate(received):
        place = one.area, one.recipients
        times = sent.get(place, ())
        if place in seen:
            wrong.append(Wrong(at, TWICE))
        elif not times:
            wrong.append(Wrong(at, NOT_SENT))
        elif len(times) > 1:
            wrong.append(Wrong(at, SEVERAL.format(len(times))))
        elif not 0 <= one.places <= times[0]:
            wrong.append(Wrong(at, MORE.format(times[0])))
        seen.add(place)
    if wrong:
        raise SendingsRefused(wrong)
