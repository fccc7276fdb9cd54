"""The Word file opens, says what the page says, and is the same each time. No database."""

import io
import re
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from mamori.kernel.text import Language
from mamori.plan.print import word, wording

TAGS = {Language.JA: "ja-JP", Language.EN: "en-GB"}

SUPER = f"{qn('w:vertAlign')}[@{qn('w:val')}='superscript']"
TITLES = {
    Language.JA: "取組概要\u3000平成29年度",
    Language.EN: "Outline of Efforts, fiscal year 2017",
}


@pytest.fixture(scope="module", params=Language)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def content(language, outline, help_lines):
    return word.outline_docx(outline, language, help_lines=help_lines)


@pytest.fixture(scope="module")
def document(content):
    return Document(io.BytesIO(content))


def paragraphs(document):
    """Every paragraph's words in the order of reading, those in tables too."""
    body = document.element.body.iter(qn("w:p"))
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body]


def headings(document):
    found = (p for p in document.paragraphs if p.style.name.startswith("Heading"))
    return [(p.style.name, p.text) for p in found]


def test_it_has_the_same_bytes_each_time(content, language, outline, help_lines):  # 5.4
    assert word.outline_docx(outline, language, help_lines=help_lines) == content


def test_no_tag_of_the_template_is_left(document):
    assert not re.search(r"[{}]|%\w", "\n".join(paragraphs(document)))


def test_the_file_says_its_language_and_title(document, language, outline):
    properties = document.core_properties
    assert properties.language == TAGS[language]
    assert properties.title == TITLES[language]
    assert properties.author == outline.issuer.in_(language)
    assert str(properties.created)[:10] == "2018-05-25"


def test_words_of_either_language_are_spelt_and_read_in_their_own(document):
    [default] = document.styles.element.iter(qn("w:lang"))
    assert (default.get(qn("w:val")), default.get(qn("w:eastAsia"))) == ("en-GB", "ja-JP")


def test_the_headings_are_in_order(document, language, outline):
    found = headings(document)
    pillars = [text for style, text in found if style == "Heading 2"][:6]
    mark = {Language.JA: "（仮）", Language.EN: " (provisional)"}[language]
    assert pillars == [
        f"{p.number}\u2003{p.title.in_(language)}{mark if language in p.provisional else ''}"
        for p in outline.pillars
    ]
    levels = [int(style[-1]) for style, _ in found]
    assert levels[:8] == [1, 1, *[2] * 6]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_effort_stands_with_its_owners(document, language, outline):
    said = paragraphs(document)
    for effort in outline.efforts:
        at = said.index(effort.sentence.text.in_(language))
        assert effort.owners.tag.in_(language) in said[at : at + 3]


def test_an_approximate_figure_is_never_bare(document, language):
    said = "\n".join(paragraphs(document))
    number, marked = {
        Language.JA: (r"39万|(?<!\d)190", r"約(39万|190)"),
        Language.EN: (r"390,000|(?<!\d)190(?!\d)", r"about (390,000|190)"),
    }[language]
    assert len(re.findall(number, said)) == len(re.findall(marked, said)) == 6


def test_a_dotted_line_marks_what_is_approximate_and_nothing_else(document):
    runs = document.element.body.iter(qn("w:r"))
    dotted = [
        "".join(t.text or "" for t in run.iter(qn("w:t")))
        for run in runs
        for line in run.iter(qn("w:u"))
        if line.get(qn("w:val")) == "dotted"
    ]
    assert dotted in (["190", "39万"], ["190", "390,000"])


def is_note(words, text):
    return re.fullmatch(rf"(注\d+\u3000|Note \d+\. ){re.escape(text)}", words)


def test_notes_are_numbered_through_the_file_and_pointed_to(document):
    said = paragraphs(document)
    notes = [re.match(r"(?:注|Note )(\d+)", words) for words in said]
    assert [note[1] for note in notes if note] == ["1", "2", "3", "4", "5"]
    runs = [
        run for run in document.element.body.iter(qn("w:r")) if run.find(f".//{SUPER}") is not None
    ]
    marks = ["".join(t.text or "" for t in run.iter(qn("w:t"))) for run in runs]
    assert marks in (["注1", "注2", "注1", "注2", "注3・注4・注5"], ["1", "2", "1", "2", "3, 4, 5"])


def test_a_note_stands_once_in_each_section_that_uses_it(document, language, outline):  # 5.2
    said = paragraphs(document)
    three = said.index(next(t for _, t in headings(document) if t.startswith("III")))
    two = said.index(next(t for _, t in headings(document) if t.startswith("II\u2003")))
    for note in outline.state_notes:
        places = [n for n, words in enumerate(said) if is_note(words, note.text.in_(language))]
        assert [(n < two, n > three) for n in places] == [(True, False), (False, True)]


def test_help_and_sources_stand_at_the_end(document, language, outline):
    end = paragraphs(document)[-6:]
    assert f"1\u2003{outline.sources[0].cited.in_(language)}" in end
    assert any(words.startswith("189") for words in end)


def test_no_reading_is_printed(document):
    assert not set("《》") & set("".join(paragraphs(document)))


def test_the_head_of_a_table_repeats_on_each_page(document):
    for table in document.tables[1:]:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_columns_are_as_wide_as_their_cells(document):
    """Word goes by the cells, LibreOffice by the columns."""
    for table in document.tables:
        columns = [column.get(qn("w:w")) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        for row in table._tbl.iter(qn("w:tr")):
            assert [width.get(qn("w:w")) for width in row.iter(qn("w:tcW"))] == columns


def test_no_heading_is_left_alone_at_the_foot_of_a_page(document):
    for table in document.tables:
        heads = [p for cell in table.rows[0].cells for p in cell.paragraphs]
        assert all(p.style.paragraph_format.keep_with_next for p in heads)
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            assert paragraph.style.paragraph_format.keep_with_next


def test_a_provisional_title_is_explained_once_below_the_heading(document, language):  # 1.3
    said = [p for p in document.paragraphs if p.text == wording.PROVISIONAL.in_(language)]
    assert len(said) == 1
    assert said[0].paragraph_format.keep_with_next


def test_each_figure_stands_in_the_table_at_the_end(document, language, outline):
    table = document.tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0] for row in rows] == [figure.label.in_(language) for figure in outline.figures]
    [about] = [row for row in rows if "39" in row[1]]
    assert about[1] in ("約39万人", "about 390,000 participants")
    assert about[3] in ("平成29年4月18日から平成30年3月31日まで", "18 April 2017 – 31 March 2018")
    assert {row[4] for row in rows} == {"1"}
    assert all(row[2] for row in rows)


def test_figures_of_one_effort_are_told_apart_by_their_labels(document, language, outline):
    said = "\n".join(paragraphs(document)).partition("III\u2003")[0]
    for effort in outline.efforts:
        for figure in effort.figures:
            labelled = f"{figure.label.in_(language)}\u2003" in said
            assert labelled is (len(effort.figures) > 1)
