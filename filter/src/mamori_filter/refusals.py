"""The one kind of error a person is meant to read. It never holds an address or a key."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same sentence in both languages."""

    ja: str
    en: str


class Refused(Exception):
    """The request was understood, and a rule says no.

    ``code`` is for programs and never changes; ``message`` is for people and may be reworded.
    """

    def __init__(self, code: str, ja: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.message = Text(ja, en)
