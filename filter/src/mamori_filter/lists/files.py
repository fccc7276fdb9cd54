"""Files that are there whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from mamori_filter.refusals import Refused


def write_whole(path: Path, octets: bytes) -> None:
    """Writes beside the place and moves: a reader sees the old file or the new one.

    :raises Refused: ``output``.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
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
