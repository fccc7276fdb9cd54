"""What a verb tells the person at the terminal, in the terminal's language."""

import os
import sys

from mamori_filter.lists.entries import LeftOut
from mamori_filter.refusals import Refused, Text


def said(text: Text) -> str:
    """In the language of the person's terminal."""
    return text.ja if language() == "ja" else text.en


def language() -> str:
    """ja or en, as the person's terminal says."""
    words = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "ja" if words.startswith("ja") else "en"


def tell(text: Text) -> None:
    """On standard error: standard output is for verdicts."""
    print(said(text), file=sys.stderr, flush=True)


def counted(count: int, one: str, more: str | None = None) -> str:
    """In English: "1 entry", "2,000 entries". ``more`` is the plural, else ``one`` with an s."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def entries(count: int) -> Text:
    return Text(f"登録{count:,}件", counted(count, "entry", "entries"))


def octets(count: int) -> Text:
    return Text(f"{count:,}オクテット", counted(count, "octet"))


def left_out(row: LeftOut) -> Text:
    """A row of the entries that has a mistake: by line and public id, never by its address."""
    return Text(
        f"{row.number}行目（{row.entry_id}）：{row.reason.ja} [{row.code}]",
        f"line {row.number} ({row.entry_id}): {row.reason.en} [{row.code}]",
    )


def refusal(about: str, why: Refused) -> Text:
    return Text(
        f"{about}：{why.message.ja} [{why.code}]", f"{about}: {why.message.en} [{why.code}]"
    )
