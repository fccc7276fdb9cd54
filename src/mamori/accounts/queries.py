"""Everything that reads agencies, duties and people. Answers are plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator

from mamori.accounts import models, rules
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Agency:
    abbreviation: str
    name: Text
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    note: Text

    def exists_on(self, day: date) -> bool:
        return rules.exists(rules.Existence(self.abbreviation, self.valid_from, self.valid_to), day)


@dataclass(frozen=True, slots=True)
class DutyHeld:
    agency: str
    agency_name: Text
    first: date | None
    last: date | None
    source: Text


@dataclass(frozen=True, slots=True)
class Duty:
    key: str
    name: Text
    holdings: tuple[DutyHeld, ...]


@dataclass(frozen=True, slots=True)
class RoleOf:
    role_id: int
    role: rules.Role
    name: Text
    agency: str | None
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Person:
    person_id: int
    display_name: str
    email: str
    active: bool
    demonstration: bool
    letters: rules.Letters
    roles: tuple[RoleOf, ...]

    def agencies(self, permission: rules.Permission, on: date) -> frozenset[str]:
        """In whose name this person may use that permission that day."""
        held = (rules.RoleHeld(r.role, r.agency, r.first, r.last) for r in self.roles)
        return rules.agencies_on(on, held, permission) if self.active else frozenset()


def agencies() -> list[Agency]:
    """Every body, past ones too, in the order in which the country prints them."""
    return [agency_value(row) for row in models.Agency.objects.order_by("order")]


def agency_value(row: models.Agency) -> Agency:
    return Agency(
        abbreviation=row.abbreviation,
        name=Text(row.name_ja, row.name_en),
        valid_from=row.first,
        valid_to=row.last,
        successor=row.successor_id,
        note=Text(row.note_ja, row.note_en),
    )


def agency(abbreviation: str) -> Agency:
    row = models.Agency.objects.filter(abbreviation=abbreviation).first()
    if row is None:
        raise rules.UnknownAgency(
            Text(ja="府省庁「{0}」はありません。", en="There is no agency “{0}”.").format(
                abbreviation
            )
        )
    return agency_value(row)


def agency_names() -> dict[str, Text]:
    """Names by abbreviation, in the country's order."""
    rows = models.Agency.objects.order_by("order").values_list("abbreviation", "name_ja", "name_en")
    return {key: Text(ja, en) for key, ja, en in rows}


def duty_names() -> dict[str, Text]:
    rows = models.Duty.objects.values_list("key", "name_ja", "name_en")
    return {key: Text(ja, en) for key, ja, en in rows}


def holdings() -> list[rules.Holding]:
    rows = models.DutyHolding.objects.order_by("duty_id", "first", "pk")
    return [rules.Holding(r.duty_id, r.agency_id, r.first, r.last) for r in rows]


def duties() -> list[Duty]:
    """Every duty with who held it when, oldest first."""
    rows = models.Duty.objects.order_by("key").prefetch_related("holdings__agency")
    return [duty_value(row) for row in rows]


def duty(key: str) -> Duty:
    row = models.Duty.objects.filter(key=key).prefetch_related("holdings__agency").first()
    if row is None:
        raise rules.UnknownDuty(
            Text(ja="事務「{0}」はありません。", en="There is no duty “{0}”.").format(key)
        )
    return duty_value(row)


def duty_value(row: models.Duty) -> Duty:
    held = sorted(row.holdings.all(), key=lambda h: h.first or date.min)
    return Duty(
        key=row.key,
        name=Text(row.name_ja, row.name_en),
        holdings=tuple(
            DutyHeld(
                agency=h.agency_id,
                agency_name=Text(h.agency.name_ja, h.agency.name_en),
                first=h.first,
                last=h.last,
                source=Text(h.source_ja, h.source_en),
            )
            for h in held
        ),
    )


def people() -> list[Person]:
    rows = models.User.objects.order_by("display_name", "pk").prefetch_related("roles")
    return [_person(row) for row in rows]


def officers_of(
    agency: str | None, permission: rules.Permission, *, on: date
) -> tuple[Person, ...]:
    """Who may use that permission that day in that agency's name, or in any agency's for None."""
    rows = models.User.objects.filter(is_active=True).order_by("pk").prefetch_related("roles")
    if agency is not None:
        rows = rows.filter(roles__agency=agency).distinct()
    found = ((person, person.agencies(permission, on)) for person in map(_person, rows))
    return tuple(p for p, held in found if (agency in held if agency is not None else held))


def members_of(agency: str, *, on: date) -> tuple[Person, ...]:
    """Everyone who holds a role of that agency that day, by the name they show."""
    rows = models.User.objects.filter(is_active=True, roles__agency=agency).distinct()
    found = map(_person, rows.order_by("display_name", "pk").prefetch_related("roles"))
    return tuple(
        person
        for person in found
        if any(role.agency == agency and _holds(role, on) for role in person.roles)
    )


def person(person_id: int) -> Person:
    row = models.User.objects.filter(pk=person_id).prefetch_related("roles").first()
    if row is None:
        raise rules.UnknownPerson(Text(ja="その利用者はいません。", en="There is no such person."))
    return _person(row)


def display_names(person_ids: Iterable[int]) -> dict[int, str]:
    """What people are called on the screen, by their number; one query."""
    rows = models.User.objects.filter(pk__in=set(person_ids))
    return dict(rows.values_list("pk", "display_name"))


def permissions_of(person_id: int, *, on: date) -> frozenset[rules.Permission]:
    """What this person may do that day; one query."""
    rows = models.RoleHeld.objects.filter(user=person_id, user__is_active=True)
    return rules.permissions_on(
        on,
        (rules.RoleHeld(rules.Role(r.role), r.agency_id, r.first, r.last) for r in rows),
    )


def agencies_of(person_id: int, permission: rules.Permission, *, on: date) -> frozenset[str]:
    """The agencies in whose name this person may use that permission that day; one query."""
    rows = models.RoleHeld.objects.filter(user=person_id, user__is_active=True)
    return rules.agencies_on(
        on,
        (rules.RoleHeld(rules.Role(r.role), r.agency_id, r.first, r.last) for r in rows),
        permission,
    )


def has_second_factor(person_id: int) -> bool:
    """A passkey or an authenticator app; recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person_id, type__in=kinds).exists())


def is_demonstration() -> bool:
    return models.Demonstration.objects.exists()


def demonstration_people() -> list[Person]:
    """Who may be signed in as in a demonstration; nobody anywhere else (§4.1)."""
    if not is_demonstration():
        return []
    rows = models.User.objects.filter(is_demonstration=True, is_active=True).order_by("pk")
    return [_person(row) for row in rows.prefetch_related("roles")]


def _holds(role: RoleOf, on: date) -> bool:
    return role.first <= on and (role.last is None or on <= role.last)


def _person(row: models.User) -> Person:
    roles = sorted(row.roles.all(), key=lambda r: (r.first, r.pk))
    return Person(
        person_id=row.pk,
        display_name=row.display_name,
        email=row.email,
        active=row.is_active,
        demonstration=row.is_demonstration,
        letters=rules.Letters(row.letters),
        roles=tuple(
            RoleOf(
                role_id=r.pk,
                role=rules.Role(r.role),
                name=rules.ROLES[rules.Role(r.role)],
                agency=r.agency_id,
                first=r.first,
                last=r.last,
            )
            for r in roles
        ),
    )
