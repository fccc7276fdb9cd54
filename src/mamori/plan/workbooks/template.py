"""Writes what a round asks of one agency as a workbook to fill in. The same content, the same bytes.

What may stand in a cell, its help and its choices come from ``rules.cells`` alone.
"""

from typing import Any

from mamori.plan.rules import cells
from mamori.plan.rules.cells import Kind
from mamori.plan.workbooks import cover, hidden, layout
from mamori.plan.workbooks.layout import FIRST, HEADS, MEASURES, QUANTITIES, Column, Sheet
from mamori.plan.workbooks.offering import Line, Offer, put, shown
from mamori.plan.workbooks.validation import messages, rule
from mamori.press.palette import COLOURS
from mamori.press.workbook import Form

MARKED = "× 要修正 check"
SIGNS = (("済", "help"), ("未", "late"), ("×", "stop"))


def write(offer: Offer) -> bytes:
    form = Form(f"{offer.round.key} {offer.agency}")
    lines = offer.lines()
    done = sum(_state(offer, MEASURES, line).startswith("済") for line in lines[MEASURES.key])
    cover.cover(form, offer, done)
    cover.guide(form, offer)
    for sheet, paper in ((MEASURES, "A3"), (QUANTITIES, "A4")):
        _sheet(form, sheet, offer, lines[sheet.key], paper)
    hidden.write(form, offer, lines)
    return form.content()


def _sheet(form: Form, sheet: Sheet, offer: Offer, lines: list[Line], paper: str) -> None:
    widths = [column.width for column in sheet.columns]
    made = form.sheet(
        sheet.name, widths, paper=paper, landscape=True, head=offer.head, foot=offer.foot
    )
    made.set_tab_color(COLOURS["note-line"])
    title = f"{sheet.title.ja}　{sheet.title.en}　　{offer.agency_name.ja} {offer.agency}"
    period = f"{offer.round.period.text.ja} {offer.round.key}"
    serif = form.look(font_name="Yu Mincho", font_size=16, ink="indigo", text_wrap=False)
    made.write_string(0, 0, f"{title}　{period}", serif)
    made.set_row(0, 30)
    made.set_row(HEADS, 34)
    for number, column in enumerate(sheet.columns):
        made.write_string(HEADS, number, column.shown, form.heading())
    for row, line in enumerate(lines, FIRST):
        made.set_row(row, _height(sheet, line, offer))
        _line(form, made, sheet, offer, line, row)
    last = max(FIRST, FIRST + len(lines) - 1)
    for number in sheet.entries:
        _validate(made, offer, sheet.columns[number], (FIRST, number, last, number))
    _finish(form, made, sheet, last)


def _height(sheet: Sheet, line: Line, offer: Offer) -> float:
    """Enough for the longest text of the row, since not every program finds it by itself."""
    texts = [str(value or "") for value in (*line.given, *line.behind)]
    texts += [str(shown(offer, line, name, base=False) or "") for name in line.names]
    needed = 1
    for column, text in zip(sheet.columns[1:], _placed(sheet, texts, len(line.given)), strict=True):
        room = max(column.width - 2, 1)
        rows = sum(-(-max(_wide(part), 1) // room) for part in text.split("\n"))
        needed = max(needed, rows)
    return min(max(needed, 2) * 15 + 6, 400)


def _placed(sheet: Sheet, texts: list[str], given: int) -> list[str]:
    behind = len(sheet.columns) - 1 - given - len(sheet.entries)
    entries = texts[given + behind :]
    return texts[:given] + entries + texts[given : given + behind]


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _line(form: Form, made: Any, sheet: Sheet, offer: Offer, line: Line, row: int) -> None:
    state = _state(offer, sheet, line)
    if state == MARKED:
        made.write_string(row, 0, state, form.plain(bold=True))
    else:
        made.write_formula(row, 0, _state_formula(sheet, row), form.plain(bold=True), state)
    first, last = sheet.entries[0], sheet.entries[-1]
    for column, value in enumerate(line.given, 1):
        put(made, row, column, value, form.given(bold=column <= sheet.keys))
    for column, value in enumerate(line.behind, last + 1):
        put(made, row, column, value, form.given())
    for column, name in enumerate(line.names, first):
        marks = offer.marks.get((line.asked.obligation_id, name), ())
        look = form.wrong if marks else form.entry
        value = shown(offer, line, name, base=False)
        put(made, row, column, value, look(), look(num_format="yyyy-mm-dd"))
        if marks:
            words = "\n".join(f"{mark.ja}\n{mark.en}" for mark in marks)
            made.write_comment(row, column, words, {"author": "Mamori", "x_scale": 2.4})


def _state(offer: Offer, sheet: Sheet, line: Line) -> str:
    """The same answer as the formula gives, for programs that do not compute."""
    marked = any((line.asked.obligation_id, name) in offer.marks for name in line.names)
    held = [shown(offer, line, name, base=False) for name in line.names]
    if marked:
        return MARKED
    if sheet is QUANTITIES:
        return "済 done" if held[0] not in ("", None) else "未 missing"
    kind, ja, en, reason = held[:4]
    if kind == layout.said(cells.KINDS[Kind.NOTHING]):
        return "済 done" if reason else "未 reason"
    return "済 done" if kind and ja and en else "未 missing"


def _state_formula(sheet: Sheet, row: int) -> str:
    n = row + 1
    at = {sheet.columns[c].name: f"{layout.letters(c)}{n}" for c in sheet.entries}
    if sheet is QUANTITIES:
        return f'=IF({at[cells.Part.VALUE]}="","未 missing","済 done")'
    kind, nothing = at[cells.KIND], layout.said(cells.KINDS[Kind.NOTHING])
    ja, en = at[cells.TEXT_JA], at[cells.TEXT_EN]
    most = cells.LONGEST_TEXT
    return (
        f'=IF({kind}="","未 missing",IF({kind}="{nothing}",IF({at[cells.REASON]}="","未 reason",'
        f'"済 done"),IF(OR({ja}="",{en}=""),"未 missing",'
        f'IF(OR(LEN({ja})>{most},LEN({en})>{most}),"× too long","済 done"))))'
    )


def _validate(made: Any, offer: Offer, column: Column, where: tuple[int, int, int, int]) -> None:
    known = column.field
    assert known is not None  # noqa: S101 - asked of entries only
    made.data_validation(*where, {**rule(known, offer.round.period), **messages(known)})


def _finish(form: Form, made: Any, sheet: Sheet, last: int) -> None:
    width = len(sheet.columns) - 1
    for sign, colour in SIGNS:
        look = form.look(ink=colour, ground=f"{colour}-tint", bold=True)
        told = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        made.conditional_format(FIRST, 0, last, 0, told)
    made.freeze_panes(FIRST, 1 + sheet.keys)
    made.repeat_rows(HEADS)
    made.autofilter(HEADS, 0, last, width)
    made.print_area(0, 0, last, width)
