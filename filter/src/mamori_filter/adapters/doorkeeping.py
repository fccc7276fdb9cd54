"""Who may ask the service, and how much. See docs/policy/filter.md §2."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

from mamori_filter.causes import cause
from mamori_filter.refusals import Refused

SHORTEST_TOKEN = 16  # signs
QUESTIONS_PER_SECOND = (
    1_000.0  # where an address that is not loopback is bound and no rate was named
)


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token; only its digest is kept."""

    digest: bytes = field(repr=False)

    def fits(self, authorization: bytes) -> bool:
        """Of an ``Authorization`` header; in constant time."""
        scheme, _, given = authorization.partition(b" ")
        return compare_digest(_digest(given.strip()), self.digest) and scheme.lower() == b"bearer"


def read_token(path: Path) -> Token:
    """:raises Refused: ``token_unreadable``, ``token_short``."""
    try:
        text = path.read_bytes().strip()
    except OSError as error:
        raise Refused(
            "token_unreadable",
            f"トークンのファイルを読めません（{cause(error).ja}）。",
            f"The token file cannot be read: {cause(error).en}.",
        ) from None
    if len(text) < SHORTEST_TOKEN:
        raise Refused(
            "token_short",
            f"トークンは{SHORTEST_TOKEN}文字以上です。",
            f"A token has at least {SHORTEST_TOKEN} signs.",
        )
    return Token(_digest(text))


class TokenBucket:
    """``rate`` questions a second, saved up for one second at most. A large batch may overdraw once; who
    comes next waits until the debt is paid. ``clock`` in seconds, only ever forward."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left = max(rate, 1.0)
        self._at = clock()

    def wait(self) -> int:
        """Whole seconds until a question may be asked; 0 for now."""
        now = self._clock()
        self._left = min(max(self._rate, 1.0), self._left + (now - self._at) * self._rate)
        self._at = now
        return 0 if self._left >= 1 else math.ceil((1 - self._left) / self._rate)

    def take(self, questions: int) -> None:
        self._left -= questions


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=32).digest()
