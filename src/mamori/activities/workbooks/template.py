"""A workbook to fill in, for one kind: one row an activity. The same kind, the same bytes."""

from typing import Any

from xlsxwriter.utility import xl_range_abs

from mamori.activities.rules.columns import FIRST, LAST, Areas, Column, Takes, columns, layout
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.rows import shown
from mamori.activities.workbooks.opening import GUIDE, HIDDEN, LISTS, MOST_ROWS
from mamori.kernel.text import Text
from mamori.press.palette import COLOURS
from mamori.press.workbook import Form

NAME = "活動 Activities"
HEADS = 1  # the row of the heads, from 0
WIDTHS = {
    Takes.DAY: 14,
    Takes.NUMBER: 12,
    Takes.WORDS: 34,
    Takes.CHOICE: 24,
    Takes.CHOICES: 34,
}
TITLE_MOST, MESSAGE_MOST = 32, 255  # signs, of the file format
RULES = (
    Text(
        "一行に一つの活動。参加者の名前は書かない。",
        "One row an activity. No names of participants.",
    ),
    Text(
        "一行でも誤りがあれば、何も記録されない。誤りは行と列で示される。",
        "If one row is wrong, nothing is recorded; what is wrong is told by row and column.",
    ),
    Text(
        "セルを結合しない。数式を書かない。列は並べ替えてよい。",
        "Merge no cells, write no formulas. Columns may be put in another order.",
    ),
    Text(
        "日付は 2026-06-01、2026/6/1、令和8年6月1日 のどれでもよい。全角の数字も読める。",
        "Days are written 2026-06-01, 2026/6/1 or 令和8年6月1日. Full-width digits are read.",
    ),
    Text(
        "数は 2309、2,309、約39万 のように書ける。",
        "Numbers are written like 2309, 2,309 or 約39万 (about 390,000).",
    ),
)


def write(kind: Kind, areas: Areas) -> bytes:
    form = Form(f"{kind.title.ja} {kind.title.en}")
    own = columns(kind, areas)
    _rows(form, kind, own)
    _guide(form, kind, own)
    _hidden(form, kind, own)
    return form.content()


def _rows(form: Form, kind: Kind, own: tuple[Column, ...]) -> None:
    title = f"{kind.title.ja}　{kind.title.en}"
    made = form.sheet(NAME, (), paper="A3", landscape=True, head=title, foot="Mamori")
    made.set_tab_color(COLOURS["note-line"])
    serif = form.look(font_name="Yu Mincho", font_size=16, ink="indigo", text_wrap=False)
    made.write_string(0, 0, title, serif)
    made.set_row(0, 30)
    made.set_row(HEADS, 48)
    chosen = [column for column in own if column.choices]
    for number, column in enumerate(own):
        day = {"num_format": "yyyy-mm-dd"} if column.takes is Takes.DAY else {}
        made.set_column(number, number, WIDTHS[column.takes], form.entry(**day))
        made.write_string(HEADS, number, column.head, form.heading())
        told = _messages(column)
        if column.takes is Takes.CHOICE:
            told |= {"validate": "list", "source": _range(chosen.index(column), column)}
        else:
            told |= {"validate": "any"}
        made.data_validation(HEADS + 1, number, HEADS + MOST_ROWS, number, told)
    made.freeze_panes(HEADS + 1, 1)
    made.repeat_rows(HEADS)


def _messages(column: Column) -> dict[str, Any]:
    title = _fit(f"{column.label.ja} / {column.label.en}", column.label.ja, TITLE_MOST)
    words = _help(column)
    told = _fit(f"{words.ja}\n{words.en}", words.ja, MESSAGE_MOST) if words.ja else title
    return {"input_title": title, "input_message": told, "error_type": "warning"}


def _help(column: Column) -> Text:
    parts = [column.help] if column.help.ja else []
    if column.takes is Takes.CHOICES:
        several = "、".join(choice.words.ja for choice in column.choices)
        parts.append(
            Text(
                f"いくつでも、「、」で分ける: {several}",
                "Any of these, parted by “;”: "
                + "; ".join(choice.words.en for choice in column.choices),
            )
        )
    if column.takes is Takes.DAY and column not in (FIRST, LAST):
        parts.append(FIRST.help)
    return Text(" ".join(p.ja for p in parts), " ".join(p.en for p in parts))


def _fit(both: str, shorter: str, most: int) -> str:
    return both if len(both) <= most else shorter[:most]


def _range(number: int, column: Column) -> str:
    return f"='{LISTS}'!{xl_range_abs(0, number, len(column.choices) - 1, number)}"


def _guide(form: Form, kind: Kind, own: tuple[Column, ...]) -> None:
    sheet = form.sheet(
        GUIDE, (4, 34, 50, 50), paper="A4", landscape=True, head=kind.title.ja, foot="Mamori"
    )
    serif = form.look(font_name="Yu Mincho", font_size=18, ink="indigo", text_wrap=False)
    sheet.write_string(1, 1, "書き方　How to fill in", serif)
    sheet.set_row(1, 30)
    lines = [("", words) for words in (kind.about, *RULES)]
    lines += [(_sign(column), _help(column)) for column in own]
    for row, (head, words) in enumerate(lines, 3):
        sheet.set_row(row, 36)
        sheet.write_string(row, 1, head, form.given(bold=True))
        sheet.write_string(row, 2, words.ja, form.plain())
        sheet.write_string(row, 3, words.en, form.plain())


def _sign(column: Column) -> str:
    return f"{column.head}\n必須 needed" if column.needed else column.head


def _hidden(form: Form, kind: Kind, own: tuple[Column, ...]) -> None:
    made = form.hidden(HIDDEN)
    told = [("told", "kind", kind.key), ("told", "layout", layout(own))]
    told += [("column", column.key, column.head) for column in own]
    for row, line in enumerate(told):
        made.write_row(row, 0, line)
    lists = form.hidden(LISTS)
    for number, column in enumerate(c for c in own if c.choices):
        lists.write_column(0, number, [shown(column, choice.key) for choice in column.choices])
