"""The one command line: ``mamori COMMAND``. Exit 0 done, 2 refused, 1 broken.

A command that needs the database finds the running one, or starts the embedded one for its duration.
"""

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from mamori.kernel import postgres
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

DONE, BROKEN, REFUSED = 0, 1, 2
COMMANDS = {
    "run": "everything on this machine, at http://127.0.0.1:8000",
    "load_pack": "load a country: mamori load_pack packs/japan [--check]",
    "outline": "write an Outline: mamori outline FY2017 --language en --format pdf --output outline.pdf",
    "audit_verify": "walk every chain of the audit trail",
    "backup": "write the whole database to a file",
    "restore": "read it back into an empty database",
    "doctor": "say where the data is, what runs and what is missing",
    "add_person": "register the first people, before anyone can sign in",
    "permissions_page": "write docs/permissions.md from the table of permissions",
    "migrate": "bring the tables up to date",
}
WITHOUT_DATABASE = frozenset({"permissions_page"})
WITHOUT_TABLES = WITHOUT_DATABASE | {"run", "migrate", "restore", "doctor"}


class TablesBehind(Refused):
    code = "tables_behind"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what a person typed decides which."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return DONE
    if words[0] not in COMMANDS:
        print(f"mamori: there is no command “{words[0]}”. {usage()}", file=sys.stderr)
        return REFUSED
    try:
        return _run(words)
    except Refused as refusal:
        print(f"mamori: {refusal.message.en}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return DONE


def usage() -> str:
    width = max(map(len, COMMANDS))
    return "\n".join(["Commands:", *(f"  {k:<{width}}  {v}" for k, v in COMMANDS.items())])


def _run(words: list[str]) -> int:
    folder = postgres.data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamori.site.settings")
    serving = nullcontext("") if words[0] in WITHOUT_DATABASE else postgres.serving(folder)
    with serving as url:
        if url:
            os.environ["DATABASE_URL"] = url
        if "SECRET_KEY" not in os.environ and words[0] not in WITHOUT_DATABASE:
            os.environ["SECRET_KEY"] = kept_secret(folder)
        return _django(words)


def _django(words: list[str]) -> int:
    import django
    from django.core.management import CommandError, ManagementUtility

    django.setup()
    if words[0] not in WITHOUT_TABLES:
        _make_tables()
    utility = ManagementUtility(["mamori", *words])
    command = utility.fetch_command(words[0])
    command.requires_system_checks = []
    parser = command.create_parser("mamori", words[0])
    try:
        options = vars(parser.parse_args(words[1:]))
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        print(f"mamori: {str(error).removeprefix('Error: ')}", file=sys.stderr)
        return REFUSED
    return DONE


def _make_tables() -> None:
    """In an empty database the tables are made; tables of an older Mamori are left to ``migrate``."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting and not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    elif waiting:
        raise TablesBehind(
            Text(
                ja="表が古いままです（未適用{0}件）。控えを取ってから mamori migrate を実行してください。",
                en="The tables are of an older Mamori ({0} migrations wait). "
                "Make a backup, then run mamori migrate.",
            ).format(waiting)
        )


def kept_secret(folder: Path) -> str:
    """The key that signs sessions: made once, readable by its owner only."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


if __name__ == "__main__":
    sys.exit(main())
