"""Sections I and III of an Outline, as the secretariat types them in a round.

Policy: docs/policy/plan.md, sections 5 and 9. Section III refers to figures of section I only, and says
nothing about a trend: such words are computed and tested before they may be printed (§5.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding, cells
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import Kind
from mamori.plan.rules.returns import Problem, read
from mamori.plan.rules.trends import Claims, no_claims

MOST_STATEMENTS = 6


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


def with_official(typed: Mapping[str, str], official: Mapping[str, Decimal]) -> dict[str, str]:
    """What is typed, and the value of its series wherever nothing is (§2.9)."""
    filled = dict(typed)
    for key, value in official.items():
        exact = {cells.Part.VALUE: str(value), cells.Part.QUALIFIER: Qualifier.EXACT.value}
        if not typed.get(cells.of_quantity(key, cells.Part.VALUE), "").strip():
            filled |= {cells.of_quantity(key, part): words for part, words in exact.items()}
    return filled


def read_sections(
    typed: Mapping[str, str],
    asked: tuple[Asked, ...],
    period: Period,
    lines: frozenset[str],
    claims: Claims = no_claims,
    official: Mapping[str, Decimal] | None = None,
) -> Sections:
    """What the secretariat typed; ``period`` is that of section I, ``official`` the values of its series."""
    official = official or {}
    typed = with_official(typed, official)
    asking = Asking(period, asked, lines=lines)
    reading = read({**typed, cells.KIND: Kind.DONE}, asking)
    of_figures = [p for p in reading.problems if p.field not in cells.SHARED]
    of_figures += [
        Problem(cells.of_quantity(a.key, cells.Part.VALUE), _not_official(official[a.key]))
        for a, quantity in reading.quantities
        if a.key in official and quantity.value != official[a.key]
    ]
    state = {f"I.{a.key}": quantity for a, quantity in reading.quantities}
    statements, problems = [], list(of_figures)
    for number in range(1, MOST_STATEMENTS + 1):
        words = {each: typed.get(of_statement(number, each), "").strip() for each in Language}
        text = Text(words[Language.JA], words[Language.EN])
        if not text.ja and not text.en:
            continue
        statements.append(text)
        problems += _of_statement(number, text, state, lines, claims)
    if not statements:
        problems.append(
            Problem(
                of_statement(1, Language.JA),
                Text("課題の文を一つは書いてください。", "Write one statement at least."),
            )
        )
    return Sections(reading.quantities, tuple(statements), tuple(problems))


def _not_official(value: Decimal) -> Text:
    return Text(
        ja="統計系列の値は{0:,}です。第1部の数字は系列から取ります。違うなら、統計表を取り込んでください。",
        en="The official series says {0:,}. Section I takes its figures from there; if that is wrong, "
        "import the right table.",
    ).format(value)


def _of_statement(
    number: int,
    text: Text,
    state: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims,
) -> list[Problem]:
    return [
        Problem(of_statement(number, problem.language), problem.reason)
        for problem in binding.problems(text, state, lines, claims)
    ]
