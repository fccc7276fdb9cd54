"""What a certificate's number says to anyone, and what its agency may read of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from mamori.activities import models
from mamori.activities.rules import certificates as rules
from mamori.activities.rules.certificates import Form, State, Verified
from mamori.kernel import sealing
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Issued:
    """What its agency sees in its list; the name stands on paper only."""

    shown: Verified
    qualification: str
    activity: int | None
    revoked_at: datetime | None
    reason: str
    named: bool
    person: int | None
    together: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty means any. ``words`` are looked for in titles, numbers and qualifications."""

    form: str = ""
    state: str = ""
    words: str = ""
    lapsing: bool = False
    together: str = ""


class UnknownCertificate(Refused):
    code = "unknown_certificate"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            Text(
                "この番号の証書は発行されていません。",
                "No certificate with this number was issued.",
            )
        )


def place(number: str) -> sealing.Place:
    return sealing.Place(subject=f"certificate:{number}", row=number, field="name")


def verify(number: str, at: datetime) -> Verified:
    row = models.Certificate.objects.filter(number=rules.number(number)).first()
    if row is None:
        raise UnknownCertificate
    return _verified(row, at)


def holds_valid(person: int, qualification: str, at: datetime) -> bool:
    """Whether this account's door is open at that very moment (§5.3)."""
    today = timezone.localtime(at).date()
    return (
        models.Certificate.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=today),
            Q(revoked_at=None) | Q(revoked_at__gt=at),
            person=person,
            qualification=qualification,
            form=Form.COMPLETION.value,
            issued_on__lte=today,
        )
        .exclude(qualification="")
        .exists()
    )


def issued(
    agencies: frozenset[str],
    at: datetime,
    wanted: Wanted | None = None,
    *,
    first: int = 0,
    most: int = 100,
) -> tuple[tuple[Issued, ...], int]:
    """A page of what these agencies issued, newest first, and how many there are.

    What lapses within sixty days comes by its last day, the nearest first.
    """
    asked = wanted or Wanted()
    rows = models.Certificate.objects.filter(_fitting(asked, at), agency__in=agencies)
    order = ("valid_until", "number") if asked.lapsing else ("-issued_on", "number")
    page = rows.select_related("seal").order_by(*order)[first : first + most]
    return tuple(_issued(row, at) for row in page), rows.count()


def together(agencies: frozenset[str], mark: str, at: datetime) -> tuple[Issued, ...]:
    """All that were issued in one go, by number."""
    rows = models.Certificate.objects.filter(agency__in=agencies, together=mark)
    found = tuple(_issued(row, at) for row in rows.select_related("seal").order_by("number"))
    if not mark or not found:
        raise UnknownCertificate
    return found


def one_issued(agencies: frozenset[str], number: str, at: datetime) -> Issued:
    return _issued(_row(agencies, number), at)


def name(agencies: frozenset[str], number: str) -> str:
    """For the paper; refused where it was erased."""
    seal = _row(agencies, number).seal
    key = None if seal.wrapped_key is None else bytes(seal.wrapped_key)
    return sealing.unseal(bytes(seal.sealed), wrapped=key, at=place(number))


def _fitting(wanted: Wanted, at: datetime) -> Q:
    today = timezone.localtime(at).date()
    revoked = Q(revoked_at__lte=at)
    lapsed = Q(valid_until__lt=today)
    states = {
        State.VALID.value: ~revoked & ~lapsed,
        State.LAPSED.value: ~revoked & lapsed,
        State.REVOKED.value: revoked,
    }
    found = states.get(wanted.state, Q())
    if wanted.form:
        found &= Q(form=wanted.form)
    if wanted.together:
        found &= Q(together=wanted.together)
    if wanted.lapsing:
        found &= ~revoked & Q(valid_until__range=(today, today + rules.LAPSING))
    for word in wanted.words.split():
        found &= (
            Q(title_ja__icontains=word)
            | Q(title_en__icontains=word)
            | Q(number__icontains=word)
            | Q(qualification__icontains=word)
        )
    return found


def _row(agencies: frozenset[str], number: str) -> models.Certificate:
    rows = models.Certificate.objects.filter(agency__in=agencies).select_related("seal")
    row = rows.filter(number=number).first()
    if row is None:
        raise UnknownCertificate
    return row


def _issued(row: models.Certificate, at: datetime) -> Issued:
    return Issued(
        shown=_verified(row, at),
        qualification=row.qualification,
        activity=row.activity_id,
        revoked_at=row.revoked_at,
        reason=row.reason,
        named=row.seal.wrapped_key is not None,
        person=row.person,
        together=row.together,
    )


def _verified(row: models.Certificate, at: datetime) -> Verified:
    today = timezone.localtime(at).date()
    return Verified(
        number=row.number,
        form=Form(row.form),
        agency=row.agency,
        title=Text(row.title_ja, row.title_en),
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        state=rules.state(row.valid_until, row.revoked_at, at, today),
        invented=row.invented,
    )
