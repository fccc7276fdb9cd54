"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from mamori_filter.causes import cause
from mamori_filter.refusals import Refused


def write_whole(path: Path, octets: bytes | memoryview, *, private: bool = False) -> None:
    """Writes beside the place and moves: a reader sees the old file or the new one. Whoever could read the
    old one can read the new one; a new one that is ``private`` is for its writer alone.

    :raises Refused: ``output``; nothing is left behind then.
    """
    beside = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        try:
            with beside.open("xb") as file:
                if private:
                    os.fchmod(file.fileno(), 0o600)
                _as_before(path, file.fileno())
                file.write(octets)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(
            "output",
            f"{path} に書けません（{cause(error).ja}）。",
            f"{path} cannot be written: {cause(error).en}.",
        ) from None


def _as_before(path: Path, file: int) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    with suppress(PermissionError):  # only root gives a file away
        os.fchown(file, found.st_uid, found.st_gid)
    os.fchmod(file, found.st_mode & 0o777)


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
