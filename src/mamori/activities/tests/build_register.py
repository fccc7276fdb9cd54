"""What the tests of the register record; all of it invented."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from mamori.accounts import actions as accounts
from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions
from mamori.activities.rules.records import Activity, Figure
from mamori.kernel import audit
from mamori.kernel.periods import Period
from mamori.kernel.text import Text

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
BY: dict[str, Any] = {"actor": audit.person(1), "at": AT}
OTHER: dict[str, Any] = {"actor": audit.person(2), "at": AT}
DAY = date(2026, 6, 1)


def officer(name: str = "aoi", agency: str = "NPA") -> Any:
    """Somebody of a ministry who records in the name of that agency."""
    user = people.person(name)
    accounts.give_role(
        person_id=user.pk,
        role=Role.MINISTRY,
        agency=agency,
        first=people.SINCE,
        last=None,
        **people.BY,
    )
    return user


def meeting(agency: str = "NPA", *, day: date = DAY, people: int = 190, **more: Any) -> Activity:
    said: dict[str, Any] = {
        "kind": "educational_meeting",
        "agency": agency,
        "days": Period(day, day),
        "area": "13",
        "title": Text("架空の講座", "An invented class"),
        "serves": ("p17-07",),
        "fields": {"audience": "guardians"},
        "figures": {
            "meetings": Figure(Decimal(1), "meetings"),
            "participants": Figure(Decimal(people), "participants"),
        },
    }
    return Activity(**{**said, **more})


def recorded(agency: str = "NPA", at: datetime = AT, **more: Any) -> int:
    return actions.record(activity=meeting(agency, **more), **{**BY, "at": at})


def form(**more: Any) -> dict[str, Any]:
    """A meeting as the page sends it."""
    said = {
        "token": "one-device",
        "agency": "NPA",
        "first": "2026-06-01",
        "last": "",
        "area": "13",
        "n.meetings": "1",
        "n.participants": "190",
        "f.audience": "guardians",
        "serves": "p17-07",
        "status": "held",
    }
    return {**said, **{name.replace("__", "."): value for name, value in more.items()}}
