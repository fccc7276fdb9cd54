"""The people and agencies in everyone's tests; all of them invented."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from mamori.accounts import actions, pack
from mamori.accounts.models import Agency, User
from mamori.accounts.rules import NEEDS_AN_AGENCY, Role
from mamori.kernel import audit
from mamori.kernel.packs import open_pack

NOON = datetime(2018, 6, 1, 3, tzinfo=UTC)
BY: dict[str, Any] = {"actor": audit.job("test"), "at": NOON}
SINCE = date(2017, 4, 1)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def agency(key: str = "NPA", *, first: date | None = None, last: date | None = None) -> str:
    names = {"name_ja": f"{key}庁", "name_en": f"Agency {key}"}
    days = {"order": Agency.objects.count() + 1, "first": first, "last": last}
    Agency.objects.get_or_create(pk=key, defaults=names | days)
    return key


def person(
    name: str = "aoi",
    role: Role | None = None,
    *,
    last: date | None = None,
    password: str = "",
    second_factor: bool = True,
) -> User:
    """Someone who has held that role since 2017, with an authenticator app unless told otherwise."""
    pk = actions.add_person(email=f"{name}@staff.example", display_name=name.title(), **BY)
    if role is not None:
        body = agency() if role in NEEDS_AN_AGENCY else None
        actions.give_role(person_id=pk, role=role, agency=body, first=SINCE, last=last, **BY)
    user = User.objects.get(pk=pk)
    if password:
        user.password = _hashed(password)
        user.save()
    if second_factor:
        TOTP.activate(user, SECRET)
    return user


@cache
def _hashed(password: str) -> str:
    """Made once in a run: it is slow on purpose."""
    return make_password(password)


def country() -> None:
    """The agencies and duties of the Japan pack, and nothing else of it."""
    japan = open_pack(Path(__file__).parents[4] / "packs/japan")
    pack.load(pack.read(japan), **BY)


def demonstration(role: Role) -> User:
    """The first person of that role in a database that has been marked as a demonstration."""
    actions.mark_demonstration(**BY)
    return User.objects.filter(is_demonstration=True, roles__role=role).order_by("pk")[0]
