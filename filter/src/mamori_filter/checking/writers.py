"""Verdicts as lines of JSON or CSV, and files that are there whole or not at all."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from mamori_filter.checking.tables import ParquetWriter
from mamori_filter.lists.files import whole
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


_SUFFIXES = {".csv": "csv", ".parquet": "parquet"}


def format_for(path: Path | None) -> str:
    """The key of ``WRITERS`` that the name's end says; else "jsonl"."""
    return _SUFFIXES.get(path.suffix.lower(), "jsonl") if path else "jsonl"


WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {
    "jsonl": JsonLines,
    "csv": CommaSeparated,
    "parquet": ParquetWriter,
}


@contextmanager
def output(path: Path | None, inputs: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """Standard output where there is no path; else a file that appears when all of it is written, for its
    writer alone where none was there. ``inputs`` are never replaced.

    :raises Refused: as ``whole``.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    with whole(path, private=True, inputs=inputs) as file:
        yield file
