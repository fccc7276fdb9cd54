"""The form of a kind on one tagged page in both languages, to be filled in by pen: ``blank_form.typ`` says how."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mamori.activities.rules.columns import Column, Takes, columns
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Status
from mamori.kernel.text import Language, Text
from mamori.press import pdf

TEMPLATE = Path(__file__).with_name("blank_form.typ")
MOST_TO_TICK = 16  # choices; a prefecture is written, not ticked among 47
WORDS = {
    "form": Text("活動の記録用紙", "Record of an activity"),
    "lead": Text(
        "会場で書き、あとで入力してください。参加者の名前は書きません。写真は撮りません。",
        "Fill in at the venue and type in later. No names of participants, no photographs.",
    ),
    "agency": Text("府省庁", "Agency"),
    "typed": Text("活動番号（入力後）", "Its number (later)"),
    "needed": Text("必ず", "needed"),
    "year": Text("年", "Y"),
    "month": Text("月", "M"),
    "day": Text("日", "D"),
    "destroy": Text(
        "入力し終えたら、この用紙は細断してください。", "Shred this sheet once it is typed in."
    ),
}


def blank_form_pdf(kind: Kind, areas: Mapping[str, Text], *, today: date) -> bytes:
    """PDF/UA-1; the same kind gives the same bytes on one day."""
    return pdf.typeset(TEMPLATE, content(kind, areas), dated=today)


def content(kind: Kind, areas: Mapping[str, Text]) -> dict[str, Any]:
    rows = columns(kind, dict(areas))
    certain = {c.key.partition(".")[2]: c for c in rows if c.key.startswith("q.")}
    shown = [_row(c, certain) for c in rows if not c.key.startswith("q.")]
    return {
        "title": _both(kind.title),
        "about": _both(kind.about),
        "words": {key: _both(words) for key, words in WORDS.items()},
        "rows": shown,
    }


def _row(column: Column, certain: Mapping[str, Column]) -> dict[str, Any]:
    part, _, key = column.key.partition(".")
    beside = certain.get(key) if part == "n" else None
    choices = [c for c in column.choices if c.key != Status.CANCELLED]
    ticked = 0 < len(choices) <= MOST_TO_TICK
    helped = column.takes is not Takes.DAY and (ticked or part in ("f", "n", "title_ja"))
    return {
        "label": _both(column.label),
        "help": _both(column.help) if helped and column.help.ja else None,
        "takes": column.takes.value if ticked or not column.choices else Takes.WORDS.value,
        "choices": [_both(c.words) for c in choices] if ticked else [],
        "beside": [_both(c.words) for c in beside.choices] if beside else [],
        "needed": column.needed,
        "high": column.takes is Takes.WORDS and part == "f",
    }


def _both(text: Text) -> dict[str, str]:
    return {language.value: text.in_(language) for language in Language}
