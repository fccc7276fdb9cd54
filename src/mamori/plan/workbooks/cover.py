"""The first two sheets: whose return it is and how far, and how to fill it in."""

from typing import Any

from mamori.kernel.periods import day_text
from mamori.kernel.text import Text
from mamori.plan.rules import cells
from mamori.plan.workbooks import layout
from mamori.plan.workbooks.layout import FIRST, MEASURES
from mamori.plan.workbooks.offering import Offer
from mamori.press.palette import COLOURS
from mamori.press.workbook import Form

Row = tuple[str, Any, Text]


def cover(form: Form, offer: Offer, done: int) -> None:
    """``done``: how many answers need nothing more, for programs that do not compute."""
    sheet = form.sheet(
        layout.COVER, (4, 30, 62, 4), paper="A4", landscape=False, head=offer.head, foot=offer.foot
    )
    sheet.set_tab_color(COLOURS["indigo"])
    sheet.set_row(0, 8, form.look(ground="indigo"))
    sheet.set_row(2, 42)
    name = form.look(ink="ink-2", text_wrap=False)
    sheet.write_string(1, 1, f"{offer.plan.ja}　{offer.plan.en}", name)
    title = {"font_name": "Yu Mincho", "text_wrap": False}
    sheet.write_string(
        2, 1, "取組の回答票", form.look(font_size=26, ink="indigo", valign="vcenter", **title)
    )
    sheet.write_string(
        3, 1, "Return on the efforts of the period", form.look(font_size=13, ink="ink-2", **title)
    )
    facts, progress = _facts(offer), 8
    for row, (words, value) in enumerate(facts, 5):
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, layout.said(words), form.plain(bold=True, valign="vcenter"))
        sheet.write_string(row, 2, value, form.plain(valign="vcenter"))
    last = FIRST + max(len(offer.asked), 1)
    counted = f"COUNTIF('{MEASURES.name}'!$A${FIRST + 1}:$A${last},\"済*\")"
    whole = f'={counted}&" / {len(offer.asked)} 済 done"'
    told = f"{done} / {len(offer.asked)} 済 done"
    sheet.write_formula(progress, 2, whole, form.plain(valign="vcenter"), told)
    note = form.look(ink="ink-2", font_size=9, text_wrap=False)
    sheet.write_string(
        12,
        1,
        "黄色の欄に書き、このままの形で送ってください。行、列、シートの名前は変えられません。",
        note,
    )
    sheet.write_string(
        13,
        1,
        "Write in the yellow cells and send it back as it is: same rows, columns and sheets.",
        note,
    )


def _facts(offer: Offer) -> list[tuple[Text, str]]:
    name = offer.agency_name
    form = f"plan {offer.round.plan_key} · form {layout.VERSION} · {layout.schema()[:6]}"
    return [
        (Text("府省庁", "Body"), f"{name.ja} / {name.en} ({offer.agency})"),
        (Text("対象期間", "Period"), f"{layout.said(offer.round.period.text)} ({offer.round.key})"),
        (Text("締切", "Due"), layout.said(day_text(offer.round.due))),
        (Text("回答の状況", "Progress"), ""),
        (Text("様式", "Form"), form),
    ]


def guide(form: Form, offer: Offer) -> None:
    sheet = form.sheet(
        layout.GUIDE, (4, 34, 46, 46), paper="A4", landscape=False, head=offer.head, foot=offer.foot
    )
    serif = form.look(font_name="Yu Mincho", font_size=18, ink="indigo", text_wrap=False)
    sheet.write_string(1, 1, "書き方　How to fill in", serif)
    sheet.set_row(1, 30)
    sheet.set_row(3, 22)
    for column, head in enumerate(("しるし Sign", "日本語", "English"), 1):
        sheet.write_string(3, column, head, form.heading())
    for row, (sign, look, words) in enumerate([*_signs(form), *_fields(form)], 4):
        sheet.set_row(row, 36)
        sheet.write_string(row, 1, sign, look)
        sheet.write_string(row, 2, words.ja, form.plain())
        sheet.write_string(row, 3, words.en, form.plain())


def _signs(form: Form) -> list[Row]:
    def sign(colour: str) -> Any:
        return form.plain(bold=True, ink=colour, ground=f"{colour}-tint")

    return [
        (
            "記入 / fill in",
            form.entry(bold=True),
            Text(
                "黄色の欄だけに書く。日本語と英語の両方。",
                "Write in yellow cells only, in both languages.",
            ),
        ),
        (
            "固定 / given",
            form.given(bold=True),
            Text(
                "灰色は配られた内容で、変えられない。", "Grey is what was sent; it stays as it is."
            ),
        ),
        ("済 / done", sign("help"), Text("必要な欄がそろった。", "All that is needed is there.")),
        (
            "未 / missing",
            sign("late"),
            Text("まだ足りない欄がある。", "Something is still missing."),
        ),
        (
            "× / check",
            sign("stop"),
            Text(
                "受け付けられない値がある。欄の注を見る。",
                "A value cannot be accepted; see the note on the cell.",
            ),
        ),
    ]


def _fields(form: Form) -> list[Row]:
    """Every field by its own label and help: the words of the web form."""
    known = (*cells.MEASURE_FIELDS, *cells.QUANTITY_FIELDS.values())
    given = form.given(bold=True)
    return [(f"{field.label.ja}\n{field.label.en}", given, field.help) for field in known]
