"""Databases and people in this slice's tests."""

from datetime import date
from pathlib import Path
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from psycopg.conninfo import make_conninfo

from mamori.accounts import actions
from mamori.accounts.rules import NEEDS_AN_AGENCY, Role
from mamori.accounts.tests import build as people

ROOT = Path(__file__).parents[4]
PASSWORD = "seven brown owls at noon"


def url_of(database: str = "") -> str:
    """Where the tests' own database is, or another one on its server."""
    held = connection.settings_dict
    return make_conninfo(
        **held["OPTIONS"],
        dbname=database or held["NAME"],
        user=held["USER"],
        password=held["PASSWORD"],
        host=held["HOST"],
        port=held["PORT"] or 5432,
    )


def everyone_at_once() -> Any:
    """A person with every role and every second factor, to whom each staff page opens."""
    person = people.person("aoi", password=PASSWORD)
    for role in Role:
        body = people.agency() if role in NEEDS_AN_AGENCY else None
        actions.give_role(
            person_id=person.pk,
            role=role,
            agency=body,
            first=date(2017, 4, 1),
            last=None,
            **people.BY,
        )
    RecoveryCodes.activate(person)
    return person
