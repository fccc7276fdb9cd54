"""Where a Japanese text may turn: at a phrase, never inside a word."""

import re
from functools import cache, lru_cache

import budoux

_WIDE = r"[　-ヿ㐀-鿿]"
_TYPED_GAP = re.compile(rf"(?<={_WIDE}) (?=[!-~])|(?<=[!-~]) (?={_WIDE})")


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(words: str) -> tuple[str, ...]:
    """The text in phrases; typed gaps between Japanese and Latin are left to the setting."""
    return tuple(_parser().parse(_TYPED_GAP.sub("", words)))
