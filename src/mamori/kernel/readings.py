"""How a hard word is read: 児童《じどう》 in the data, above the word on a page, left out elsewhere.

The reading belongs to the kanji right before it, or to everything since a ｜.
"""

import re
from collections.abc import Iterator

from mamori.kernel.text import Text

READ_AS = re.compile(r"(?:｜([^｜《》]+)|([一-鿿々〆ヶ]+))《([^｜《》]+)》")


def with_readings(words: str) -> Iterator[tuple[str, str]]:
    """The words in pieces, each with its reading; empty where it has none."""
    end = 0
    for match in READ_AS.finditer(words):
        if match.start() > end:
            yield words[end : match.start()], ""
        yield match[1] or match[2], match[3]
        end = match.end()
    if words[end:]:
        yield words[end:], ""


def without_readings(words: Text) -> Text:
    """The same words for a place that prints no readings."""

    def plain(one: str) -> str:
        return "".join(piece for piece, _ in with_readings(one))

    return Text(ja=plain(words.ja), en=plain(words.en))


def is_well_read(words: str) -> bool:
    """Whether every mark of a reading belongs to a whole reading."""
    return not any(set("｜《》") & set(piece) for piece, _ in with_readings(words))
