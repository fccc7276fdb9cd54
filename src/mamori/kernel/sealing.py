"""Words that stand sealed in the database and can be erased for good. Policy: docs/policy/kernel.md, section 10.

AES-256-GCM with one key for each subject. That key is kept beside the seal, wrapped by the master
key, which is never in the database. Whoever forgets the wrapped key has erased the words.
"""

import secrets
from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

BITS = 256  # §10.1
NONCE = 12  # bytes, drawn anew for every seal
BLOCK = 64  # §10.4, bytes
END = b"\x80"


class NoSealingKey(Refused):
    code = "no_sealing_key"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "封印の鍵がありません。MAMORI_SEALING_KEY に32バイトの鍵（base64）を入れてください。",
                "There is no sealing key. Put one of 32 bytes, in base64, into MAMORI_SEALING_KEY.",
            )
        )


class Erased(Refused):
    code = "erased"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            Text(
                "消去されました。戻すことはできません。",
                "This was erased, and cannot be brought back.",
            )
        )


class BrokenSeal(Refused):
    """Changed, moved to another place, or sealed under another master key."""

    code = "broken_seal"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "封印が壊れているか、別の鍵で封印されています。",
                "The seal is broken, or was made with another key.",
            )
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seal belongs; one copied to another row or field does not open there (§10.2)."""

    subject: str
    row: str
    field: str

    @property
    def bound(self) -> bytes:
        return _joined("seal", self.subject, self.row, self.field)


def new_key(subject: str) -> bytes:
    """A fresh key of this subject, wrapped: keep it with the seals, null it to erase them."""
    return _encrypted(_master(), AESGCM.generate_key(BITS), _joined("key", subject))


def seal(words: str, *, wrapped: bytes, at: Place) -> bytes:
    plain = words.encode() + END
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK, b"\0")
    return _encrypted(_key(wrapped, at.subject), padded, at.bound)


def unseal(sealed: bytes, *, wrapped: bytes | None, at: Place) -> str:
    if wrapped is None:
        raise Erased
    padded = _decrypted(_key(wrapped, at.subject), sealed, at.bound)
    return padded.rstrip(b"\0").removesuffix(END).decode()


def _key(wrapped: bytes, subject: str) -> bytes:
    return _decrypted(_master(), wrapped, _joined("key", subject))


def _master() -> bytes:
    written = settings.SEALING_KEY
    try:
        key = urlsafe_b64decode(written + "=" * (-len(written) % 4))
    except (Error, ValueError):
        raise NoSealingKey from None
    if len(key) * 8 != BITS:
        raise NoSealingKey
    return key


def _encrypted(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypted(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(bytes(sealed[:NONCE]), bytes(sealed[NONCE:]), bound)
    except (InvalidTag, ValueError):
        raise BrokenSeal from None


def _joined(*parts: str) -> bytes:
    """Each part with its length, so that no two lists of parts give the same bytes."""
    return b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
