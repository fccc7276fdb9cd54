"""What a document behind a return may be. Policy: docs/policy/plan.md §7.11."""

from pathlib import PurePath

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LARGEST = 10 * 1024 * 1024  # bytes
ENDINGS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
}
BEGINNINGS = {".pdf": b"%PDF-", ".xlsx": b"PK", ".docx": b"PK"}


class UnfitEvidence(Refused):
    code = "unfit_evidence"


def check(title: str, file_name: str, content: bytes) -> None:
    """Raise unless this file may be kept: a name, a known kind that it really is, not too large."""
    if not title.strip():
        raise UnfitEvidence(Text("資料の題名を書いてください。", "Give the document a title."))
    ending = PurePath(file_name).suffix.lower()
    if ending not in ENDINGS or not content.startswith(BEGINNINGS.get(ending, b"")):
        raise UnfitEvidence(
            Text(
                ja="この形式の資料は受け取れません。{0} のどれかにしてください。画像は受け取りません。",
                en="This kind of file is not taken. Use one of {0}; images are never taken.",
            ).format(", ".join(ENDINGS))
        )
    if not content or len(content) > LARGEST:
        raise UnfitEvidence(
            Text(
                ja="空の資料、または{0}MBを超える資料は受け取れません。",
                en="The file is empty, or larger than {0} MB.",
            ).format(LARGEST // 1024 // 1024)
        )


def media_type(file_name: str) -> str:
    return ENDINGS.get(PurePath(file_name).suffix.lower(), "application/octet-stream")
