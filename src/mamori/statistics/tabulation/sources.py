"""Where records lie: one file (Parquet or CSV, read by DuckDB) or one table of a PostgreSQL.

Policy: docs/policy/statistics.md, section 7. A source answers rows to SQL made from an Ibis expression;
it knows nothing of what is counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import duckdb

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

Kind = Literal["string", "int64"]
Rows = list[tuple[Any, ...]]
THREADS, MEMORY_MB = (
    2,
    128,
)  # of the engine's own: a count then fits any machine; each thread takes 64
MEMORY_FOR_PERSONS_MB = 2048
UNREADABLE = (
    duckdb.IOException,
    duckdb.InvalidInputException,
    duckdb.ConversionException,
    duckdb.OutOfMemoryException,
)
DUCKDB_KINDS: Mapping[str, Kind] = {
    "VARCHAR": "string",
    **dict.fromkeys(
        ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"), "int64"
    ),
}
POSTGRES_KINDS: Mapping[int, Kind] = {
    21: "int64",
    23: "int64",
    20: "int64",
    25: "string",
    1043: "string",
}


class SourceUnreadable(Refused):
    """The file or table of records is not there, or is no such thing."""

    code = "source_unreadable"

    def __init__(self, name: str, problem: str) -> None:
        words = Text(ja="記録「{0}」を読めません: {1}", en="The records in {0} cannot be read: {1}")
        super().__init__(words.format(name, problem))


@dataclass(frozen=True, slots=True)
class Engine:
    """An open source. ``table``: the name, in a schema or none; ``kinds``: of the usable columns."""

    dialect: str
    table: str
    schema: str | None
    columns: tuple[str, ...]
    kinds: Mapping[str, Kind]
    rows: Callable[[str], Rows]


class Source(Protocol):
    """``name`` is what a refusal calls it."""

    @property
    def name(self) -> str: ...

    def opened(self, *, persons: bool = False) -> AbstractContextManager[Engine]:
        """Open for the length of one table; ``persons``: distinct persons need more memory."""
        ...


@dataclass(frozen=True, slots=True)
class RecordsFile:
    """A Parquet file; or a CSV file in UTF-8 with a header, whose cells are all taken as text.

    The engine may read this file and nothing else, keeps nothing on the disk and loads no extension.
    """

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @contextmanager
    def opened(self, *, persons: bool = False) -> Iterator[Engine]:
        if not self.path.is_file():
            raise SourceUnreadable(self.name, "there is no such file")
        path = str(self.path.resolve())
        memory = MEMORY_FOR_PERSONS_MB if persons else MEMORY_MB
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": f"{memory}MB",
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection, self._readable():
            if self.path.suffix.lower() == ".csv":
                records = connection.read_csv(
                    path, header=True, all_varchar=True, delimiter=",", quotechar='"'
                )
            else:
                records = connection.read_parquet(path)
            records.create_view("records")
            connection.execute("SET allowed_paths = $paths", {"paths": [path]})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            kinds = {
                column: DUCKDB_KINDS[str(kind)]
                for column, kind in zip(records.columns, records.types, strict=True)
                if str(kind) in DUCKDB_KINDS
            }
            yield Engine(
                "duckdb",
                "records",
                None,
                tuple(records.columns),
                kinds,
                lambda sql: connection.execute(sql).fetchall(),
            )

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except UNREADABLE as error:
            raise SourceUnreadable(self.name, str(error).splitlines()[0]) from error


class Cursor(Protocol):
    """What is needed of a database cursor: psycopg's own, or Django's around it."""

    @property
    def description(self) -> Sequence[Any] | None: ...

    def execute(self, query: Any) -> Any: ...

    def fetchall(self) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class RecordsTable:
    """A table of PostgreSQL. ``cursor`` opens one, as ``connection.cursor`` does."""

    cursor: Callable[[], AbstractContextManager[Cursor]]
    table: str
    schema: str = "public"

    @property
    def name(self) -> str:
        return f"{self.schema}.{self.table}"

    @contextmanager
    def opened(self, *, persons: bool = False) -> Iterator[Engine]:
        with self.cursor() as cursor:
            quoted = ".".join(
                '"' + part.replace('"', '""') + '"' for part in (self.schema, self.table)
            )

            def rows(sql: str) -> Rows:
                cursor.execute(sql)
                return cursor.fetchall()

            rows(f"SELECT * FROM {quoted} LIMIT 0")  # noqa: S608
            described = [(column[0], column[1]) for column in cursor.description or ()]
            kinds = {name: POSTGRES_KINDS[oid] for name, oid in described if oid in POSTGRES_KINDS}
            yield Engine(
                "postgres",
                self.table,
                self.schema,
                tuple(name for name, _ in described),
                kinds,
                rows,
            )
