"""What looks like a private person in free text. Policy: docs/policy/plan.md §9.4.

A pattern can be wrong either way: a gate shows what it found, and a person decides by rewording.
"""

import re
import unicodedata
from dataclasses import dataclass

from mamori.kernel.text import Text

_KANJI = r"[一-龠々]"
PATTERNS = (
    (Text("メールアドレス", "an e-mail address"), re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    (Text("郵便番号", "a postcode"), re.compile(r"〒\s*\d{3}-?\d{4}|\b\d{3}-\d{4}\b(?!-)")),
    (
        Text("住所", "a postal address"),
        re.compile(
            rf"(?:{_KANJI}+[都道府県])?{_KANJI}+[市区町村][一-龠々ぁ-んァ-ヶ]{{0,12}}\d+(?:丁目|番地?|号|-\d+)"
        ),
    ),
    (
        Text("電話番号", "a telephone number"),
        re.compile(
            r"(?<![\d-])(?:\+81[- ]?\d{1,4}|0\d{1,4})[- (]\d{1,4}[- )]\d{3,4}(?![\d-])|(?<!\d)0\d{9,10}(?!\d)"
        ),
    ),
    (
        Text("個人の名前", "the name of a person"),
        re.compile(
            rf"{_KANJI}{{2,6}}(?:さん|様|氏|くん|ちゃん)(?![名族])|\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z][a-z]+"
        ),
    ),
)
NO_NAMES = (
    "お子",
    "皆",
    "保護者",
    "被害者",
    "相談者",
    "担当者",
    "利用者",
    "関係者",
    "子供",
    "児童",
)


@dataclass(frozen=True, slots=True)
class Private:
    """What was found, and the words; they are shown to whoever wrote them and to nobody else."""

    what: Text
    words: str


def found_in(text: str) -> list[Private]:
    """Everything in the text that looks like a private person; telephone lines are no part of it."""
    plain = unicodedata.normalize("NFKC", text)
    return [
        Private(what, match[0])
        for what, pattern in PATTERNS
        for match in pattern.finditer(plain)
        if not match[0].startswith(NO_NAMES)
    ]
