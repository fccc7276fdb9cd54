"""Who answers for a measure on a day, and how the tag is written.

Policy: docs/policy/plan.md, sections 3 and 4. An owner is a body, or whoever holds a duty that day:
so what one body held passes to the next, and history still prints the body of the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mamori.accounts.rules import Holding, holder
from mamori.kernel.periods import day_text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules.outline import Owner, Owners


class Part(StrEnum):
    LEAD = "lead"
    JOINT = "joint"


PARTS = {Part.LEAD: Text(ja="主担当", en="Lead"), Part.JOINT: Text(ja="共同", en="Joint")}


@dataclass(frozen=True, slots=True)
class Ownership:
    """From the first day to the last, both counted; exactly one of ``agency`` and ``duty`` is set.

    ``order`` is the place in the printed plan.
    """

    order: int
    part: Part
    agency: str | None
    duty: str | None
    first: date
    last: date | None

    def stands_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Body:
    """What of an agency matters here: since when and until when it exists (None: unknown, open)."""

    abbreviation: str
    name: Text
    first: date | None
    last: date | None


class OwnerDoesNotExist(Refused):
    code = "owner_does_not_exist"


class OwnerWithoutDuty(Refused):
    code = "duty_passed_on"


class AlreadyOwner(Refused):
    code = "already_owner"


class EndsBeforeItBegins(Refused):
    code = "ends_before_it_begins"


def owners_on(
    day: date,
    ownerships: Iterable[Ownership],
    holdings: Iterable[Holding],
    names: Mapping[str, Text],
    *,
    open_list: bool,
) -> Owners:
    """The bodies that answer on that day, in the order the plan prints, each once (§3.3, §3.4)."""
    holdings = tuple(holdings)
    bodies: dict[str, Owner] = {}
    for ownership in sorted(ownerships, key=lambda o: o.order):
        if not ownership.stands_on(day):
            continue
        body = ownership.agency or holder(ownership.duty or "", day, holdings)
        if body:
            bodies.setdefault(body, Owner(body, names[body]))
    return Owners(tuple(bodies.values()), open_list)


def joined(several: Iterable[Owners]) -> Owners:
    """The owners of an effort that covers more measures than one."""
    several = tuple(several)
    bodies = {body.abbreviation: body for owners in several for body in owners.bodies}
    return Owners(tuple(bodies.values()), any(owners.open_list for owners in several))


def check_ownership(
    new: Ownership,
    earlier: Iterable[Ownership],
    bodies: Mapping[str, Body],
) -> None:
    """Raise unless this body, or this duty's holder, may own a measure on those days."""
    if new.last is not None and new.last < new.first:
        raise EndsBeforeItBegins(
            Text(
                ja="担当の終わり（{last}）が始まり（{first}）より前です。",
                en="The ownership ends on {last}, before it begins on {first}.",
            ).format(first=day_text(new.first), last=day_text(new.last))
        )
    if new.agency is not None:
        _check_body(new, new.agency, bodies)
    for other in earlier:
        if (other.agency, other.duty) == (new.agency, new.duty) and _overlap(new, other):
            raise AlreadyOwner(_owned_already(new, bodies))


def check_answers_for(duty: str, agency: str, on: date, holdings: Iterable[Holding]) -> None:
    """Raise unless that body holds the duty on that day: after a hand-over the old one cannot answer."""
    now = holder(duty, on, tuple(holdings))
    if now != agency:
        raise OwnerWithoutDuty(
            Text(
                ja="{on}にこの事務を担当するのは{now}です。{agency}ではありません。",
                en="On {on} this duty is held by {now}, not by {agency}.",
            ).format(on=day_text(on), now=now or "–", agency=agency)
        )


def _check_body(new: Ownership, agency: str, bodies: Mapping[str, Body]) -> None:
    body = bodies.get(agency)
    if body is None:
        raise OwnerDoesNotExist(
            Text(
                ja="「{0}」という府省庁はありません。あるもの: {1}",
                en="There is no agency “{0}”. There are: {1}.",
            ).format(agency, ", ".join(sorted(bodies)))
        )
    if body.first is not None and new.first < body.first:
        raise OwnerDoesNotExist(
            Text(
                ja="{body}は{since}に発足したため、{first}からの担当にはできません。",
                en="The {body} began on {since}, so it cannot own a measure from {first}.",
            ).format(body=body.name, since=day_text(body.first), first=day_text(new.first))
        )
    if body.last is not None and (new.last is None or new.last > body.last):
        raise OwnerDoesNotExist(
            Text(
                ja="{body}は{until}に廃止されたため、その翌日からは担当にできません。"
                "終わる日をこの日までにしてください。",
                en="The {body} ended on {until}, so it cannot own a measure after that day. "
                "Give that day or an earlier one as the last.",
            ).format(body=body.name, until=day_text(body.last))
        )


def _owned_already(new: Ownership, bodies: Mapping[str, Body]) -> Text:
    if new.agency is None:
        return Text(
            ja="この事務はその期間すでに担当です。",
            en="This duty is an owner of this measure already in those days.",
        )
    return Text(
        ja="{0}はその期間すでに担当です。", en="The {0} owns this measure already in those days."
    ).format(bodies[new.agency].name)


def _overlap(one: Ownership, other: Ownership) -> bool:
    return one.stands_on(other.first) or other.stands_on(one.first)
