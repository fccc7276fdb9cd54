"""The policy as a page: its paragraphs with the worked examples of the rules they state."""

import re
from dataclasses import dataclass
from pathlib import Path

from mamori.kernel.text import Language
from mamori.statistics.rules.examples import Example, examples

POLICY = Path(__file__).parents[4] / "docs/policy"
FILES = {Language.EN: "statistics.md", Language.JA: "statistics.ja.md"}
SECTION = re.compile(r"^## (\d+) (.+)$")
PARAGRAPH = re.compile(r"^(\d+\.\d+) (.+)$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One rule; ``pieces`` are its words, every second of them a piece of code."""

    number: str
    pieces: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def methodology(language: Language) -> tuple[Section, ...]:
    """The policy of official statistics in that language, section by section."""
    sections: list[tuple[str, str, list[Paragraph]]] = []
    for line in (POLICY / FILES[language]).read_text().splitlines():
        if head := SECTION.match(line):
            sections.append((head[1], head[2], []))
        elif (rule := PARAGRAPH.match(line)) and sections:
            found = Paragraph(rule[1], tuple(rule[2].split("`")), tuple(examples(rule[1])))
            sections[-1][2].append(found)
    return tuple(Section(number, title, tuple(rules)) for number, title, rules in sections)
