"""Files that are there whole or not at all."""

import os
from pathlib import Path
from stat import S_IMODE
from tempfile import NamedTemporaryFile

from mamori_filter.refusals import Refused


def write_whole(path: Path, octets: bytes) -> None:
    """Writes beside the place and moves: a reader sees the old file or the new one.

    :raises Refused: ``output``.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            _as_before(path, file.fileno())
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
    except OSError as error:
        raise Refused(
            "output",
            f"{path} に書けません（{error.strerror}）。",
            f"{path} cannot be written: {error.strerror}.",
        ) from None


def _as_before(path: Path, fresh: int) -> None:
    """A file that takes another's place is for the same readers; a new one is for its writer alone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    os.fchmod(fresh, S_IMODE(found.st_mode))
    if (found.st_uid, found.st_gid) != (os.geteuid(), os.getegid()):
        os.fchown(fresh, found.st_uid, found.st_gid)
