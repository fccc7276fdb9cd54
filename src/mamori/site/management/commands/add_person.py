"""mamori add_person: the first people of a real database, who then add the others on the web."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from mamori.accounts import actions
from mamori.accounts.rules import Role
from mamori.kernel import audit


class Command(BaseCommand):
    help = "Register a person with a role; the password is asked for, never given on the line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", choices=[*Role], default=Role.ADMINISTRATOR)
        parser.add_argument("--agency")

    @transaction.atomic
    def handle(self, *, email: str, name: str, role: str, **options: Any) -> None:
        password, at, actor = getpass.getpass(), timezone.now(), audit.job("add_person")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        person = actions.add_person(email=email, display_name=name, actor=actor, at=at)
        actions.set_password(person_id=person, password=password, actor=actor, at=at)
        actions.give_role(
            person_id=person,
            role=Role(role),
            agency=options["agency"],
            first=timezone.localdate(),
            last=None,
            actor=actor,
            at=at,
        )
        self.stdout.write("Done. A second factor is asked for at the first sign-in.")
