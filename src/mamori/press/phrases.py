"""Where a Japanese text may turn: at a phrase, never inside a word."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import budoux

_WIDE = r"[　-ヿ㐀-鿿]"
_TYPED_GAP = re.compile(rf"(?<={_WIDE}) (?=[!-~])|(?<=[!-~]) (?={_WIDE})")

_NUMBER = r"[0-9０-９][0-9０-９,.，．]*"


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(words: str, whole: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The text in phrases, no number and no word of ``whole`` parted.

    Typed gaps between Japanese and Latin are left to the setting.
    """
    text = _TYPED_GAP.sub("", words)
    parted = {0, *accumulate(map(len, _parser().parse(text)))}
    turns = sorted(parted - set(_inside(text, whole)))
    return tuple(text[first:end] for first, end in pairwise(turns))


def _inside(text: str, whole: tuple[str, ...]) -> Iterator[int]:
    for pattern in (_NUMBER, *map(re.escape, whole)):
        for found in re.finditer(pattern, text):
            yield from range(found.start() + 1, found.end())
