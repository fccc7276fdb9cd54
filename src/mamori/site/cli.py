"""The one command line: ``mamori COMMAND``. Exit 0 done, 2 refused, 1 broken.

A command that needs the database finds the running one, or starts the embedded one for its duration.
"""

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from mamori.kernel import postgres
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

DONE, BROKEN, REFUSED = 0, 1, 2
COMMANDS = {
    "run": "everything on this machine, at http://127.0.0.1:8000",
    "worker": "send letters and do what else waits; `run` starts one inside",
    "load_pack": "load a country: mamori load_pack packs/japan [--check]",
    "outline": "write an Outline: mamori outline FY2017 --language en --format pdf --output outline.pdf",
    "returns_template": "what a round asks of an agency, as a workbook: "
    "mamori returns_template FY2018 --agency NPA --output npa.xlsx",
    "import_returns": "take a workbook that came back: mamori import_returns npa.xlsx [--check]",
    "activities_template": "a workbook for many activities of one kind: "
    "mamori activities_template educational_meeting --output meetings.xlsx",
    "import_activities": "record a table of activities: mamori import_activities meetings.xlsx "
    "--kind educational_meeting --agency MIC [--check]",
    "remove_expired": "records whose years are over leave; `worker` does it daily: "
    "mamori remove_expired [--check]",
    "demo": "an invented year in a demonstration: mamori demo [--national]",
    "demo_round": "an invented round in progress, in a demonstration",
    "claims": "what may be said of a series in a year, with the tests: "
    "mamori claims csam_offences_child_victims 2017 [--json]",
    "import_statistics": "take a statistical table: mamori import_statistics table.csv [--check]",
    "tabulate": "count records: mamori tabulate SPEC --source cases.parquet --output table.csv",
    "read_outline": "read an old Outline: mamori read_outline FILE (text or PDF)",
    "audit_verify": "walk every chain of the audit trail",
    "backup": "write the whole database to a file",
    "restore": "read it back into an empty database",
    "doctor": "say where the data is, what runs and what is missing",
    "add_person": "register the first people, before anyone can sign in",
    "permissions_page": "write docs/permissions.md from the table of permissions",
    "states_page": "write docs/return-states.md from the table of a return's steps",
    "migrate": "bring the tables up to date",
}
WITHOUT_DATABASE = frozenset({"permissions_page", "states_page", "tabulate"})
WITHOUT_TABLES = frozenset({"run", "migrate", "restore", "doctor"})
READING = frozenset({"outline", "audit_verify", "backup"})  # of what is there already


class NoData(Refused):
    code = "no_data"


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
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def usage() -> str:
    width = max(map(len, COMMANDS))
    return "\n".join(["Commands:", *(f"  {k:<{width}}  {v}" for k, v in COMMANDS.items())])


def _run(words: list[str]) -> int:
    folder = postgres.data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamori.site.settings")
    if words[0] in READING and not postgres.is_there(folder):
        raise NoData(
            Text(
                ja="{0} にデータがありません。mamori run を実行するか、MAMORI_DATA を指定してください。",
                en="There is no data in {0}. Run mamori run, or set MAMORI_DATA.",
            ).format(str(folder))
        )
    if words[0] == "load_pack" and "--check" in words and not postgres.is_there(folder):
        return _django([*words, "--files-only"], tables=False)
    if words[0] in WITHOUT_DATABASE:
        return _django(words, tables=False)
    with postgres.serving(folder) as url:
        os.environ["DATABASE_URL"] = url
        if "SECRET_KEY" not in os.environ:
            os.environ["SECRET_KEY"] = kept_secret(folder)
        if "MAMORI_SEALING_KEY" not in os.environ:
            os.environ["MAMORI_SEALING_KEY"] = kept_secret(folder, "sealing_key", size=32)
        return _django(words, tables=words[0] not in WITHOUT_TABLES)


def _django(words: list[str], *, tables: bool) -> int:
    import django
    from django.core.management import CommandError, ManagementUtility

    django.setup()
    if tables:
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


def kept_secret(folder: Path, name: str = "secret_key", *, size: int = 50) -> str:
    """The key that signs sessions, or that of seals: made once, readable by its owner only."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(size))
    return path.read_text()


if __name__ == "__main__":
    sys.exit(main())
