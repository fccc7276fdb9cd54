"""A sentence as it will print, as far as it can be said yet; what cannot be read stays as typed."""

from collections.abc import Mapping

from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules.binding import REFERENCE, bound, references
from mamori.plan.rules.outline import Piece, Sentence
from mamori.plan.rules.trends import Claims, no_claims


def preview(
    text: Text,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims = no_claims,
) -> Sentence:
    """Never refuses: an unfinished sentence is shown unfinished, its braces still in it."""
    ja, en = (_pieces(text, language, quantities, lines, claims) for language in Language)
    whole = Text(ja="".join(p.words for p in ja), en="".join(p.words for p in en))
    return Sentence(whole, ja, en)


def _pieces(
    text: Text,
    language: Language,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims,
) -> tuple[Piece, ...]:
    words, pieces, end = text.in_(language), [], 0
    for match in REFERENCE.finditer(words):
        pieces += [Piece(words[end : match.start()])]
        pieces += _reference(match[0], language, quantities, lines, claims)
        end = match.end()
    pieces.append(Piece(words[end:]))
    return tuple(piece for piece in pieces if piece.words)


def _reference(
    written: str,
    language: Language,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims,
) -> tuple[Piece, ...]:
    known = {key: quantities[key] for key in references(written) if key in quantities}
    try:
        return bound(Text(written, written), known, lines, claims).in_(language)
    except Refused:
        return (Piece(written),)
