"""The provider's side: is a fingerprint that a short list may hold in the full list? No address is asked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mamori_filter.filters import Filter
from mamori_filter.lists.fingerprints import Scope
from mamori_filter.lists.records import unseal
from mamori_filter.refusals import Refused

MOST_ASKED = 1000  # fingerprints in one question, §9.4
_FINGERPRINT = re.compile(r"[0-9a-f]{16}", re.ASCII)


class Answer(NamedTuple):
    """Of the full list: as the ``Verdict`` on the address would be, without how it matched."""

    listed: bool
    scope: str | None
    entry_id: str | None
    list_version: int


def written(fingerprint: int) -> str:
    """As it is asked: 16 hexadecimal digits, the highest first, §9.4."""
    return f"{fingerprint:016x}"


def confirm(full: Filter, fingerprints: Sequence[str], now: int) -> list[Answer]:
    """An answer to each, in their order; ``now`` in seconds since 1970 UTC decides what has expired.

    :raises Refused: ``fingerprint``, ``too_many``.
    """
    if len(fingerprints) > MOST_ASKED:
        raise Refused(
            "too_many",
            f"一度に確認できる指紋は{MOST_ASKED}件までです。",
            f"At most {MOST_ASKED} fingerprints are confirmed at once.",
        )
    return [_answer(full, _read(text), now) for text in fingerprints]


def _read(text: str) -> int:
    if not _FINGERPRINT.fullmatch(text):
        raise Refused(
            "fingerprint",
            "指紋は16桁の16進数（小文字）です。",
            "A fingerprint is 16 hexadecimal digits in lower case.",
        )
    return int(text, 16)


def _answer(full: Filter, fingerprint: int, now: int) -> Answer:
    opened = full.opened
    version = opened.header.version
    rank = full.engine.rank(fingerprint)
    if rank < 0:
        return Answer(False, None, None, version)
    record = unseal(opened.keys, fingerprint, opened.record(rank))
    if record is None:  # damaged: it stays listed, as in the full list's own verdict
        return Answer(True, None, None, version)
    if record.expires and record.expires <= now:
        return Answer(False, None, None, version)
    return Answer(True, Scope(record.scope).word, record.entry_id, version)
