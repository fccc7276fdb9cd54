"""Sections I and III of an Outline, as the secretariat types them in a round.

Policy: docs/policy/plan.md, sections 5 and 9. Section III refers to figures of section I only, and says
nothing about a trend: such words are computed and tested before they may be printed (§5.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding, cells
from mamori.plan.rules.cells import Kind
from mamori.plan.rules.returns import Asked, Asking, Problem, read

MOST_STATEMENTS = 6
TREND_WORDS = {
    Language.JA: re.compile(
        "増加|減少|増え|減っ|過去最|最多|最少|上回|下回|上昇|低下|横ばい|急増|急減|推移|前年より|昨年より|年連続"
    ),
    Language.EN: re.compile(
        r"\b(?:increas\w*|decreas\w*|ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|grow\w*|grew|"
        r"declin\w*|record (?:high|low)|highest|lowest|more than (?:last|the previous) year|"
        r"fewer than (?:last|the previous) year|trends?|consecutive years?)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Sections:
    """``state`` are the figures of section I, ``statements`` the sentences of section III."""

    state: tuple[tuple[Asked, Quantity], ...]
    statements: tuple[Text, ...]
    problems: tuple[Problem, ...]


def of_statement(number: int, language: Language) -> str:
    """``s.1.ja``: the field of a statement, counted from 1."""
    return f"s.{number}.{language.value}"


def names(asked: tuple[Asked, ...]) -> tuple[str, ...]:
    """Every field of both sections, in the order of the form."""
    quantities = tuple(cells.of_quantity(a.key, part) for a in asked for part in cells.Part)
    return quantities + tuple(
        of_statement(n, language) for n in range(1, MOST_STATEMENTS + 1) for language in Language
    )


def read_sections(
    typed: Mapping[str, str], asked: tuple[Asked, ...], period: Period, lines: frozenset[str]
) -> Sections:
    """What the secretariat typed; ``period`` is that of section I."""
    asking = Asking(period, asked, lines=lines)
    reading = read({**typed, cells.KIND: Kind.DONE}, asking)
    of_figures = [p for p in reading.problems if p.field not in cells.SHARED]
    state = {f"I.{a.key}": quantity for a, quantity in reading.quantities}
    statements, problems = [], list(of_figures)
    for number in range(1, MOST_STATEMENTS + 1):
        words = {each: typed.get(of_statement(number, each), "").strip() for each in Language}
        text = Text(words[Language.JA], words[Language.EN])
        if not text.ja and not text.en:
            continue
        statements.append(text)
        problems += _of_statement(number, text, state, lines)
    if not statements:
        problems.append(
            Problem(
                of_statement(1, Language.JA),
                Text("課題の文を一つは書いてください。", "Write one statement at least."),
            )
        )
    return Sections(reading.quantities, tuple(statements), tuple(problems))


def trend_words(text: Text) -> list[tuple[Language, str]]:
    """The words of a trend in a text; each would need a claim that has been computed (§5.3)."""
    return [
        (language, match[0])
        for language in Language
        for match in TREND_WORDS[language].finditer(text.in_(language))
    ]


def _of_statement(
    number: int, text: Text, state: Mapping[str, Quantity], lines: frozenset[str]
) -> list[Problem]:
    found = [
        Problem(of_statement(number, problem.language), problem.reason)
        for problem in binding.problems(text, state, lines)
    ]
    for language, word in trend_words(text):
        reason = Text(
            ja="「{0}」は、計算して確かめた動きがなければ書けません。数だけを書いてください。",
            en="“{0}” may stand only with a trend that was computed and tested. Print the figures alone.",
        ).format(word)
        found.append(Problem(of_statement(number, language), reason))
    return found
