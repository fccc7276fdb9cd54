"""The key of one provider for one list, handed over apart from the file, and the keys derived from it."""

import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes

from mamori_filter.causes import cause
from mamori_filter.refusals import Refused

SHORTEST_KEY = 16  # octets, §3.1
LONGEST_KEY = 4096
NEW_KEY = 32
_LIST = b"MAMORI"  # how lists and deltas begin


@dataclass(frozen=True, slots=True)
class Keys:
    """Derived for one list; never printed."""

    fingerprint: bytes = field(repr=False)
    seal: bytes = field(repr=False)
    mask: bytes = field(repr=False)
    header: bytes = field(repr=False)


def list_id_of(name: str) -> bytes:
    """Eight octets that stand for the list's name; part of every derived key, §3.1."""
    return blake2b(name.encode(), digest_size=8, person=b"mamori-name").digest()


def derive(key: bytes, list_id: bytes) -> Keys:
    """:raises Refused: ``key_length``."""
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise Refused(
            "key_length",
            f"鍵は{SHORTEST_KEY}〜{LONGEST_KEY}オクテットです。この鍵は{len(key)}オクテットです。",
            f"A key has {SHORTEST_KEY} to {LONGEST_KEY} octets; this one has {len(key)}.",
        )
    master = key if len(key) <= 64 else blake2b(key).digest()

    def part(purpose: bytes, size: int) -> bytes:
        return blake2b(list_id, key=master, digest_size=size, person=purpose).digest()

    return Keys(
        part(b"fingerprint", 16),
        part(b"record-seal", 16),
        part(b"record-mask", 16),
        part(b"header", 32),
    )


def read_key(path: Path) -> bytes:
    """:raises Refused: ``key_unreadable``, ``key_is_list``, ``key_length``."""
    try:
        key = path.read_bytes()
    except OSError as error:
        raise Refused(
            "key_unreadable",
            f"鍵のファイル {path} を読めません（{cause(error).ja}）。",
            f"The key file {path} cannot be read: {cause(error).en}.",
        ) from None
    if key.startswith(_LIST):
        raise Refused(
            "key_is_list",
            f"{path} は鍵ではなくリストです。鍵とリストの指定が逆ではありませんか。",
            f"{path} is a list, not a key; are the two the wrong way round?",
        )
    derive(key, b"")
    return key


def write_new_key(path: Path) -> int:
    """A random key in a new file that only its owner reads; its size in octets.

    :raises Refused: ``key_exists``, ``output``.
    """
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            return file.write(token_bytes(NEW_KEY))
    except FileExistsError:
        raise Refused(
            "key_exists",
            f"{path} は既にあります。鍵は上書きしません。",
            f"{path} is there already; a key is never overwritten.",
        ) from None
    except OSError as error:
        raise Refused(
            "output",
            f"{path} に書けません（{cause(error).ja}）。",
            f"{path} cannot be written: {cause(error).en}.",
        ) from None
