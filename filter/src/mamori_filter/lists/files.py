"""Files that are there whole or not at all."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from mamori_filter.causes import cause
from mamori_filter.refusals import Refused


def write_whole(
    path: Path, octets: bytes | memoryview, *, private: bool = False, begins: bytes = b""
) -> None:
    """As ``whole``, of octets that are all there."""
    with whole(path, private=private, begins=begins) as file:
        file.write(octets)


@contextmanager
def whole(
    path: Path, *, private: bool = False, begins: bytes = b"", inputs: Iterable[Path] = ()
) -> Iterator[BinaryIO]:
    """Written beside the place and moved: a reader sees the old file or the new one. Whoever could read the
    old one can read the new one; a new one that is ``private`` is for its writer alone. A pipe or a device is
    written to as it is, never replaced. ``begins`` and ``inputs`` as in ``require_replaceable``.

    :raises Refused: ``output`` and as ``require_replaceable``; nothing is left behind then.
    """
    found = require_replaceable(path, begins=begins, inputs=inputs)
    try:
        if found is None or stat.S_ISREG(found.st_mode):
            with _moved(Path(os.path.realpath(path)), found, private=private) as file:
                yield file
        else:
            with open(os.open(path, os.O_WRONLY), "wb") as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from None


def require_replaceable(
    path: Path, *, begins: bytes = b"", inputs: Iterable[Path] = ()
) -> os.stat_result | None:
    """What stands at the place, None where nothing does. ``begins``: how a file that may be replaced begins,
    unless it is empty: a key or a table never makes room for a list. ``inputs``: files that are read.

    :raises Refused: ``output``, ``output_other``, ``output_is_input``.
    """
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            _require_other(path, found, inputs)
            _require_beginning(path, begins)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(path, error) from None
    if stat.S_ISDIR(found.st_mode):
        raise Refused(
            "output",
            f"{path} はフォルダです。ファイルの名前を指定してください。",
            f"{path} is a folder; name a file.",
        )
    return found


def _require_other(path: Path, found: os.stat_result, inputs: Iterable[Path]) -> None:
    for one in inputs:
        with suppress(OSError):
            if os.path.samestat(found, one.stat()):
                raise Refused(
                    "output_is_input",
                    f"{path} は入力のファイルです。出力には別の名前を指定してください。",
                    f"{path} is a file that is read here; name another for the output.",
                )


def _require_beginning(path: Path, begins: bytes) -> None:
    if not begins:
        return
    with path.open("rb") as file:
        if file.read(len(begins)) in (b"", begins):
            return
    raise Refused(
        "output_other",
        f"{path} には別の種類のファイルがあります。上書きしません。別の名前を指定してください。",
        f"{path} holds a file of another kind, which is not overwritten; name another.",
    )


@contextmanager
def _moved(path: Path, found: os.stat_result | None, *, private: bool) -> Iterator[BinaryIO]:
    beside = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        with beside.open("xb") as file:
            if private:
                os.fchmod(file.fileno(), 0o600)
            if found is not None:
                with suppress(PermissionError):  # only root gives a file away
                    os.fchown(file.fileno(), found.st_uid, found.st_gid)
                os.fchmod(file.fileno(), found.st_mode & 0o777)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read_whole(path: Path, ja: str, en: str) -> bytes:
    """``ja`` and ``en``: what the file is, for whoever is told that it cannot be read.

    :raises Refused: ``file_unreadable``.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            "file_unreadable",
            f"{ja} {path} を読めません（{cause(error).ja}）。",
            f"The {en} {path} cannot be read: {cause(error).en}.",
        ) from None


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        "output",
        f"{path} に書けません（{cause(error).ja}）。",
        f"{path} cannot be written: {cause(error).en}.",
    )
