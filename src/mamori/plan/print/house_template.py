"""Makes house.docx, the Word template, once: ``python -m mamori.plan.print.house_template``.

After that the secretariat may edit it in Word. Every tag stands in one run: a tag that Word splits
over two runs is no tag any more.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from mamori.press.palette import COLOURS
from mamori.press.word import settled

C = {name: value.lstrip("#") for name, value in COLOURS.items()}
# Faces that Word brings along on Windows and macOS; the PDF's Noto would be missing at the reader's.
FACES = {True: ("Georgia", "Yu Mincho"), False: ("Segoe UI", "Yu Gothic")}
MADE = date(2018, 5, 25)
# What stands behind w:autoSpaceDN in the properties of a paragraph, of what is used here
BEHIND = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
QUANTITIES = "{{r e.quantities }}"

STYLES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Normal", {"size": 10, "after": 4, "line": 1.65}),
    ("Title", {"size": 26, "serif": True, "colour": "indigo", "before": 34, "after": 10, "line": 1.4}),
    ("Subtitle", {"size": 11, "serif": True, "colour": "ink-2", "after": 22}),
    ("Heading 1", {"size": 17, "serif": True, "colour": "indigo", "before": 26, "after": 8, "keep": True}),
    ("Heading 2", {"size": 13.5, "serif": True, "colour": "indigo", "before": 18, "after": 6, "keep": True}),
    ("Mamori Issuer", {"size": 10.5, "bold": True}),
    ("Mamori Label", {"size": 8.5, "bold": True, "colour": "ink-2", "keep": True}),
    ("Mamori Effort", {"size": 10, "line": 1.6}),
    ("Mamori Number", {"size": 10.5, "serif": True, "colour": "indigo"}),
    ("Mamori Quantity", {"size": 9, "colour": "ink-2", "before": 2, "exact": False, "line": 1.2}),
    ("Mamori Owner", {"size": 8.5, "colour": "ink-2"}),
    ("Mamori Statement", {"size": 11, "serif": True, "line": 1.75, "after": 6}),
    ("Mamori Note", {"size": 8.5, "colour": "ink-2", "line": 1.6}),
    ("Mamori Tag", {"size": 2, "line": 1.0}),
)  # fmt: skip


def made() -> bytes:
    """The template as bytes, always the same."""
    document = Document()
    _page(document)
    for name, shape in STYLES:
        _style(document, name, **shape)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "ja-JP")
    _front(document)
    _efforts(document)
    _back(document)
    properties = document.core_properties
    properties.author, properties.title = "Mamori", "House template"
    properties.created = properties.modified = datetime.combine(MADE, datetime.min.time())
    written = BytesIO()
    document.save(written)
    return settled(written.getvalue(), MADE)


def _front(document: Any) -> None:
    head = document.add_paragraph("{{ issuer }}", style="Mamori Issuer")
    _border(head._p.get_or_add_pPr(), top=(24, "indigo"))
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ subtitle }}", style="Subtitle")
    _table(
        document,
        (90, 64),
        ("{{ label_period }}", "{{ label_issued }}"),
        [(("{{ period }}",), ("{{ issued }}",))],
    )
    document.add_paragraph("{{ heading_1 }}", style="Heading 1")
    document.add_paragraph("{{ lead }}")
    _table(
        document,
        (58, 40, 56),
        ("{{ head_what }}", "{{ head_value }}", "{{ head_definition }}"),
        [
            (("{%tr for f in figures %}",), (), ()),
            (("{{r f.what }}",), ("{{r f.value }}",), ("{{ f.definition }}",)),
            (("{%tr endfor %}",), (), ()),
        ],
        ("Mamori Effort", "Mamori Quantity", "Mamori Note"),
    )
    _each(document, "n in state_notes", "{{ n }}", "Mamori Note")


def _efforts(document: Any) -> None:
    head = document.add_paragraph("{{ heading_2 }}", style="Heading 1")
    head.paragraph_format.page_break_before = True
    document.add_paragraph("{%p if provisional %}", style="Mamori Tag")
    said = document.add_paragraph("{{ provisional }}", style="Mamori Note")
    said.paragraph_format.keep_with_next = True
    document.add_paragraph("{%p endif %}", style="Mamori Tag")
    document.add_paragraph("{%p for p in pillars %}", style="Mamori Tag")
    document.add_paragraph("{{ p.number }}\u2003{{ p.title }}", style="Heading 2")
    quantities = ("{{ e.text }}", "{%p if e.quantities %}", QUANTITIES, "{%p endif %}")
    _table(
        document,
        (12, 104, 38),
        ("{{ head_no }}", "{{ head_effort }}", "{{ head_owner }}"),
        [
            (("{%tr for e in p.efforts %}",), (), ()),
            (("{{ e.number }}",), quantities, ("{{ e.owners }}",)),
            (("{%tr endfor %}",), (), ()),
        ],
        ("Mamori Number", "Mamori Effort", "Mamori Owner"),
    )
    _each(document, "n in p.notes", "{{ n }}", "Mamori Note")
    document.add_paragraph("{%p endfor %}", style="Mamori Tag")


def _back(document: Any) -> None:
    document.add_paragraph("{{ heading_3 }}", style="Heading 1")
    _each(document, "i in issues", "{{r i }}", "Mamori Statement")
    _each(document, "n in issue_notes", "{{ n }}", "Mamori Note")
    document.add_paragraph("{{ heading_key }}", style="Heading 1")
    _table(
        document,
        (24, 50, 80),
        ("{{ head_short }}", "{{ head_ja }}", "{{ head_en }}"),
        [
            (("{%tr for k in key %}",), (), ()),
            (("{{ k.short }}",), ("{{ k.ja }}",), ("{{ k.en }}",)),
            (("{%tr endfor %}",), (), ()),
        ],
    )
    document.add_paragraph("{%p if revisions %}", style="Mamori Tag")
    document.add_paragraph("{{ heading_revisions }}", style="Heading 1")
    _each(document, "r in revisions", "{{ r }}", "Mamori Effort")
    document.add_paragraph("{%p endif %}", style="Mamori Tag")
    _origins(document)
    document.add_paragraph("{{ head_help }}", style="Heading 1")
    _each(document, "h in help", "{{ h }}", "Mamori Effort")
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Mamori Note"]
    foot.add_run("{{ title }}\u2003{{ issuer }}\u2003")
    for kind, code in (("begin", None), (None, "PAGE"), ("end", None)):
        _field(foot.add_run(), kind, code)


def _origins(document: Any) -> None:
    document.add_paragraph("{{ heading_origins }}", style="Heading 1")
    _table(
        document,
        (34, 25, 49, 30, 16),
        (
            "{{ head_what }}",
            "{{ head_value }}",
            "{{ head_definition }}",
            "{{ head_period }}",
            "{{ head_source }}",
        ),
        [
            (("{%tr for o in origins %}",), (), (), (), ()),
            (
                ("{{ o.what }}",),
                ("{{ o.value }}",),
                ("{{ o.definition }}",),
                ("{{ o.period }}",),
                ("{{ o.source }}",),
            ),
            (("{%tr endfor %}",), (), (), (), ()),
        ],
        ("Mamori Note",) * 5,
    )
    document.add_paragraph("{{ head_source }}", style="Heading 2")
    _each(document, "s in sources", "{{ s }}", "Mamori Note")


def _each(document: Any, loop: str, words: str, style: str) -> None:
    document.add_paragraph(f"{{%p for {loop} %}}", style="Mamori Tag")
    document.add_paragraph(words, style=style)
    document.add_paragraph("{%p endfor %}", style="Mamori Tag")


def _page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(32), Mm(24)
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)


def _style(
    document: Any,
    name: str,
    *,
    size: float,
    serif: bool = False,
    colour: str = "ink",
    bold: bool = False,
    before: int = 0,
    after: int = 0,
    line: float = 1.4,
    keep: bool = False,
    exact: bool = True,
) -> None:
    known = [style.name for style in document.styles]
    new = name not in known
    style = (
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else document.styles[name]
    )
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(C[colour].upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    latin, japanese = FACES[serif]
    for slot, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", japanese)):
        fonts.set(qn(f"w:{slot}"), face)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), keep
    # In points: a multiple would follow whatever font the reader has.
    shape.line_spacing = Pt(size * line)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exact else WD_LINE_SPACING.AT_LEAST
    _solid(style.element.get_or_add_pPr())
    for edge in style.element.findall(f".//{qn('w:pBdr')}"):
        edge.getparent().remove(edge)


def _solid(properties: Any) -> None:
    """No gap of the programme's own between Japanese and digits: 約39万人 is set as in the PDF."""
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        part = OxmlElement(name)
        part.set(qn("w:val"), "0")
        properties.insert_element_before(part, *BEHIND)


