"""Where each figure of an Outline comes from: the table at its end, the same in every form."""

from dataclasses import dataclass

from mamori.kernel.text import Text
from mamori.plan.print import wording
from mamori.plan.rules.outline import Figure, Outline, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """One line of the table; ``source`` is the number of its source in ``sources``, from 1."""

    figure: Figure
    definition: Text
    source: int


def sources(outline: Outline) -> tuple[Source, ...]:
    """Each source once; a line of the table names it by its place here."""
    named = (*outline.sources, *(figure.source for figure in outline.figures))
    return tuple({source.key: source for source in named}.values())


def origins(outline: Outline) -> tuple[Origin, ...]:
    """A line for each figure, in the order of the page."""
    numbers = {source.key: n for n, source in enumerate(sources(outline), start=1)}
    return tuple(Origin(f, _defined(f), numbers[f.source.key]) for f in outline.figures)


def _defined(figure: Figure) -> Text:
    return Text(
        ja="".join(d.text.ja for d in figure.definitions) or wording.UNDEFINED.ja,
        en=" ".join(d.text.en for d in figure.definitions) or wording.UNDEFINED.en,
    )
