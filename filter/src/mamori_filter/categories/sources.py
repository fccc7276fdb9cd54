"""A source on disk: a file of one category, or a UT1 folder of many."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mamori_filter.categories.formats import (
    Item,
    read_domains,
    read_hosts,
    read_rpz,
    read_urls,
)
from mamori_filter.refusals import Refused

Reader = Callable[[Iterable[str]], Iterator[Item]]
READERS: dict[str, Reader] = {"hosts": read_hosts, "domains": read_domains, "rpz": read_rpz}
FORMATS = (*READERS, "ut1")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
RESERVED = frozenset(
    {"mandatory", "address-list"}
)  # of the list that nothing switches off, filter.md §9.4
_UT1 = (("domains", read_domains), ("urls", read_urls))


@dataclass(frozen=True, slots=True)
class Part:
    """A file and how it is read."""

    path: Path
    read: Reader


@dataclass(frozen=True, slots=True)
class Source:
    """What one category is made of. ``expressions`` counts the patterns that are left out; ``permits``: it
    lists sites to let through, and is no category to block."""

    category: str
    parts: tuple[Part, ...]
    expressions: int = 0
    permits: bool = False


def category_name(text: str) -> str:
    """:raises Refused: ``category_name``, ``category_reserved``."""
    if text in RESERVED:
        raise Refused(
            "category_reserved",
            "この名前は必須リストのもので、分類には使えません。",
            "This is a name of the mandatory list; no category may have it.",
        )
    if not NAME.fullmatch(text):
        raise Refused(
            "category_name",
            "分類の名前は英小文字、数字、「-」「_」で40文字までです。--category で指定してください。",
            "A category's name has up to 40 lower-case letters, digits, - and _; give one with --category.",
        )
    return text


def file_source(path: Path, form: str, category: str | None) -> Source:
    """:raises Refused: ``category_name``, ``category_reserved``, ``source_unreadable``."""
    if not path.is_file():
        raise unreadable(path)
    return Source(category_name(category or path.stem), (Part(path, READERS[form]),))


def ut1_sources(path: Path, wanted: Iterable[str] | None = None) -> Iterator[Source]:
    """A folder of categories, or one category's own folder. Other names for a category (links) are passed
    over; where ``usage`` says white and not black, the source ``permits``.

    :raises Refused: ``source_unreadable``, ``category_missing``, ``category_name``, ``category_reserved``.
    """
    if not path.is_dir():
        raise unreadable(path)
    folders = [path] if _parts(path) else sorted(one for one in path.iterdir() if one.is_dir())
    found = {one.name: one for one in folders if _parts(one) and not one.is_symlink()}
    names = list(found) if wanted is None else list(wanted)
    if not found or not set(names) <= set(found):
        raise Refused(
            "category_missing",
            f"{path} に指定の分類（domains か urls のあるフォルダー）がありません。",
            f"{path} has no such category: a folder with a file domains or urls.",
        )
    for name in names:
        folder = found[name]
        yield Source(
            category_name(name), _parts(folder), _expressions(folder), _only_permits(folder)
        )


def numbered_lines(path: Path) -> Iterator[str]:
    """Octets that are not UTF-8 come through as such, and make their own line malformed, no other.

    :raises Refused: ``source_unreadable``.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            yield from file
    except OSError:
        raise unreadable(path) from None


def unreadable(path: Path) -> Refused:
    return Refused(
        "source_unreadable", f"{path} を読めません。", f"The source {path} cannot be read."
    )


def _parts(folder: Path) -> tuple[Part, ...]:
    return tuple(Part(folder / name, read) for name, read in _UT1 if (folder / name).is_file())


def _only_permits(folder: Path) -> bool:
    usage = folder / "usage"
    words = set(usage.read_text(errors="replace").split()) if usage.is_file() else set()
    return "white" in words and "black" not in words


def _expressions(folder: Path) -> int:
    path = folder / "expressions"
    if not path.is_file():
        return 0
    return sum(bool(line.strip()) and line[0] != "#" for line in numbered_lines(path))
