"""A list that arrives takes the place of the one there, or changes nothing. §7.6."""

import os
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

from mamori_filter.causes import cause
from mamori_filter.lists import guard
from mamori_filter.lists import header as headers
from mamori_filter.lists.files import read_whole, write_whole
from mamori_filter.lists.header import Header
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.refusals import Refused


def install(
    candidate: Path, place: Path, key: bytes, now: int, accept_size_change: bool = False
) -> OpenList:
    """Verifies a file wholly and puts it at ``place``; what was there is ``PLACE.previous`` afterwards.

    :raises Refused: as ``open_list`` and ``guard.examine``; ``output``. Nothing is changed then.
    """
    opened = read_list(memoryview(read_whole(candidate, "リスト", "list")), key)
    guard.examine(opened, standing(place), now, accept_size_change)
    put(opened, place, accept_size_change)
    return opened


def put(opened: OpenList, place: Path, accept_size_change: bool = False) -> None:
    """Puts an examined list at ``place``: a reader finds the old file or the new one, never neither.
    Whoever accepted a change of size accepted it for the filters that run, too: a note says so.

    :raises Refused: ``output``.
    """
    if accept_size_change:
        write_whole(_beside(place, "accepted"), _note(opened))
    if _header_at(place) is not None:
        _keep_previous(place)
    write_whole(place, opened.octets)


def standing(place: Path) -> Header | None:
    """Of the list that is to be replaced: where its header is damaged, of the one before it. Its key may
    have been another, so only what a header says openly is taken from it."""
    return _header_at(place) or _header_at(_beside(place, "previous"))


def accepted(opened: OpenList, place: Path) -> bool:
    """Whether the operator took this very list over a change of size, ``put``."""
    try:
        found = _beside(place, "accepted").read_bytes()
    except OSError:
        return False
    return compare_digest(found, _note(opened))


def _note(opened: OpenList) -> bytes:
    header = bytes(opened.octets[: headers.SIZE])
    return blake2b(header, key=opened.keys.header, person=b"mamori-accept").digest()


def _keep_previous(place: Path) -> None:
    """Under a second name first, so that the place is never empty."""
    new = _beside(place, "previous.new")
    try:
        with suppress(FileNotFoundError):
            new.unlink()
        os.link(place, new)
        os.replace(new, _beside(place, "previous"))
    except OSError as error:
        raise Refused(
            "output",
            f"現在のリスト {place} を残しておけません（{cause(error).ja}）。",
            f"The current list {place} cannot be kept: {cause(error).en}.",
        ) from None


def _header_at(path: Path) -> Header | None:
    try:
        with path.open("rb") as file:
            return headers.unpack(file.read(headers.SIZE))
    except (OSError, Refused):
        return None


def _beside(place: Path, word: str) -> Path:
    return place.with_name(f"{place.name}.{word}")
