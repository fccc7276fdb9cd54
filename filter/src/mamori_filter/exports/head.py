"""The lines at the head of every export."""

from mamori_filter.exports.selection import Selection, told

_TITLE = (
    "Mamori: the dedicated hosts of the address list. Written by a program; not to be edited or passed on.",
    "アドレスリストの専用ホスト。自動生成のため編集しないでください。第三者に渡さないでください。",
)


def head(selection: Selection, sign: str, *remarks: str) -> list[str]:
    """``sign``: what begins a comment. ``remarks``: what the format cannot express."""
    lines = [*_TITLE, *remarks]
    lines += [f"left out: {sentence}" for sentence in told(selection, "en")]
    lines += [f"除外: {sentence}" for sentence in told(selection, "ja")]
    return [f"{sign} {line}" for line in lines]
