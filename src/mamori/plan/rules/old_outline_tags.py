"""Owner tags as old Outlines print them: ``[NPA, etc.]``, 〔警察庁等〕; and brackets that are none."""

import re
import unicodedata
from dataclasses import dataclass

_ABBREVIATIONS = r"[A-Z]{2,8}(?:\s*[,，、;]\s*[A-Z]{2,8})*"
_ETC = r"(?:\s*[,，]?\s*(?:etc\b\.?|and others))?"
_SEAT = r"(?:内閣官房|[^\s〔〕［］\[\]、，,;・。]{1,20}(?:省|庁|府|委員会|本部|院))"
_SEATS = rf"{_SEAT}(?:\s*[、，・,]\s*{_SEAT})*"
_ALSO = r"(?:\s*[、，]?\s*(?:等|ほか|など))?"
TAG = re.compile(
    rf"[\[［〔【](?P<names>\s*(?:{_ABBREVIATIONS}{_ETC}|{_SEATS}{_ALSO})\s*)[\]］〕】]"
)
# A tag that lost one of its brackets, or closes with another sort.
BROKEN = re.compile(
    rf"[\[［〔【]\s*(?:{_ABBREVIATIONS}{_ETC}|{_SEATS}{_ALSO})\s*[,、]?\s*(?P<after>[)）}}｝]|$|(?=[A-Z][a-z]))"
    rf"|(?<![A-Za-z\[［〔【,，、;])\s(?:{_ABBREVIATIONS}{_ETC})\s*[\]］〕】]"
    rf"|(?<=。)(?:{_SEATS}{_ALSO})\s*[\]］〕】]"
)
BULLET = re.compile(r"\s*(?:[○●◯〇・•▪■□◆◇➢▶‣]\s*|[-–*]\s+|[(（]\d{1,2}[)）]\s*|[①-⑳]\s*)")


@dataclass(frozen=True, slots=True)
class Tag:
    """``names`` in the order printed; ``open_list`` is the printed "etc."."""

    printed: str
    names: tuple[str, ...]
    open_list: bool


def tag_of(match: re.Match[str]) -> Tag:
    inside = unicodedata.normalize("NFKC", match["names"]).strip()
    closed = re.sub(r"[\s,、]*(?:\betc\b\.?|\band others|等|ほか|など)$", "", inside)
    names = tuple(name.strip() for name in re.split(r"[,、;・]", closed) if name.strip())
    return Tag(re.sub(r"\s+", " ", match[0]), names, closed != inside)
