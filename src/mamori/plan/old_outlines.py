"""An old Outline as a file: its text taken out, and read with what the country knows."""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from pypdf import PdfReader

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.queries.old_outlines import known
from mamori.plan.rules.old_outline_days import period_in, spoken_in
from mamori.plan.rules.old_outlines import Proposal, read

LARGEST = 20_000_000  # bytes
LONGEST = 500_000  # signs of text
MOST_PAGES = 300
Mode = Literal["plain", "layout"]
MODES: tuple[Mode, ...] = ("plain", "layout")
SUFFIXES = (".txt", ".pdf")


class CannotRead(Refused):
    code = "old_outline_unreadable"


def read_file(name: str, content: bytes, plan: str = "") -> tuple[str, Proposal]:
    """The text of the file and what it seems to say; of a PDF, the reading with the fewest doubts."""
    readings = [(text, read_text(text, plan)) for text in texts(name, content)]
    return max(readings, key=lambda reading: _clearness(reading[1]))


def read_text(text: str, plan: str = "") -> Proposal:
    """Read with the plan named, else with that of the period the text speaks of."""
    period = period_in(text, spoken_in(text))
    return read(text, known(period.last if period else None, plan))


def texts(name: str, content: bytes) -> list[str]:
    """What the file says, once or in two ways; a file that cannot be read is refused with the reason."""
    if len(content) > LARGEST:
        raise CannotRead(
            Text(
                ja="大きすぎます（{0}MBまで）。", en="The file is too large; {0} MB at most."
            ).format(LARGEST // 1_000_000)
        )
    if not content.strip():
        raise CannotRead(Text(ja="ファイルが空です。", en="The file is empty."))
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in SUFFIXES:
        raise CannotRead(
            Text(
                ja="テキスト（.txt）か PDF（.pdf）を選んでください。",
                en="Give a text (.txt) or a PDF (.pdf).",
            )
        )
    found = list(_of_pdf(content)) if suffix == ".pdf" else [_of_text(content)]
    if any(len(text) > LONGEST for text in found):
        raise CannotRead(
            Text(
                ja="文が長すぎます（{0}字まで）。", en="The text is too long; {0} signs at most."
            ).format(LONGEST)
        )
    return found


def _clearness(proposal: Proposal) -> tuple[bool, int, int, int]:
    placed = sum(effort.pillar is not None for effort in proposal.efforts)
    return proposal.certain, placed, -len(proposal.unplaced), -len(proposal.doubts)


def _of_text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise CannotRead(
            Text(
                ja="UTF-8 のテキストとして読めません。UTF-8 で保存し直してください。",
                en="It cannot be read as UTF-8 text. Save it again as UTF-8.",
            )
        )
    return text


def _of_pdf(content: bytes) -> Iterator[str]:
    """First in the order in which the file was written, then by where the words stand on the page."""
    if not content.lstrip()[:5] == b"%PDF-":
        raise CannotRead(Text(ja="PDF ではありません。", en="The file is no PDF."))
    for mode in MODES:
        text = _pages(content, mode)
        if not text.strip():
            raise CannotRead(
                Text(
                    ja="PDF に文字がありません（画像だけのようです）。文字を含むファイルを使ってください。",
                    en="The PDF holds no text, only pictures it seems. Use a file with text in it.",
                )
            )
        yield text


def _pages(content: bytes, mode: Mode) -> str:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead(
                Text(
                    ja="PDF がパスワードで保護されています。保護を外してから選んでください。",
                    en="The PDF is protected by a password. Remove the protection first.",
                )
            )
        if len(reader.pages) > MOST_PAGES:
            raise CannotRead(
                Text(ja="{0}ページまでです。", en="At most {0} pages.").format(MOST_PAGES)
            )
        pages = [page.extract_text(extraction_mode=mode) for page in reader.pages]
    except Refused:
        raise
    except Exception as broken:  # a broken PDF makes pypdf raise nearly anything
        raise CannotRead(
            Text(ja="PDF が壊れていて読めません。", en="The PDF is broken and cannot be read.")
        ) from broken
    return "\f".join(page.replace("\0", "").replace("\f", "\n") for page in pages)
