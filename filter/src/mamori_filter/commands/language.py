"""What a verb prints for people: in the language of their terminal, and with numbers that agree."""

import os

from mamori_filter.refusals import Text


def said(text: Text) -> str:
    return text.ja if language() == "ja" else text.en


def language() -> str:
    """ja or en, as the person's terminal says."""
    words = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "ja" if words.startswith("ja") else "en"


def many(count: int, one: str, more: str = "") -> str:
    """English: "1 entry", "2,000 entries"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
