"""Verdicts as lines of JSON or CSV, and files that are there whole or not at all."""

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol

from mamori_filter.causes import cause
from mamori_filter.checking.tables import ParquetWriter
from mamori_filter.refusals import Refused
from mamori_filter.verdict_lines import VerdictLines
from mamori_filter.verdicts import Verdict

COLUMNS = ("row", *Verdict._fields)


class Writer(Protocol):
    def write(self, verdicts: list[Verdict]) -> None: ...
    def end(self) -> None: ...


class JsonLines:
    """An object a line: listed, scope, entry_id, list_version, matched, problem."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._lines = VerdictLines()

    def write(self, verdicts: list[Verdict]) -> None:
        if verdicts:
            self._file.write(b"\n".join(self._lines.texts(verdicts)) + b"\n")

    def end(self) -> None:
        self._file.flush()


class CommaSeparated:
    """A line of headings, then a line a row; ``row`` counts from 1."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._row = 1
        self._tails: dict[Verdict, str] = {}
        file.write((",".join(COLUMNS) + "\n").encode())

    def write(self, verdicts: list[Verdict]) -> None:
        lines = "".join(
            f"{row},{self._tails.get(verdict) or self._tail(verdict)}"
            for row, verdict in enumerate(verdicts, self._row)
        )
        self._row += len(verdicts)
        self._file.write(lines.encode())

    def end(self) -> None:
        self._file.flush()

    def _tail(self, verdict: Verdict) -> str:
        text = io.StringIO()
        listed, *more = verdict
        csv.writer(text, lineterminator="\n").writerow(["true" if listed else "false", *more])
        if not listed:  # few different ones; of those that are listed there may be millions
            self._tails[verdict] = text.getvalue()
        return text.getvalue()


WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {
    "jsonl": JsonLines,
    "csv": CommaSeparated,
    "parquet": ParquetWriter,
}


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output where there is no path; else a file that appears when all of it is written.

    :raises Refused: ``output``.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with file:
            yield file  # type: ignore[misc]
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(file.name)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise _unwritable(path, error) from None
        raise


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        "output",
        f"{path} に書けません（{cause(error).ja}）。",
        f"{path} cannot be written: {cause(error).en}.",
    )
