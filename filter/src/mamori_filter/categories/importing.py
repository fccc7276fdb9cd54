"""A category's list of a source, streamed: what is kept for a line is two numbers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mamori_filter.categories.formats import Ignored, Item, Malformed
from mamori_filter.categories.formats.items import Listed
from mamori_filter.categories.sources import Source, numbered_lines
from mamori_filter.lists.building import Terms, assemble
from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.fingerprints import Scope, fingerprint
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.records import Record
from mamori_filter.refusals import Refused

STALE_AFTER = 14 * 24 * 3600  # seconds, §9.1
MOST_NAMED = 1000  # malformed lines named of one file; the rest are counted
EVERY = 100_000  # between two words of progress
_ID = "entry"
_SCOPE_BITS = 3


@dataclass(slots=True)
class Report:
    """What became of what was read: lines, or names where a line has several. ``malformed`` and ``named``
    are by file name, ``ignored`` by why."""

    category: str
    read: int = 0
    entries: int = 0
    repeated: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    malformed: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[int]] = field(default_factory=dict)


class _Kept(Mapping[int, Record]):
    """Records by fingerprint, each made when it is asked for: a category's ids are its lines' numbers."""

    def __init__(self, category: str) -> None:
        self._category = category
        self._held: dict[int, int] = {}

    def keep(self, found: int, number: int, scope: int) -> bool:
        fresh = found not in self._held
        if fresh:
            self._held[found] = number << _SCOPE_BITS | scope
        return fresh

    def __getitem__(self, found: int) -> Record:
        held = self._held[found]
        number, scope = held >> _SCOPE_BITS, held & (1 << _SCOPE_BITS) - 1
        page = "" if scope == Scope.HOST else "urls:"
        return Record(0, scope, f"{self._category}:{page}{number}")

    def __iter__(self) -> Iterator[int]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def list_name(category: str) -> str:
    """Of the category's list; part of every fingerprint in it."""
    return f"category:{category}"


def import_category(
    source: Source,
    key: bytes,
    *,
    version: int,
    created: int,
    progress: Callable[[int], object] = lambda read: None,
) -> tuple[bytes, Report]:
    """The list file's octets, and what became of the lines. ``created`` in seconds since 1970 UTC;
    ``progress`` is told how many were read so far.

    :raises Refused: ``list_empty``, ``source_unreadable``, ``key_length``.
    """
    terms = Terms(
        version=version, created=created, name=list_name(source.category), stale_after=STALE_AFTER
    )
    keys = derive(key, list_id_of(terms.name))
    report = Report(source.category)
    report.ignored.update({"expression": source.expressions} if source.expressions else {})
    kept = _Kept(source.category)
    for part in source.parts:
        for item in part.read(numbered_lines(part.path)):
            report.read += 1
            if report.read % EVERY == 0:
                progress(report.read)
            _take(item, part.path.name, keys.fingerprint, kept, report)
    if not kept:
        raise _nothing(source.category)
    return assemble(kept, keys, terms, report.entries), report


def _take(item: Item, file: str, key: bytes, kept: _Kept, report: Report) -> None:
    if isinstance(item, Ignored):
        report.ignored[item.why] += 1
        return
    places = None if isinstance(item, Malformed) else _places(item)
    if places is None:
        report.malformed[file] += 1
        named = report.named.setdefault(file, [])
        if len(named) < MOST_NAMED and (not named or named[-1] != item.number):
            named.append(item.number)
        return
    fresh = False
    for scope, text in places:
        fresh |= kept.keep(fingerprint(key, text, scope), item.number, scope)
    report.entries += fresh
    report.repeated += not fresh


def _places(item: Listed) -> list[tuple[Scope, str]] | None:
    """The expressions of a line in its canonical forms; None where it is malformed."""
    if item.plain:
        return [(Scope.HOST, item.text)]
    try:
        entry = entry_of(Row(item.number, item.scope, item.text, _ID))
    except Refused:
        return None
    return [(entry.scope, text) for text in entry.texts]


def _nothing(category: str) -> Refused:
    return Refused(
        "list_empty",
        f"分類 {category} に登録できる行がありません。空のリストは作成しません。",
        f"No line of the category {category} can be listed, and an empty list is never made.",
    )


def key_path(folder: Path) -> Path:
    """The folder's own key: category lists are public, and yet two folders share no fingerprint."""
    return folder / "categories.key"
