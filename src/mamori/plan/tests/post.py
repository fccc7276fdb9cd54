"""Officers, and the letters they get, in this slice's tests."""

import json
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any

from django.db import connection

from mamori.accounts import actions as accounts
from mamori.accounts.rules import Letters, Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.kernel.periods import calendar_year, fiscal_year
from mamori.kernel.tests.sink import Sink
from mamori.kernel.text import Text
from mamori.plan import actions, mail
from mamori.plan.rules.letters import Kind
from mamori.plan.tests import build_round


def officer(
    name: str,
    agency: str,
    role: Role = Role.MINISTRY,
    letters: Letters = Letters.DAILY,
) -> None:
    """``NAME@staff.example``, with that role in that agency since 2017."""
    user = people.person(name)
    accounts.give_role(
        person_id=user.pk, role=role, agency=agency, first=people.SINCE, last=None, **people.BY
    )
    accounts.choose_letters(person_id=user.pk, choice=letters, **people.BY)


def open_round(**more: Any) -> int:
    """FY2018 of the small pack, due on 26 April 2019; how many obligations."""
    said: dict[str, Any] = {
        "plan": "2017",
        "period": fiscal_year(2018),
        "state_period": calendar_year(2018),
        "due": build_round.DUE,
        "issuer": Text("連絡会議", "Liaison Conference"),
        "opens": date(2019, 4, 1),
        "actor": audit.person(900),
        "at": build_round.OPENED,
    }
    return actions.open_round(key="FY2018", **{**said, **more})


def address(name: str) -> str:
    return f"{name}@staff.example"


def waiting() -> list[tuple[str, dict[str, object]]]:
    """The jobs that letters have asked for, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args::text FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name LIKE 'plan.%' ORDER BY id"
        )
        return [(task, json.loads(args)) for task, args in cursor.fetchall()]


def deliver(at: datetime) -> None:
    """Do what waits, as a worker would at that moment."""
    jobs = waiting()
    forget()
    for task, words in jobs:
        if task == mail.LETTER:
            words["kind"] = Kind(str(words["kind"]))
            mail.post_letter(**words, at=at)  # type: ignore[arg-type]
        elif task == mail.DIGEST:
            mail.post_digest(**words, at=at)  # type: ignore[arg-type]


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def words(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def kinds(sink: Sink, name: str) -> list[str]:
    return [str(letter["Subject"]) for letter in sink.to(address(name))]
