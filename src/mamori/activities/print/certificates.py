"""A certificate on one tagged page in both languages: this module says what, ``certificate.typ`` how."""

from pathlib import Path
from typing import Any

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
INVENTED = Text("架空の見本", "Invented specimen")


def certificate_pdf(shown: Verified, name: str, *, agency: Text, address: str) -> bytes:
    """PDF/UA-1; the same certificate gives the same bytes. ``address``: of the page that verifies."""
    data = content(shown, name, agency=agency, address=address)
    return pdf.typeset(TEMPLATE, data, dated=shown.issued_on)


def content(shown: Verified, name: str, *, agency: Text, address: str) -> dict[str, Any]:
    until = day_text(shown.valid_until) if shown.valid_until else NO_END
    fields = [(NUMBER, Text(shown.number, shown.number)), (ISSUED, day_text(shown.issued_on))]
    if shown.form is Form.COMPLETION:
        fields.append((UNTIL, until))
    return {
        "title": _both(FORMS[shown.form]),
        "lead": _both(SOLEMNLY if shown.form is Form.COMPLETION else THANKED),
        "name": name,
        "to": TO.ja,
        "words": {"ja": list(phrases(WORDS[shown.form].ja, ())), "en": WORDS[shown.form].en},
        "course": _both(shown.title),
        "agency": _both(agency),
        "fields": [[_both(label), _both(value)] for label, value in fields],
        "verify": _both(VERIFY),
        "address": address,
        "invented": _both(INVENTED) if shown.invented else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {language.value: text.in_(language) for language in Language}
