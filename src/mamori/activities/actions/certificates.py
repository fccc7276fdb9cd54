"""Certificates are issued, printed, revoked, their names erased (docs/policy/activities.md, section 5)."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mamori.accounts import queries as accounts
from mamori.activities import models
from mamori.activities.queries import certificates as queries
from mamori.activities.queries.certificates import UnknownCertificate, place
from mamori.activities.rules import certificates as rules
from mamori.activities.rules.certificates import Certificate
from mamori.kernel import audit, sealing
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MARK = 12  # signs


class AlreadyRevoked(Refused):
    code = "already_revoked"

    def __init__(self) -> None:
        super().__init__(Text("すでに取り消されています。", "It was revoked before."))


class AlreadyErased(Refused):
    code = "already_erased"

    def __init__(self) -> None:
        super().__init__(Text("氏名はもう消去されています。", "The name was erased before."))


class RevokedWithoutReason(Refused):
    code = "revoked_without_reason"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "取消しの理由を{0}字以内で書いてください。氏名は書かないでください。",
                "Say why it is revoked, in {0} signs at most, and name nobody.",
            ).format(rules.LONGEST_REASON)
        )


class OthersActivity(Refused):
    code = "others_activity"

    def __init__(self) -> None:
        super().__init__(
            Text("この府省庁にその活動はありません。", "That agency has no such activity.")
        )


class OthersPerson(Refused):
    code = "others_person"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "資格を結びつけられるのは、この府省庁にいま役割を持つ利用者だけです。",
                "A qualification is tied to an account that holds a role of that agency today.",
            )
        )


@transaction.atomic
def issue(*, certificate: Certificate, name: str, actor: audit.Actor, at: datetime) -> str:
    """Its number. The name is sealed under a key of its own, and written nowhere else (§5.1)."""
    _check(certificate, name, at)
    row = _issued(certificate, name, actor, "")
    _record("certificate issued", row, actor, at)
    return row.number


@transaction.atomic
def issue_together(
    *, certificate: Certificate, names: Sequence[str], actor: audit.Actor, at: datetime
) -> str:
    """The mark they share: one for each name, all or none (§5.7). It opens nobody's door."""
    if certificate.person is not None:
        raise OthersPerson
    wanted = rules.names("\n".join(names))
    for name in wanted:
        _check(certificate, name, at)
    mark = secrets.token_hex(MARK // 2)
    for name in wanted:
        _issued(certificate, name, actor, mark)
    audit.record(
        slice="activities",
        actor=actor,
        action="activities: certificates issued together",
        subject=f"certificates:{mark}",
        at=at,
        agency=certificate.agency,
        certificates=len(wanted),
    )
    return mark


@transaction.atomic
def read_name(*, number: str, agencies: frozenset[str], actor: audit.Actor, at: datetime) -> str:
    """For the paper; that it was read is recorded, whose it is is not (§5.8)."""
    row = _own(number, agencies)
    found = queries.name(agencies, number)
    _record("certificate printed", row, actor, at)
    return found


@transaction.atomic
def read_names(
    *, together: str, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> dict[str, str]:
    """The names by number of what was issued in one go, without those erased since (§5.8)."""
    held = queries.together(agencies, together, at)
    found = {
        one.shown.number: queries.name(agencies, one.shown.number) for one in held if one.named
    }
    audit.record(
        slice="activities",
        actor=actor,
        action="activities: certificates printed together",
        subject=f"certificates:{together}",
        at=at,
        certificates=len(found),
    )
    return found


@transaction.atomic
def revoke(
    *, number: str, reason: str, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> None:
    row = _own(number, agencies)
    if row.revoked_at is not None:
        raise AlreadyRevoked
    if not reason.strip() or len(reason) > rules.LONGEST_REASON:
        raise RevokedWithoutReason
    row.revoked_at, row.reason = at, reason.strip()
    row.save(update_fields=["revoked_at", "reason"])
    _record("certificate revoked", row, actor, at)


@transaction.atomic
def erase_name(*, number: str, agencies: frozenset[str], actor: audit.Actor, at: datetime) -> None:
    """The key is forgotten and the name with it; the number still verifies (§5.4)."""
    row = _own(number, agencies)
    seal = models.Seal.objects.select_for_update().get(certificate=row)
    if seal.wrapped_key is None:
        raise AlreadyErased
    seal.wrapped_key, seal.sealed = None, b""
    seal.save(update_fields=["wrapped_key", "sealed"])
    _record("certificate name erased", row, actor, at)


def _check(certificate: Certificate, name: str, at: datetime) -> None:
    today = timezone.localtime(at).date()
    rules.check(certificate, name, today)
    if certificate.activity is not None:
        own = models.Activity.objects.filter(pk=certificate.activity, agency=certificate.agency)
        if not own.exists():
            raise OthersActivity
    if certificate.person is not None:
        holders = accounts.members_of(certificate.agency, on=today)
        if certificate.person not in {person.person_id for person in holders}:
            raise OthersPerson


def _issued(
    certificate: Certificate, name: str, actor: audit.Actor, together: str
) -> models.Certificate:
    row = models.Certificate.objects.create(
        number=_fresh(),
        form=certificate.form.value,
        agency=certificate.agency,
        activity_id=certificate.activity,
        qualification=certificate.qualification.strip(),
        title_ja=certificate.title.ja.strip(),
        title_en=certificate.title.en.strip(),
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
        person=certificate.person,
        issued_by=actor,
        together=together,
        invented=certificate.invented,
    )
    where = place(row.number)
    wrapped = sealing.new_key(where.subject)
    sealed = sealing.seal(name.strip(), wrapped=wrapped, at=where)
    models.Seal.objects.create(certificate=row, wrapped_key=wrapped, sealed=sealed)
    return row


def _own(number: str, agencies: frozenset[str]) -> models.Certificate:
    rows = models.Certificate.objects.select_for_update()
    row = rows.filter(number=number, agency__in=agencies).first()
    if row is None:
        raise UnknownCertificate
    return row


def _fresh() -> str:
    """Drawn by lot out of 31 to the eleventh; one that exists already is drawn again."""
    while True:
        drawn = rules.numbered([secrets.randbelow(len(rules.SIGNS)) for _ in range(rules.DRAWN)])
        if not models.Certificate.objects.filter(number=drawn).exists():
            return drawn


def _record(action: str, row: models.Certificate, actor: audit.Actor, at: datetime) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"certificate:{row.number}",
        at=at,
        agency=row.agency,
    )
