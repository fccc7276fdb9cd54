"""Everything that changes agencies, duties and people. One action, one transaction, one record."""

from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from mamori.accounts import models, queries, rules
from mamori.kernel import audit
from mamori.kernel.text import Text, same

SLICE = "accounts"

DEMONSTRATION = (  # §4.2 invented people, one for each role at least
    ("aoi", "葵 Aoi", rules.Role.SECRETARIAT, "NPA"),
    ("ren", "蓮 Ren", rules.Role.MINISTRY, "MEXT"),
    ("kai", "海 Kai", rules.Role.MINISTRY, "MIC"),
    ("nao", "直 Nao", rules.Role.MINISTRY, "NPA"),
    ("haru", "春 Haru", rules.Role.HOTLINE_ANALYST, None),
    ("sora", "空 Sora", rules.Role.PROVIDER, None),
    ("yui", "結 Yui", rules.Role.OPERATOR, None),
    ("riku", "陸 Riku", rules.Role.CASE_WORKER, None),
    ("mio", "澪 Mio", rules.Role.ADMINISTRATOR, None),
)


@transaction.atomic
def add_person(*, email: str, display_name: str, actor: audit.Actor, at: datetime) -> int:
    """A person who may sign in once a password is set; without any role yet."""
    if models.User.objects.filter(email__iexact=email).exists():
        raise rules.AlreadyThere(
            Text(
                ja="そのメールアドレスの利用者はもういます。",
                en="There is a person with this address.",
            )
        )
    user = models.User(email=email.lower(), display_name=display_name)
    user.set_unusable_password()
    user.save()
    _record("person added", f"person:{user.pk}", actor=actor, at=at)
    return user.pk


