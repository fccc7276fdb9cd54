"""A series as a workbook: cover, contents, notes, values, every vintage, revisions and sources.

One datum a cell, no merged cells, nothing told by colour; note marks stand in brackets (the Japanese rules
for machine-readable tables of 2020, and the practice of the statistical offices for spreadsheets).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.kernel.text import Text
from mamori.press.workbook import WIDEST, Cell, Form
from mamori.statistics.print import as_csv, wording
from mamori.statistics.print.notes import Note, notes
from mamori.statistics.print.records import (
    Record,
    plain,
    printable,
    records,
    value_words,
    year_of,
)
from mamori.statistics.rules.series import Series
from mamori.statistics.rules.vintages import REASONS, Account

COVER, CONTENTS = Text("表紙", "Cover"), Text("目次", "Contents")
NOTES, VALUES = Text("注", "Notes"), Text("値", "Values")
VINTAGES, REVISIONS = Text("すべての版", "Vintages"), Text("改訂", "Revisions")
SOURCES = Text("出典", "Sources")
ABOUT = {  # what a sheet holds
    NOTES: Text("注と定義、数え方の変更", "Footnotes, definitions and breaks"),
    VALUES: Text("期間ごとに採用した値", "The value that stands for each period"),
    VINTAGES: Text("公表されたすべての値", "Every value as published"),
    REVISIONS: Text("後の公表で変わった値", "Values that a later publication changed"),
    SOURCES: Text("値の公表元", "Where the values were published"),
}
EMPTY = Text(
    "値のない欄は空欄とし、理由を「状態」の列に示す。",
    "A cell is empty where there is no value; the status column says why.",
)
NONE_REVISED = Text("改訂はない。", "No value has been revised.")
LETTER = 1.25  # the width of a sign of the look in units of a column


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with what stands above it."""

    name: Text
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def values(account: Account, language: str) -> bytes:
    """An .xlsx whose headings are in that language; the same account gives the same bytes."""
    form = Form(account.series.title.in_(language))
    told = notes(account.series)
    sheets = [
        _notes(told, language),
        _values(account, told, language),
        _vintages(account, language),
        _revisions(account, language),
        _sources(account, language),
    ]
    _cover(form, account, language)
    _write(form, _contents(sheets, language), language, 0)
    for number, sheet in enumerate(sheets, start=1):
        _write(form, sheet, language, number)
    return form.content()


def _cover(form: Form, account: Account, language: str) -> None:
    series, shown = account.series, printable(account).observations
    made = form.book.add_worksheet(COVER.in_(language))
    made.hide_gridlines(2)
    made.set_column(0, 0, 24)
    made.set_column(1, 1, 80)
    title = form.look(bold=True, font_size=16, text_wrap=False, ink="indigo")
    made.write_string(0, 0, series.title.in_(language), title)
    facts: list[tuple[Text, Cell]] = [
        (Text("系列", "Series"), series.key),
        (Text("数えるもの", "Counted"), series.counted.in_(language)),
        (Text("対象", "Population"), series.population.in_(language)),
        (Text("単位", "Unit"), series.unit_name.in_(language)),
        (Text("期間", "Period"), wording.BASES[series.basis].in_(language)),
        (Text("所管", "Agency"), series.agency),
        *((Text("法律", "Law"), law.in_(language)) for law in series.laws),
    ]
    if shown:
        facts.append((Text("最終公表日", "Last published"), max(o.published for o in shown)))
    facts.append((Text("空欄", "Empty cells"), EMPTY.in_(language)))
    for line, (name, fact) in enumerate(facts, start=2):
        made.write_string(line, 0, name.in_(language), form.look(bold=True))
        _cell(form, made, line, 1, fact)


def _contents(sheets: Sequence[Sheet], language: str) -> Sheet:
    return Sheet(
        CONTENTS,
        (CONTENTS.in_(language),),
        (Text("シート", "Sheet").in_(language), Text("内容", "Content").in_(language)),
        tuple((s.name.in_(language), ABOUT[s.name].in_(language)) for s in sheets),
    )


def _notes(told: tuple[Note, ...], language: str) -> Sheet:
    heads = (Text("印", "Mark"), Text("種類", "Kind"), Text("注", "Note"))
    return Sheet(
        NOTES,
        (NOTES.in_(language),),
        tuple(head.in_(language) for head in heads),
        tuple((n.mark(language), n.kind.in_(language), n.words.in_(language)) for n in told),
    )


