"""The file to be checked: where it is, what it holds, and how much of it is read."""

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mamori_filter.causes import cause
from mamori_filter.checking.lines import FORMATS
from mamori_filter.checking.tables import ParquetRows, require_arrow
from mamori_filter.refusals import Refused

STANDARD_INPUT = "-"
_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Source:
    """``chunks``: addresses, row by row. ``share``: how far the reading is, 0 to 1; None where nobody knows."""

    chunks: Iterable[list[str]]
    share: Callable[[], float | None]


@contextmanager
def source(name: str, kind: str, column: str) -> Iterator[Source]:
    """``name``: a path, or "-". ``kind``: a key of ``FORMATS``, "parquet", or "auto" for what the name's end
    says. A name that ends in .gz is unpacked on the way.

    :raises Refused: ``input_unreadable``, ``input_damaged``, ``parquet_stream``, and as the format.
    """
    kind = _kind(name) if kind == "auto" else kind
    with _table(name, column) if kind == "parquet" else _text(name, kind, column) as found:
        yield Source(_sound(found.chunks), found.share)


def _kind(name: str) -> str:
    path = Path(name.removesuffix(".gz"))
    return _SUFFIXES.get(path.suffix.lower(), "lines")


@contextmanager
def _text(name: str, kind: str, column: str) -> Iterator[Source]:
    if name == STANDARD_INPUT:
        yield Source(FORMATS[kind](_Piped(sys.stdin.buffer), column), lambda: None)
        return
    with _opened(name) as raw:
        size = os.fstat(raw.fileno()).st_size
        file = gzip.GzipFile(fileobj=raw) if name.endswith(".gz") else raw
        yield Source(
            FORMATS[kind](file, column),
            lambda: min(1.0, raw.tell() / size) if size and raw.seekable() else None,
        )


@contextmanager
def _table(name: str, column: str) -> Iterator[Source]:
    if name == STANDARD_INPUT or name.endswith(".gz"):
        raise Refused(
            "parquet_stream",
            "Parquet は圧縮していないファイルから読みます。",
            "Parquet is read from a file, not from a pipe or a .gz.",
        )
    require_arrow()
    with _opened(name) as file:
        try:
            rows = ParquetRows(file, column)
        except ValueError:
            raise _damaged() from None
        yield Source(rows, rows.share)


def _sound(chunks: Iterable[list[str]]) -> Iterator[list[str]]:
    # pyarrow's errors are of the kinds OSError and ValueError.
    try:
        yield from chunks
    except (OSError, EOFError, ValueError, zlib.error):
        raise _damaged() from None


class _Piped:
    """A pipe is read as it fills; whoever watches sees verdicts early."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int, /) -> bytes:
        read_some: Callable[[int], bytes] = getattr(self._file, "read1", self._file.read)
        return read_some(size)


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        told = cause(error)
        # The name is not repeated: an address may have been given for it by mistake.
        raise Refused(
            "input_unreadable",
            f"入力のファイルを読めません（{told.ja}）。",
            f"The input file cannot be read: {told.en}.",
        ) from None


def _damaged() -> Refused:
    return Refused(
        "input_damaged",
        "入力のファイルが壊れているか、途中で切れています。",
        "The input file is damaged or cut off.",
    )
