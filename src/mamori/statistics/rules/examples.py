"""Worked examples of the rules, computed each time: the methodology page and the tests show the same ones.

Policy: docs/policy/statistics.md, sections 4 and 6.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mamori.kernel.text import Text, same
from mamori.statistics.rules.disclosure import Rule, margins, protect
from mamori.statistics.rules.exact import equal_counts, mann_kendall


@dataclass(frozen=True, slots=True)
class Example:
    """``paragraph`` it belongs to, what is given, what must come out, and how that is computed."""

    paragraph: str
    given: Text
    expected: str
    compute: Callable[[], str]

    @property
    def result(self) -> str:
        return self.compute()


def _compared(earlier: int, later: int, expected: str) -> Example:
    given = Text("{0:,}の次の年に{1:,}", "{0:,}, and {1:,} the year after").format(earlier, later)
    return Example("4.2", given, expected, lambda: f"p = {equal_counts(earlier, later):.2g}")


def _trend(values: tuple[int, ...], expected: str) -> Example:
    def result() -> str:
        found = mann_kendall(values)
        return f"S = {found.s} / {found.most}, p = {found.two_sided:.2g}"

    return Example("4.3", same(", ".join(f"{value:,}" for value in values)), expected, result)


def _shown(count: int, expected: str) -> Example:
    """One cell of a table of four, in which its neighbours are large."""

    def result() -> str:
        cells = {("a", "x"): count, ("a", "y"): 40, ("b", "x"): 50, ("b", "y"): 60}
        published = protect(margins(cells), Rule())[("a", "x")]
        return (
            f"{published.status.value}, {published.value if published.value is not None else 'x'}"
        )

    return Example("6.2", Text("{0}人", "{0} children").format(count), expected, result)


EXAMPLES = (
    _compared(1313, 1216, "p = 0.056"),
    _compared(1531, 1703, "p = 0.0026"),
    _compared(10, 20, "p = 0.099"),
    _trend((1, 2, 3), "S = 3 / 3, p = 0.33"),
    _trend((1, 2, 3, 4), "S = 6 / 6, p = 0.083"),
    _trend((1, 2, 3, 4, 5), "S = 10 / 10, p = 0.017"),
    _trend((646, 746, 905, 1313, 1216), "S = 8 / 10, p = 0.083"),
    _shown(0, "A, 0"),
    _shown(1, "Q, x"),
    _shown(5, "Q, x"),
    _shown(6, "A, 6"),
)


def examples(paragraph: str) -> list[Example]:
    """The examples of one paragraph, in order."""
    return [example for example in EXAMPLES if example.paragraph == paragraph]