@transaction.atomic
def set_password(*, person_id: int, password: str, actor: audit.Actor, at: datetime) -> None:
    user = _person(person_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    _record("password set", f"person:{person_id}", actor=actor, at=at)


@transaction.atomic
def invite(*, person_id: int, actor: audit.Actor, at: datetime) -> str:
    """A code that lets this person choose a password, once and for a while (§1.3). Show it, keep it not."""
    user = _person(person_id)
    _record("invitation made", f"person:{person_id}", actor=actor, at=at)
    return default_token_generator.make_token(user)


@transaction.atomic
def accept_invitation(*, email: str, code: str, password: str, at: datetime) -> int:
    """The password this person has chosen; the code is used up. Answers who it was."""
    user = models.User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None or not user.is_active or not default_token_generator.check_token(user, code):
        raise rules.WrongInvitation()
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise rules.WeakPassword(same(" ".join(error.messages))) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    _record("invitation accepted", f"person:{user.pk}", actor=audit.person(user.pk), at=at)
    return user.pk


@transaction.atomic
def give_role(
    *,
    person_id: int,
    role: rules.Role,
    agency: str | None,
    first: date,
    last: date | None,
    actor: audit.Actor,
    at: datetime,
) -> int:
    rules.check_role(role, agency, first, last)
    user = _person(person_id)
    if agency:
        queries.agency(agency)
    held = models.RoleHeld.objects.create(
        user=user, role=role, agency_id=agency or None, first=first, last=last
    )
    _record(
        "role given",
        f"person:{person_id}",
        actor=actor,
        at=at,
        role=role.value,
        agency=agency,
        first=first.isoformat(),
        last=last.isoformat() if last else None,
    )
    return held.pk


@transaction.atomic
def end_role(*, role_id: int, last: date, actor: audit.Actor, at: datetime) -> None:
    """The last day on which the role is held; the row stays as history."""
    held = models.RoleHeld.objects.select_for_update().filter(pk=role_id).first()
    if held is None:
        raise rules.UnknownPerson(Text(ja="その役割はありません。", en="There is no such role."))
    rules.check_role(rules.Role(held.role), held.agency_id, held.first, last)
    held.last = last
    held.save(update_fields=["last"])
    _record(
        "role ended",
        f"person:{held.user_id}",
        actor=actor,
        at=at,
        role=held.role,
        last=last.isoformat(),
    )


@transaction.atomic
def set_active(*, person_id: int, active: bool, actor: audit.Actor, at: datetime) -> None:
    user = _person(person_id)
    user.is_active = active
    user.save(update_fields=["is_active"])
    _record(
        "person activated" if active else "person deactivated",
        f"person:{person_id}",
        actor=actor,
        at=at,
    )


@transaction.atomic
def choose_letters(
    *, person_id: int, choice: rules.Letters, actor: audit.Actor, at: datetime
) -> int:
    """How often this person hears from us by mail (§5.1); 0 if it was so already."""
    user = _person(person_id)
    before = user.letters
    if before == choice:
        return 0
    user.letters = choice
    user.save(update_fields=["letters"])
    details = {"before": before, "after": choice.value}
    _record("letters chosen", f"person:{person_id}", actor=actor, at=at, **details)
    return 1


@transaction.atomic
def edit_agency(
    *, abbreviation: str, name: Text, note: Text, actor: audit.Actor, at: datetime
) -> None:
    """New words for an agency. Its days and successor come from the country pack."""
    before = queries.agency(abbreviation)
    models.Agency.objects.filter(pk=abbreviation).update(
        name_ja=name.ja, name_en=name.en, note_ja=note.ja, note_en=note.en
    )
    _record(
        "agency edited",
        f"agency:{abbreviation}",
        actor=actor,
        at=at,
        before=_written(before.name, before.note),
        after=_written(name, note),
    )


@transaction.atomic
def hand_over_duty(
    *, duty: str, to: str, first: date, source: Text, actor: audit.Actor, at: datetime
) -> None:
    """From that day another agency holds the duty; the one before held it to the day before (§3.1)."""
    models.Duty.objects.select_for_update().filter(pk=duty).first()
    queries.duty(duty)
    agency = queries.agency(to)
    held = [h for h in queries.holdings() if h.duty == duty]
    now = next((h for h in held if h.stands_on(first) and h.first != first), None)
    kept = [h for h in held if h is not now]
    new = rules.Holding(duty, to, first, None)
    exists = rules.Existence(to, agency.valid_from, agency.valid_to)
    rules.check_holding(new, kept, exists, queries.agency_names())
    if now is not None:
        models.DutyHolding.objects.filter(duty=duty, first=now.first, agency=now.agency).update(
            last=first - timedelta(days=1)
        )
    models.DutyHolding.objects.create(
        duty_id=duty, agency_id=to, first=first, source_ja=source.ja, source_en=source.en
    )
    _record(
        "duty handed over",
        f"duty:{duty}",
        actor=actor,
        at=at,
        before=now.agency if now else None,
        after=to,
        first=first.isoformat(),
    )


@transaction.atomic
def mark_demonstration(*, actor: audit.Actor, at: datetime) -> None:
    """Make this database a demonstration, with one invented person for each role (§4.1, §4.2)."""
    if models.User.objects.filter(is_demonstration=False).exists():
        raise rules.RealPeopleHere(
            Text(
                ja="この台帳には実在の利用者がいるため、デモにはできません。",
                en="Real people are registered here, so this database cannot become a demonstration.",
            )
        )
    if models.Demonstration.objects.exists():
        return
    models.Demonstration.objects.create(marked_at=at)
    for name, display_name, role, agency in DEMONSTRATION:
        user = models.User(
            email=f"{name}@demo.example", display_name=display_name, is_demonstration=True
        )
        user.set_unusable_password()
        user.save()
        known = agency if models.Agency.objects.filter(pk=agency).exists() else None
        models.RoleHeld.objects.create(
            user=user, role=role, agency_id=known, first=date(2017, 4, 1)
        )
    _record("demonstration marked", "demonstration", actor=actor, at=at)


def _person(person_id: int) -> models.User:
    user = models.User.objects.select_for_update().filter(pk=person_id).first()
    if user is None:
        raise rules.UnknownPerson(Text(ja="その利用者はいません。", en="There is no such person."))
    return user


def _written(*texts: Text) -> str:
    return " / ".join(filter(None, (words for t in texts for words in (t.ja, t.en))))


def _record(
    action: str, subject: str, *, actor: audit.Actor, at: datetime, **details: str | int | None
) -> None:
    audit.record(
        slice=SLICE, actor=actor, action=f"accounts: {action}", subject=subject, at=at, **details
    )
