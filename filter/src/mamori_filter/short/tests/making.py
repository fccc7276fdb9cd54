"""Lists made for the tests: reserved names only."""

from pathlib import Path

from mamori_filter.filters import Filter
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.opening import open_list
from mamori_filter.short.shortening import shorten

KEY = bytes(range(32))
NOW = 1_800_000_000  # seconds since 1970
ROWS = (
    Row(1, "host", "bad.test", "E1"),
    Row(2, "prefix", "pages.test/closed/", "E2"),
    Row(3, "path", "pages.test/one", "E3"),
    Row(4, "host", "lapsed.test", "E4", "2027-06-01"),
)
AFTER_LAPSE = 1_830_000_000


def full_list(folder: Path, rows: tuple[Row, ...] = ROWS, now: int = NOW) -> Path:
    path = folder / "list.mf"
    path.write_bytes(build(accepted(rows), KEY, Terms(version=7, created=now)).octets)
    return path


def short_list(folder: Path, bits: int = 8, now: int = NOW, rows: tuple[Row, ...] = ROWS) -> Path:
    path = folder / f"list{bits}.mfs"
    path.write_bytes(shorten(open_list(full_list(folder, rows), KEY), bits, now).octets)
    return path


def full_filter(folder: Path) -> Filter:
    return Filter(full_list(folder), KEY)
