"""A list that arrives takes the place of the one there, or changes nothing. §7.6."""

import os
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

from mamori_filter.causes import cause
from mamori_filter.lists import guard
from mamori_filter.lists import header as headers
from mamori_filter.lists.files import read_whole, require_replaceable, write_whole
from mamori_filter.lists.header import Header
from mamori_filter.lists.keys import derive
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.refusals import Refused


def install(
    candidate: Path,
    place: Path,
    key: bytes,
    now: int,
    accept_size_change: bool = False,
    replace_key: bool = False,
) -> OpenList:
    """Verifies a file wholly and puts it at ``place``; what was there is ``PLACE.previous`` afterwards.
    ``replace_key``: the list there may be one of another key.

    :raises Refused: as ``open_list``, ``require_place`` and ``guard.examine``; ``output``. Nothing is changed
        then.
    """
    opened = read_list(memoryview(read_whole(candidate, "リスト", "list")), key)
    require_place(place, key, replace_key)
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
    if _head_at(place) is not None:
        _keep_previous(place)
    write_whole(place, opened.octets)


def require_place(place: Path, key: bytes, replace_key: bool = False) -> None:
    """Whether a list of the key may be put there. A list that is too damaged to be known for one is known by
    the one before it.

    :raises Refused: ``output``, ``output_other``, ``place_other_key``.
    """
    require_replaceable(place)
    previous = _head_at(_beside(place, "previous"))
    if previous is None:
        require_replaceable(place, begins=headers.begins(headers.FULL))
    head = _head_at(place) or previous
    if head is None or replace_key:
        return
    try:
        headers.verify(head, derive(key, headers.unpack(head).list_id).header)
    except Refused:
        raise Refused(
            "place_other_key",
            f"{place} には別の鍵のリストがあります。鍵を替える場合は install に --replace を付けてください。",
            f"{place} holds a list of another key. If the key is to change, pass --replace to install.",
        ) from None


def standing(place: Path) -> Header | None:
    """Of the list that is to be replaced: where its header is damaged, of the one before it. Its key may
    have been another, so only what a header says openly is taken from it."""
    head = _head_at(place) or _head_at(_beside(place, "previous"))
    return None if head is None else headers.unpack(head)


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
        if place.is_symlink():  # what it leads to is written over, perhaps on another disk
            write_whole(new, place.read_bytes())
        else:
            os.link(place, new)
        os.replace(new, _beside(place, "previous"))
    except OSError as error:
        raise Refused(
            "output",
            f"現在のリスト {place} を残しておけません（{cause(error).ja}）。",
            f"The current list {place} cannot be kept: {cause(error).en}.",
        ) from None


def _head_at(path: Path) -> bytes | None:
    """The octets of a sound header. A pipe is not opened: it would wait for its writer."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            head = file.read(headers.SIZE)
        headers.unpack(head)
    except (OSError, Refused):
        return None
    return head


def _beside(place: Path, word: str) -> Path:
    return place.with_name(f"{place.name}.{word}")
