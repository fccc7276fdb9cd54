"""Verdicts as JSON: an object each, without the address."""

import json
from collections.abc import Iterable

from mamori_filter.verdicts import Verdict


class VerdictLines:
    """JSON texts for verdicts. A filter says "not listed" by one and the same object, so that its text is
    made once a list version and found again by identity."""

    def __init__(self) -> None:
        self._usual: Verdict | None = None
        self._text = b""

    def texts(self, verdicts: list[Verdict]) -> list[bytes]:
        """One object each, in their order, without line ends."""
        self._learn(verdicts)
        usual, text = self._usual, self._text
        return [text if verdict is usual else as_json(verdict) for verdict in verdicts]

    def _learn(self, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            if not verdict.listed and verdict.problem is None:
                if verdict is not self._usual:
                    self._usual, self._text = verdict, as_json(verdict)
                return


def as_json(verdict: Verdict) -> bytes:
    return json.dumps(verdict._asdict(), ensure_ascii=False).encode()
