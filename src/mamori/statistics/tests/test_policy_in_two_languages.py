"""The policy says the same in both languages, paragraph by paragraph: docs/policy/statistics.md and .ja.md."""

import re

import pytest

from mamori.kernel.text import Language
from mamori.statistics.print.methodology import FILES, POLICY, Paragraph, Section, methodology

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿]")
KANA = re.compile(r"[ぁ-んァ-ヶ]")
ENGLISH_SECTIONS, JAPANESE_SECTIONS = (methodology(each) for each in (Language.EN, Language.JA))


def numbers(sections: tuple[Section, ...]) -> list[list[str]]:
    return [[rule.number for rule in section.paragraphs] for section in sections]


def by_number(sections: tuple[Section, ...]) -> dict[str, Paragraph]:
    return {rule.number: rule for section in sections for rule in section.paragraphs}


def code(rule: Paragraph) -> set[str]:
    return set(rule.pieces[1::2])


ENGLISH, IN_JAPANESE = by_number(ENGLISH_SECTIONS), by_number(JAPANESE_SECTIONS)


@pytest.mark.parametrize("language", list(FILES))
def test_every_line_is_a_head_or_a_paragraph(language):
    """So nothing is lost to the reader of the page: a paragraph on two lines would be cut there."""
    text = (POLICY / FILES[language]).read_text()
    lines = [line for line in text[text.index("\n## ") :].splitlines() if line]
    sections = methodology(language)
    assert len(lines) == len(sections) + sum(len(section.paragraphs) for section in sections)


def test_the_sections_are_the_same():
    assert ENGLISH_SECTIONS
    assert [s.number for s in JAPANESE_SECTIONS] == [s.number for s in ENGLISH_SECTIONS]


def test_the_paragraphs_are_the_same_in_the_same_order():
    assert numbers(JAPANESE_SECTIONS) == numbers(ENGLISH_SECTIONS)


@pytest.mark.parametrize("language", list(FILES))
def test_no_number_comes_twice_and_each_is_of_its_section(language):
    for section in methodology(language):
        own = [rule.number for rule in section.paragraphs]
        assert own == [f"{section.number}.{n}" for n in range(1, len(own) + 1)]


def test_every_title_is_japanese():
    assert all(JAPANESE.search(section.title) for section in JAPANESE_SECTIONS)


@pytest.mark.parametrize("number", IN_JAPANESE)
def test_every_paragraph_is_japanese(number):
    words = "".join(IN_JAPANESE[number].pieces[::2])
    assert KANA.search(words)
    assert words.endswith("。")


@pytest.mark.parametrize("number", ENGLISH)
def test_code_stays_as_it_is(number):
    assert code(IN_JAPANESE[number]) == code(ENGLISH[number])
