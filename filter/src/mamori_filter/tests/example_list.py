"""A list of invented entries, for tests."""

from collections.abc import Iterable
from pathlib import Path

from mamori_filter.filters import Filter
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.files import write_whole

KEY = bytes(range(32))
CREATED = 1_790_000_000  # seconds since 1970
ENTRIES = (
    ("host", "listed.test", "H-1", ""),
    ("prefix", "pages.test/bad/", "P-1", ""),
    ("path", "files.example/x/y.html", "E-1", ""),
    ("query", "board.example/read?id=7", "Q-1", ""),
    ("path", "files.example/old.html", "E-2", "2026-10-01"),
)


def write_list(
    path: Path,
    entries: Iterable[tuple[str, str, str, str]] = ENTRIES,
    *,
    version: int = 1,
    created: int = CREATED,
) -> Path:
    """A list file at ``path``, opened with ``KEY``."""
    rows = [entry_of(Row(number, *entry)) for number, entry in enumerate(entries, 2)]
    write_whole(path, build(rows, KEY, Terms(version=version, created=created)).octets)
    return path


def example_filter(folder: Path) -> Filter:
    return Filter(write_list(folder / "list.mf"), KEY)