def _table(
    document: Any,
    widths: Sequence[int],
    head: Sequence[str],
    rows: Sequence[Sequence[Sequence[str]]],
    styles: Sequence[str] = (),
) -> None:
    """Hairlines only; the first row is a header that repeats on each page."""
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    first = table.add_row()
    first._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, words in zip(first.cells, head, strict=True):
        cell.paragraphs[0].add_run(words)
        cell.paragraphs[0].style = "Mamori Label"
        _border(cell._tc.get_or_add_tcPr(), bottom=(8, "ink"))
    for row in rows:
        _row(table, row, styles or ("Mamori Effort",) * len(widths))
    # Word goes by the cells, LibreOffice by the columns
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)


def _row(table: Any, row: Sequence[Sequence[str]], styles: Sequence[str]) -> None:
    line = table.add_row()
    line._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    is_tag = bool(row[0]) and row[0][0].startswith("{%tr")
    for cell, words, style in zip(line.cells, row, styles, strict=True):
        for n, part in enumerate(words):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            paragraph.add_run(part)
            tag, large = part.startswith("{%"), part == QUANTITIES
            paragraph.style = "Mamori Tag" if tag else "Mamori Quantity" if large else style
        if not is_tag:
            _border(cell._tc.get_or_add_tcPr(), bottom=(4, "rule"))


def _border(properties: Any, **edges: tuple[int, str]) -> None:
    paragraph = properties.tag == qn("w:pPr")
    holder = OxmlElement("w:pBdr" if paragraph else "w:tcBorders")
    for edge, (size, colour) in edges.items():
        holder.append(
            parse_xml(
                f'<w:{edge} {nsdecls("w")} w:val="single" w:sz="{size}" '
                f'w:space="{6 if paragraph else 0}" w:color="{C[colour]}"/>'
            )
        )
    properties.append(holder)


def _field(run: Any, kind: str | None, code: str | None) -> None:
    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    else:
        part.text = code
    run._r.append(part)


if __name__ == "__main__":
    Path(__file__).with_name("house.docx").write_bytes(made())
