"""Who holds which role and which duty when: on one screen, without a database.

Policy: docs/policy/accounts.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mamori.accounts.rules.permissions import GRANTED, ROLES, Permission, Role
from mamori.kernel.periods import day_text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same


class Letters(StrEnum):
    """How often a person hears from us by mail (§5.1)."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


NEEDS_AN_AGENCY = frozenset({Role.SECRETARIAT, Role.MINISTRY})  # §2.3


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role, held in an agency from the first day to the last, both counted (§2.2)."""

    role: Role
    agency: str | None
    first: date
    last: date | None

    def stands_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Holding:
    """A duty, held by an agency; None on either side: since before, or until further notice."""

    duty: str
    agency: str
    first: date | None
    last: date | None

    def stands_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: "Holding") -> bool:
        begins_before_end = self.first is None or other.last is None or self.first <= other.last
        ends_after_begin = other.first is None or self.last is None or other.first <= self.last
        return self.duty == other.duty and begins_before_end and ends_after_begin


@dataclass(frozen=True, slots=True)
class Existence:
    """From when to when an agency exists."""

    abbreviation: str
    first: date | None
    last: date | None


class HeldByAnother(Refused):
    code = "duty_held_by_another"


class AgencyDoesNotExist(Refused):
    code = "agency_does_not_exist"


class UnknownAgency(Refused):
    code = "unknown_agency"
    status = 404


class UnknownDuty(Refused):
    code = "unknown_duty"
    status = 404


class UnknownPerson(Refused):
    code = "unknown_person"
    status = 404


class AlreadyThere(Refused):
    code = "already_there"


class NeedsAgency(Refused):
    code = "role_needs_agency"


class EndsBeforeItBegins(Refused):
    code = "ends_before_it_begins"


class WrongInvitation(Refused):
    """§1.3 one answer for a wrong code, a code too old, and a person who is not there."""

    code = "wrong_invitation"

    def __init__(self) -> None:
        super().__init__(
            Text(
                ja="メールアドレスか招待コードが違うか、コードの期限が切れています。"
                "管理者に新しいコードを頼んでください。",
                en="The address or the code is wrong, or the code is too old. "
                "Ask an administrator for a new one.",
            )
        )


class WeakPassword(Refused):
    code = "weak_password"


class RealPeopleHere(Refused):
    code = "real_people_here"


def permissions_on(day: date, held: Iterable[RoleHeld]) -> frozenset[Permission]:
    """What a person may do that day: the sum of the roles in force."""
    return frozenset().union(*(GRANTED[role.role] for role in held if role.stands_on(day)))


def agencies_on(day: date, held: Iterable[RoleHeld], permission: Permission) -> frozenset[str]:
    """In whose name a person may use that permission that day (§2.4)."""
    return frozenset(
        role.agency
        for role in held
        if role.agency and role.stands_on(day) and permission in GRANTED[role.role]
    )


def holder(duty: str, on: date, holdings: Iterable[Holding]) -> str | None:
    """The agency that holds the duty that day, or None when nobody does."""
    return next((h.agency for h in holdings if h.duty == duty and h.stands_on(on)), None)


def exists(agency: Existence, on: date) -> bool:
    return (agency.first is None or agency.first <= on) and (
        agency.last is None or on <= agency.last
    )


def check_holding(
    new: Holding, earlier: Iterable[Holding], agency: Existence, names: Mapping[str, Text]
) -> None:
    """Raise unless that agency may hold that duty on those days (§3.2, §3.3); ``names`` are for the reason."""
    if new.first is not None and new.last is not None and new.last < new.first:
        raise EndsBeforeItBegins(
            Text(
                ja="終わり（{last}）が始まり（{first}）より前です。",
                en="It ends on {last}, before it begins on {first}.",
            ).format(first=day_text(new.first), last=day_text(new.last))
        )
    _check_existence(new, agency, names.get(agency.abbreviation, same(agency.abbreviation)))
    for other in earlier:
        if new.overlaps(other):
            name = names.get(other.agency, same(other.agency))
            raise HeldByAnother(_held(other, name))


def _check_existence(new: Holding, agency: Existence, name: Text) -> None:
    if agency.first is not None and (new.first is None or new.first < agency.first):
        raise AgencyDoesNotExist(
            Text(
                ja="{0}は{1}に発足したため、それより前は事務を担当できません。",
                en="The {0} began on {1}, so it cannot hold a duty before that day.",
            ).format(name, day_text(agency.first))
        )
    if agency.last is not None and (new.last is None or new.last > agency.last):
        raise AgencyDoesNotExist(
            Text(
                ja="{0}は{1}に廃止されたため、その後は事務を担当できません。",
                en="The {0} ended on {1}, so it cannot hold a duty after that day.",
            ).format(name, day_text(agency.last))
        )


def _held(other: Holding, name: Text) -> Text:
    """Who holds the duty on days that overlap."""
    since = Text("{0}から", " since {0}").format(day_text(other.first)) if other.first else same("")
    until = Text("{0}まで", " until {0}").format(day_text(other.last)) if other.last else same("")
    return Text(
        ja="この事務は{1}{2}{0}が担当しています。期間が重なります。",
        en="The {0} holds this duty{1}{2}; the days overlap.",
    ).format(name, since, until)


def check_role(role: Role, agency: str | None, first: date, last: date | None) -> None:
    """Raise unless this role may be given like that (§2.3)."""
    if role in NEEDS_AN_AGENCY and not agency:
        raise NeedsAgency(
            Text(
                ja="「{0}」の役割には府省庁が必要です。", en="The role “{0}” is held in an agency."
            ).format(ROLES[role])
        )
    if last is not None and last < first:
        raise EndsBeforeItBegins(
            Text(
                ja="終わり（{1}）が始まり（{0}）より前です。",
                en="It ends on {1}, before it begins on {0}.",
            ).format(day_text(first), day_text(last))
        )
