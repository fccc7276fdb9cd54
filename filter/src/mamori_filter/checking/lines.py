"""Addresses out of texts: plain lines, logs, JSON lines, CSV. Bounded memory, whatever the file holds."""

import csv
import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from mamori_filter.octets import as_text
from mamori_filter.refusals import Refused

BLOCK = 2**20  # octets read at a time
LONGEST = (
    2**20
)  # characters of an address; what is longer gets no verdict, see docs/policy/filter.md §6
_ROWS = 8192  # of a table, at a time
_BYTE_ORDER_MARK = "\ufeff"
NOTHING = ""  # stands for a row without an address


class Octets(Protocol):
    def read(self, size: int, /) -> bytes: ...


Rows = Iterator[list[str]]


def plain(file: Octets, column: str) -> Rows:
    """A line is an address, also where it is blank.

    :raises Refused: ``input_utf16``, as every format of text.
    """
    return _lines(file)


def squid_log(file: Octets, column: str) -> Rows:
    """Squid's native log: the seventh field."""
    for lines in _lines(file):
        yield [fields[6] if len(fields := line.split(None, 7)) > 6 else NOTHING for line in lines]


def common_log(file: Octets, column: str) -> Rows:
    """The common and the combined log: the target in "GET … HTTP/1.1". A log of one host's own server
    names no host, and so no address."""
    for lines in _lines(file):
        yield [_target(line) for line in lines]


def json_lines(file: Octets, column: str) -> Rows:
    """A line is an object with the column, or a string."""
    for lines in _lines(file):
        yield [_in_json(line, column) for line in lines]


def comma_separated(file: Octets, column: str) -> Rows:
    """:raises Refused: ``column``: the first line does not name it."""
    reader = csv.reader(line + "\n" for lines in _lines(file) for line in lines)
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error:
        names = []
    if column not in names:
        raise no_column()
    rows = _records(reader, names.index(column))
    while chunk := list(islice(rows, _ROWS)):
        yield chunk


FORMATS: dict[str, Callable[[Octets, str], Rows]] = {
    "lines": plain,
    "csv": comma_separated,
    "jsonl": json_lines,
    "squid-log": squid_log,
    "common-log": common_log,
}


def no_column() -> Refused:
    return Refused(
        "column",
        "指定された列がありません。--column で列の名を指定してください。",
        "There is no such column; name one by --column.",
    )


def _utf16() -> Refused:
    return Refused(
        "input_utf16",
        "入力は UTF-16 です。UTF-8 に変換してください（例：iconv -f UTF-16 -t UTF-8）。",
        "The input is in UTF-16; turn it into UTF-8, as by iconv -f UTF-16 -t UTF-8.",
    )


def _lines(file: Octets) -> Rows:
    first = True
    for block in _blocks(file):
        if first and block.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise _utf16()
        text = as_text(block)
        lines = (text.removeprefix(_BYTE_ORDER_MARK) if first else text).split("\n")
        if block.endswith(b"\n"):
            lines.pop()
        first = False
        yield lines


def _blocks(file: Octets) -> Iterator[bytes]:
    """Whole lines. Of a line longer than ``LONGEST`` enough is kept to see that it is."""
    rest = b""
    while read := file.read(BLOCK):
        block = rest + read
        cut = block.rfind(b"\n") + 1
        rest = block[cut:]
        if cut:
            yield block[:cut]
        if len(rest) > 4 * LONGEST:
            rest = rest[: 4 * LONGEST + 4]
    if rest:
        yield rest


def _target(line: str) -> str:
    parts = line.split('"', 2)
    words = parts[1].split(" ") if len(parts) > 1 else []
    return words[1] if len(words) > 1 else NOTHING


def _in_json(line: str, column: str) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return NOTHING
    if isinstance(found, dict):
        found = found.get(column)
    return found if isinstance(found, str) else NOTHING


def _records(reader: Iterator[list[str]], at: int) -> Iterator[str]:
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a field beyond the reader's bound
            yield NOTHING
            continue
        yield fields[at] if len(fields) > at else NOTHING
