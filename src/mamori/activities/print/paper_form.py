"""The form of a counter on one tagged page, in one language: this module says what, ``paper_form.typ`` how.

Drawn from the kind's own questions; nothing on it is filled in (docs/policy/activities.md §2.13).
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from mamori.activities.rules.asking import choices, counter_of, depends_on, questions
from mamori.activities.rules.kinds import Field, Kind
from mamori.kernel.text import Language, Text
from mamori.press import pdf
from mamori.press.phrases import phrases

TEMPLATE = Path(__file__).with_name("paper_form.typ")
DRAWN = date(2018, 2, 1)  # the day written into the file: the same form gives the same bytes
ONLY = Text("「{0}」が「{1}」のときだけ", "Only where “{0}” is “{1}”")
SIGN = Text("確認した人", "Signed")
KEEP = Text("この用紙の保管", "Where this paper stays")
BOX = "□"


@lru_cache(maxsize=16)
def paper_form(kind: Kind, language: Language) -> bytes:
    """PDF/UA-1."""
    return pdf.typeset(TEMPLATE, content(kind, language), dated=DRAWN)


def content(kind: Kind, language: Language) -> dict[str, Any]:
    own = counter_of(kind)
    other = next(each for each in Language if each is not language)
    return {
        "language": language.value,
        "region": "JP" if language is Language.JA else "GB",
        "title": _broken(own.title, language),
        "name": own.title.in_(language),
        "beside": {"words": own.title.in_(other), "language": other.value},
        "lead": _broken(own.lead, language),
        "box": BOX,
        "questions": [_question(kind, field, language) for field in questions(kind)],
        "sign": SIGN.in_(language),
        "signatures": [words.in_(language) for words in own.signatures],
        "keep": {"head": KEEP.in_(language), "words": _broken(own.keep, language)},
    }


def _question(kind: Kind, own: Field, language: Language) -> dict[str, Any]:
    condition = depends_on(kind, own)
    return {
        "label": own.label.in_(language),
        "help": own.help.in_(language) if own.help else "",
        "only": ONLY.format(*condition).in_(language) if condition else "",
        "choices": [choice.words.in_(language) for choice in choices(own)],
    }


def _broken(words: Text, language: Language) -> list[str]:
    """Where a line may end."""
    said = words.in_(language)
    return list(phrases(said, ())) if language is Language.JA else [said]