def _values(account: Account, told: tuple[Note, ...], language: str) -> Sheet:
    """The values that stand. Marks of notes to every value stand at the head, others in their row."""
    series = account.series
    general = "".join(f" {note.mark(language)}" for note in told if note.about is None)
    heads = (
        Text("区分", "Breakdown"), Text("期間", "Period"), Text("値（{0}）", "Value ({0})"),
        Text("概数", "Approximate"), Text("状態", "Status"), Text("比べられる区間", "Segment"),
        Text("変更前の数え方による値", "Value counted the old way"), Text("注", "Notes"),
    )  # fmt: skip
    named = [head.format(series.unit_name).in_(language) for head in heads]
    named[2] += general
    rows = tuple(_value(series, r, told, language) for r in records(account) if r.stands)
    title = f"{series.title.in_(language)}: {ABOUT[VALUES].in_(language)}"
    lines = (title, wording.BASES[series.basis].in_(language), EMPTY.in_(language))
    return Sheet(VALUES, lines, tuple(named), rows)


def _value(
    series: Series, record: Record, told: tuple[Note, ...], language: str
) -> tuple[Cell, ...]:
    found = record.observation
    before = record.carried
    own = [
        note.mark(language)
        for note in told
        if note.about is not None and note.about in (record.opens, record.definition)
    ]
    return (
        series.label(found.breakdown).in_(language),
        found.period.in_(language),
        None if found.value is None else plain(found.value),
        (wording.YES if found.approximate else wording.NO).in_(language),
        wording.STATUSES[found.status].in_(language),
        record.segment + 1,
        None if before is None else plain(before),
        " ".join(own),
    )


def _vintages(account: Account, language: str) -> Sheet:
    table = as_csv.table(account, language)
    title = f"{account.series.title.in_(language)}: {ABOUT[VINTAGES].in_(language)}"
    return Sheet(VINTAGES, (title,), table.heads, table.rows)


def _revisions(account: Account, language: str) -> Sheet:
    heads = (
        Text("区分", "Breakdown"), Text("期間", "Period"), Text("前の値", "Was"),
        Text("前の状態", "Was (status)"), Text("今の値", "Now"), Text("今の状態", "Now (status)"),
        Text("改訂日", "Revised"), Text("理由", "Reason"),
    )  # fmt: skip
    found = sorted(
        printable(account).revisions(),
        key=lambda r: (r.after.breakdown, year_of(r.after.period), r.after.published),
    )
    rows = tuple(
        (
            account.series.label(each.after.breakdown).in_(language),
            each.after.period.in_(language),
            *(
                cell
                for o in (each.before, each.after)
                for cell in (
                    value_words(o, language) if o.value is None else plain(o.value),
                    wording.STATUSES[o.status].in_(language),
                )
            ),
            each.after.published,
            REASONS[each.reason].in_(language),
        )
        for each in found
    )
    lines = (ABOUT[REVISIONS].in_(language), *(() if rows else (NONE_REVISED.in_(language),)))
    return Sheet(REVISIONS, lines, tuple(head.in_(language) for head in heads), rows)


def _sources(account: Account, language: str) -> Sheet:
    used = dict.fromkeys(o.source for o in printable(account).observations)
    heads = (Text("符号", "Key"), Text("出典", "Source"), Text("所在", "Address"))
    rows = []
    for key in sorted(used):
        source = account.sources.get(key)
        rows.append(
            (key, source.title.in_(language) if source else key, source.url if source else "")
        )
    named = tuple(head.in_(language) for head in heads)
    return Sheet(SOURCES, (SOURCES.in_(language),), named, tuple(rows))


def _write(form: Form, sheet: Sheet, language: str, number: int) -> None:
    """Words above, then one table: a head of its own for each column, one datum a cell."""
    made = form.book.add_worksheet(sheet.name.in_(language))
    made.hide_gridlines(2)
    for line, words in enumerate(sheet.lines):
        look = form.look(text_wrap=False, bold=line == 0, font_size=14 if line == 0 else 10.5)
        made.write_string(line, 0, words, look)
    top = len(sheet.lines)
    for column, head in enumerate(sheet.heads):
        made.write_string(top, column, head, form.heading())
        longest = max((_length(row[column]) for row in sheet.rows), default=0)
        made.set_column(column, column, min(max(longest, _length(head)) * LETTER + 2, WIDEST))
    for line, row in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(row):
            _cell(form, made, line, column, cell)
    if sheet.rows:
        options = {"name": f"table_{number}", "style": None, "autofilter": len(sheet.rows) > 9}
        columns = [{"header": head, "header_format": form.heading()} for head in sheet.heads]
        end = (top + len(sheet.rows), len(sheet.heads) - 1)
        made.add_table(top, 0, *end, {**options, "columns": columns})
    made.freeze_panes(top + 1, 0)


def _cell(form: Form, made: Any, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, date):
        made.write_datetime(line, column, cell, form.plain(num_format="yyyy-mm-dd"))
    elif isinstance(cell, int | Decimal):
        made.write_number(
            line,
            column,
            cell,
            form.look(bottom=1, num_format="#,##0" if cell == int(cell) else "#,##0.0###"),
        )
    elif cell:
        made.write_string(line, column, cell, form.plain())


def _length(cell: Cell) -> float:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(cell or "")) * 0.8
