"""Certificates, each on one tagged page in both languages: this module says what, ``certificate.typ`` how."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mamori.activities.print.qr import drawn
from mamori.activities.rules.certificates import FORMS, Form, Verified
from mamori.kernel.periods import day_text
from mamori.kernel.text import Language, Text
from mamori.press import pdf
from mamori.press.phrases import phrases

TEMPLATE = Path(__file__).with_name("certificate.typ")
WORDS = {
    Form.COMPLETION: Text(
        "所定の課程を修了したことを証します。", "has completed the course named below."
    ),
    Form.THANKS: Text(
        "子供を守る活動への貢献に対し、感謝の意を表します。",
        "is thanked for work that protects children.",
    ),
}
SOLEMNLY = Text("次の方が、", "This certifies that")
THANKED = Text("次の方に、", "By this letter,")
TO = Text("様", "")
NUMBER = Text("番号", "Number")
ISSUED = Text("発行日", "Issued")
UNTIL = Text("有効期限", "Valid until")
NO_END = Text("期限なし", "no last day")
VERIFY = Text(
    "番号が本物かどうかは、次のページで誰でも確かめられます。氏名は表示されません。",
    "Anyone can verify the number on this page, which names nobody:",
)
QR = Text("番号{0}を確かめるページのQRコード", "QR code of the page that verifies the number {0}")
INVENTED = Text("架空の見本", "Invented specimen")


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate to print; ``address`` is of the page that verifies it."""

    shown: Verified
    name: str
    agency: Text
    address: str


def certificate_pdf(shown: Verified, name: str, *, agency: Text, address: str) -> bytes:
    """PDF/UA-1; the same certificate gives the same bytes."""
    return certificates_pdf([Paper(shown, name, agency, address)])


def certificates_pdf(papers: Sequence[Paper]) -> bytes:
    """One page each; they may be of several agencies."""
    data = {"title": _title(papers), "papers": [content(paper) for paper in papers]}
    return pdf.typeset(TEMPLATE, data, dated=max(paper.shown.issued_on for paper in papers))


def content(paper: Paper) -> dict[str, Any]:
    shown = paper.shown
    until = day_text(shown.valid_until) if shown.valid_until else NO_END
    fields = [(NUMBER, Text(shown.number, shown.number)), (ISSUED, day_text(shown.issued_on))]
    if shown.form is Form.COMPLETION:
        fields.append((UNTIL, until))
    return {
        "title": _both(FORMS[shown.form]),
        "lead": _both(SOLEMNLY if shown.form is Form.COMPLETION else THANKED),
        "name": paper.name,
        "to": TO.ja,
        "words": {"ja": list(phrases(WORDS[shown.form].ja, ())), "en": WORDS[shown.form].en},
        "course": _both(shown.title),
        "agency": _both(paper.agency),
        "fields": [[_both(label), _both(value)] for label, value in fields],
        "verify": _both(VERIFY),
        "address": paper.address,
        "qr": drawn(paper.address),
        "qr_words": QR.format(shown.number).ja,
        "invented": _both(INVENTED) if shown.invented else None,
    }


def _title(papers: Sequence[Paper]) -> str:
    """Of one, its number; of several, the first and the last."""
    form, numbers = FORMS[papers[0].shown.form], [paper.shown.number for paper in papers]
    ends = numbers[:1] if len(numbers) == 1 else [numbers[0], numbers[-1]]
    return f"{form.ja} / {form.en} {' – '.join(ends)}"


def _both(text: Text) -> dict[str, str]:
    return {language.value: text.in_(language) for language in Language}
