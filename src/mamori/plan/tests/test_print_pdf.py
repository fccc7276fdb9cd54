"""The PDF is tagged, in two languages, in order, and the same each time. No database."""

import io
import re
from itertools import pairwise

import outloud
import pdfua
import pytest
from outloud.model import Document
from pypdf import PdfReader, PdfWriter

from mamori.kernel.text import Language
from mamori.plan.print import wording
from mamori.plan.print.pdf import outline_pdf

pytestmark = pytest.mark.whole

TAGS = {Language.JA: "ja-JP", Language.EN: "en-GB"}
TITLES = {
    Language.JA: "取組概要\u3000平成29年度",
    Language.EN: "Outline of Efforts, fiscal year 2017",
}
# Footnotes are read where they are referred to and printed at the foot of the page.
READ_ELSEWHERE = ("Note", "Figure", "Caption")


@pytest.fixture(scope="module", params=Language)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def content(language, outline, help_lines):
    return outline_pdf(outline, language, help_lines=help_lines)


@pytest.fixture(scope="module")
def reader(content):
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def path(content, tmp_path_factory):
    file = tmp_path_factory.mktemp("pdf") / "outline.pdf"
    file.write_bytes(content)
    return str(file)


@pytest.fixture(scope="module")
def tagged(path):
    document = Document(path)
    yield document
    document.close()


def closed(words):
    """Without blanks: where a line turns is not what is said."""
    return re.sub(r"\s", "", words)


def printed_words(reader):
    return closed("".join(page.extract_text() for page in reader.pages))


def test_it_has_the_same_bytes_each_time(content, language, outline, help_lines):  # 5.4
    assert outline_pdf(outline, language, help_lines=help_lines) == content


def test_it_is_tagged_and_says_its_title_and_language(reader, language):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == TAGS[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == TITLES[language]
    assert str(reader.metadata.creation_date)[:10] == "2018-05-25"


def test_a_passage_in_the_other_language_is_read_in_its_own(tagged, language):
    spoken = [(el.type, el.lang) for el in tagged.elements if el.lang]
    assert ("P", TAGS[language.other]) in spoken  # the title page says its name in both
    names = [lang for kind, lang in spoken if kind == "TD"]
    assert names == ["ja-JP"] * 9  # the key gives both names of nine bodies
    if language is Language.JA:
        assert ("TBody", "en-GB") in spoken


def test_headings_are_in_order_and_none_is_skipped(tagged):
    levels = [el.heading_level for el in tagged.elements if el.is_heading]
    assert levels == [1, 1, *[2] * 6, 1, 1, 1, 1]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_table_head_says_what_it_heads(tagged):
    scopes = [el.attr("Scope") for el in tagged.elements_of("TH")]
    assert [str(scope).strip("/") for scope in scopes] == ["Column"] * 8


def test_the_drawing_is_told_in_words(tagged, language):
    [figure] = tagged.elements_of("Figure")
    assert {Language.JA: "柱1: 取組5件", Language.EN: "Pillar 1: 5 efforts"}[language] in figure.alt


def test_two_checkers_find_nothing(path):
    found = outloud.check(path, skip=["ORD-001"])  # the next test looks at the order
    assert found.error is None
    assert [(f.rule, f.message) for f in found.findings] == []
    assert pdfua.validate(path).findings == ()


def place(element):
    """Where it is read; a table cell is read as one."""
    whole = element.parent if element.parent and element.parent.type == "TD" else element
    return whole.order


def test_what_is_read_follows_what_is_printed(tagged):
    for page in tagged.pages:
        read = {
            (ref.stream, ref.mcid): element
            for element in tagged.elements
            for ref in element.mcrefs
            if ref.page == page.index and not any(n in element.path for n in READ_ELSEWHERE)
        }
        painted = [read[key] for key in tagged.content(page.index).paint_order if key in read]
        places = [place(element) for element in painted]
        assert places == sorted(places) != []


def test_the_checkers_would_find_a_fault(outline, tmp_path):
    whole = outline_pdf(outline, Language.EN, help_lines=())
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    del writer.root_object["/Lang"]
    writer.write(tmp_path / "mute.pdf")
    assert pdfua.validate(str(tmp_path / "mute.pdf")).findings
    assert outloud.check(str(tmp_path / "mute.pdf")).findings


def test_every_effort_is_printed_with_its_number(reader, outline, language):
    said = printed_words(reader)
    for effort in outline.efforts:
        assert f"{effort.number}{closed(effort.sentence.text.in_(language))}" in said


def test_a_figure_without_a_definition_says_so(reader, language):
    undefined = [closed(wording.UNDEFINED.in_(language))]
    assert printed_words(reader).count(*undefined) == 4


def test_no_reading_is_printed(reader, language):
    said = printed_words(reader)
    assert not set("《》") & set(said)
    asked = {
        Language.JA: "近くの児童相談所につながります。",
        Language.EN: "thenearestchildguidancecentre",
    }
    assert asked[language] in said


def test_an_approximate_figure_is_never_bare(reader, language):  # facts 5.6
    said = printed_words(reader)
    number, marked = {
        Language.JA: ("39万", "約39万"),
        Language.EN: ("390,000", "about390,000"),
    }[language]
    assert said.count(number) == said.count(marked) == 4


def test_a_note_is_printed_once_in_each_section_that_uses_it(reader, outline, language):  # 5.2
    said = printed_words(reader)
    table = {Language.JA: "数字の出どころ数字", Language.EN: "WherethefigurescomefromFigure"}
    sections, _, _ = said.partition(table[language])
    for note in outline.state_notes:
        assert sections.count(closed(note.text.in_(language))) == 2


def test_marks_that_stand_together_are_parted(reader, language):
    said = printed_words(reader)
    assert {
        Language.JA: "いえない（前年比7.4％減）。注3・注4・注5",
        Language.EN: "noclearchange.3,4,5",
    }[language] in said


def test_a_provisional_title_is_marked_right_behind_it(reader, outline, language):  # 1.3
    said, mark = printed_words(reader), wording.PROVISIONAL_MARK.in_(language)
    for pillar in outline.pillars:
        marked = closed(pillar.title.in_(language)) + mark in said
        assert marked is (language in pillar.provisional)
    assert said.count(closed(wording.PROVISIONAL.in_(language))) == 1


def test_the_year_is_named_in_the_reader_s_way(reader, language):
    said = printed_words(reader)
    foot = {Language.JA: "平成29年度児童の", Language.EN: "Fiscalyear2017Liaison"}[language]
    assert said.count(foot) == len(reader.pages)
    assert "FY2017" not in said
