"""Whether a screen reader can read a PDF (§4.4): what is missing, by name."""

import io
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from mamori.activities.rules.materials import UnfitFile
from mamori.kernel.text import Text

PAGES = 20  # looked at for text


class Finding(StrEnum):
    LOCKED = "locked"
    UNTAGGED = "untagged"
    NO_LANGUAGE = "no_language"
    NO_TITLE = "no_title"
    NO_TEXT = "no_text"


FINDINGS = {
    Finding.LOCKED: Text("暗号化されていて調べられません", "It is locked and cannot be checked"),
    Finding.UNTAGGED: Text("読み上げ用のタグがありません", "It has no tags for screen readers"),
    Finding.NO_LANGUAGE: Text("言語の指定がありません", "It does not say its language"),
    Finding.NO_TITLE: Text("文書の題名がありません", "It has no document title"),
    Finding.NO_TEXT: Text(
        "読める文字がありません（画像だけの可能性）", "It holds no text that can be read"
    ),
}


def findings(content: bytes) -> tuple[Finding, ...]:
    """Empty if nothing is missing; a file that is no PDF inside is refused."""
    try:
        reader = PdfReader(io.BytesIO(content))
        return (Finding.LOCKED,) if reader.is_encrypted else tuple(_missing(reader))
    except Exception as error:  # a stranger's file breaks a reader in many ways
        raise UnfitFile(
            Text("このPDFは壊れていて読めません。", "This PDF is broken and cannot be read.")
        ) from error


def _missing(reader: PdfReader) -> Iterator[Finding]:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)  # noqa: S101 - else it is no PDF
    marks = root.get("/MarkInfo", {}).get_object() if "/MarkInfo" in root else {}
    if not marks.get("/Marked") or "/StructTreeRoot" not in root:
        yield Finding.UNTAGGED
    if not str(root.get("/Lang", "")).strip():
        yield Finding.NO_LANGUAGE
    if not (reader.metadata and (reader.metadata.title or "").strip()):
        yield Finding.NO_TITLE
    if not any(page.extract_text().strip() for page in islice(reader.pages, PAGES)):
        yield Finding.NO_TEXT
