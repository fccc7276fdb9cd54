import io
import time
from datetime import date
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from mamori.press.pdf import typeset

DAY = date(2018, 6, 1)
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'
HEAD = """#let data = json(bytes(sys.inputs.data))
#let palette = json(bytes(sys.inputs.palette))
#set document(title: data.title)
#set text(lang: "en", font: "Noto Sans CJK JP")
= #data.title
"""
GOOD = """#text(lang: "ja", fill: rgb(palette.ink))[約39万人]
== Figures
#image("dot.svg", alt: "A dot")
"""


def typeset_of(folder, body=GOOD, *, head=HEAD, title="Outline", dated=DAY):
    (folder / "dot.svg").write_text(DOT)
    (folder / "t.typ").write_text(head + body, encoding="utf-8")
    return typeset(folder / "t.typ", {"title": title}, dated=dated)


def opened(content: bytes) -> Any:
    return PdfReader(io.BytesIO(content))


def test_a_pdf_is_tagged_and_says_its_language_title_and_day(tmp_path):  # §1.2
    reader = opened(typeset_of(tmp_path, title="取組概要"))
    catalogue = reader.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert b"pdfuaid:part>1<" in catalogue["/Metadata"].get_data()
    assert reader.metadata.title == "取組概要"
    assert reader.metadata.creation_date.date() == DAY
    assert "約39万人" in reader.pages[0].extract_text().replace(" ", "")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('#image("dot.svg")\n', "missing alt text"),
        ("=== Skipped\n", "heading"),
        ('#image("../secret.svg", alt: "x")\n', "project root|failed to load"),
    ],
)
def test_what_is_not_readable_for_all_stops_the_build(tmp_path, body, reason):  # §1.2
    with pytest.raises(typst.TypstError, match=reason):
        typeset_of(tmp_path, body)


def test_a_pdf_without_a_title_stops_the_build(tmp_path):
    with pytest.raises(typst.TypstError, match="title"):
        typeset_of(tmp_path, head=HEAD.replace("#set document(title: data.title)", ""))


def test_the_same_input_gives_the_same_bytes_whenever_it_is_made(tmp_path):  # §1.1
    before = typeset_of(tmp_path)
    time.sleep(1.1)
    assert typeset_of(tmp_path) == before
    assert typeset_of(tmp_path, dated=date(2019, 6, 1)) != before


def test_fonts_come_from_packages_only(tmp_path):  # §1.3
    body = """#text(font: "Libertinus Serif")[typst's own]
#text(font: "DejaVu Sans")[the machine's] *bold* 約39万人
"""
    reader = opened(typeset_of(tmp_path, body))
    fonts = [
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("Noto" in name for name in fonts)
