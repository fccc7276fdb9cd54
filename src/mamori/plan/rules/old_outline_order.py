"""Which group of efforts belongs to which heading; and when that cannot be said.

Policy: docs/policy/plan.md, section 12. Headings that stand in their places keep what stands below
them. Headings that extraction has displaced take the groups in turn, if everything agrees.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from mamori.kernel.text import Language, Text
from mamori.plan.rules.old_outline_likeness import Likeness
from mamori.plan.rules.old_outline_lines import Head
from mamori.plan.rules.old_outline_pieces import Break, Piece


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words the plan uses for a pillar: the title of one of its measures."""

    pillar: int
    words: Text


@dataclass(frozen=True, slots=True)
class Order:
    """The pillar of each piece, or None; ``reason`` why those with None could not be placed."""

    pillars: tuple[int | None, ...]
    doubts: tuple[Text, ...]
    reason: Text


UNCONFIRMED = Text(
    "見出しと取組のまとまりの順序を確かめられません。",
    "The order of headings and groups could not be confirmed.",
)
MARKS_DISAGREE = Text(
    "空行と字下げが、まとまりの切れ目について食い違っています。",
    "Blank lines and extra blanks disagree on where a group begins.",
)
NOT_COMPARED = Text(
    "見出しが本文から離れています。まとまりの順に見出しを当てましたが、計画の施策と照らして順序を確かめてはいません。",
    "The headings stand apart from the text. Groups were given to headings in turn; that order could "
    "not be confirmed against the measures of a plan.",
)


def order_of(
    heads: tuple[Head, ...],
    pieces: tuple[Piece, ...],
    titles: Mapping[int, str],
    evidence: tuple[Evidence, ...],
    language: Language,
) -> Order:
    """Place every piece, or none and say why."""
    nowhere: tuple[int | None, ...] = (None,) * len(pieces)
    doubts = _of_headings(heads, titles)
    if doubts:
        return Order(nowhere, (*doubts, UNCONFIRMED), UNCONFIRMED)
    in_place = _in_place(heads, pieces)
    groups, doubts = _below(heads, pieces) if in_place else _in_turn(heads, pieces)
    if not doubts:
        doubts = _against(groups, pieces, evidence, language, in_place=in_place)
    if doubts:
        return Order(nowhere, (*doubts, UNCONFIRMED), UNCONFIRMED)
    compared = in_place or bool(evidence)
    return Order(groups, () if compared else (NOT_COMPARED,), UNCONFIRMED)


def _of_headings(heads: tuple[Head, ...], titles: Mapping[int, str]) -> list[Text]:
    numbers = [head.number for head in heads]
    if not heads:
        return [Text("柱の見出しがありません。", "There are no headings of pillars.")]
    doubts = []
    for number, times in Counter(numbers).items():
        if times > 1:
            doubts.append(
                Text(
                    ja="柱{0}の見出しが{1}回あります。", en="Heading {0} stands there {1} times."
                ).format(number, times)
            )
    wanted = sorted(titles) or list(range(1, max(numbers) + 1))
    for number in wanted:
        if number not in numbers:
            doubts.append(
                Text(ja="柱{0}の見出しがありません。", en="Heading {0} is missing.").format(number)
            )
    for number in sorted(set(numbers) - set(wanted)):
        doubts.append(
            Text(ja="計画に柱{0}はありません。", en="The plan has no pillar {0}.").format(number)
        )
    if not doubts and numbers != sorted(numbers):
        doubts.append(
            Text(
                ja="見出しが順に並んでいません（{0}）。", en="The headings are out of order ({0})."
            ).format(", ".join(map(str, numbers)))
        )
    return doubts


def _in_place(heads: tuple[Head, ...], pieces: tuple[Piece, ...]) -> bool:
    """Whether each heading has efforts between it and the next, and none stands above the first."""
    starts = [piece.spans[0].at for piece in pieces if _counts(piece)]
    ends = [*(head.at for head in heads[1:]), math.inf]
    below = all(
        any(head.at < start < end for start in starts)
        for head, end in zip(heads, ends, strict=True)
    )
    return below and all(start > heads[0].at for start in starts)


def _below(
    heads: tuple[Head, ...], pieces: tuple[Piece, ...]
) -> tuple[tuple[int | None, ...], list[Text]]:
    pillars: list[int | None] = []
    for piece in pieces:
        above = [head.number for head in heads if head.at < piece.spans[0].at]
        pillars.append(above[-1] if above else None)
    parted: dict[int, list[bool]] = {}
    for before, piece, pillar in zip(pieces, pieces[1:], pillars[1:], strict=False):
        between = _counts(before) and _counts(piece) and not piece.heading_before
        if pillar is not None and between:
            parted.setdefault(pillar, []).append(piece.parted is Break.BLANK)
    every = {pillar for pillar, blanks in parted.items() if all(blanks)}
    some = {pillar for pillar, blanks in parted.items() if any(blanks)} - every
    odd = sorted(some | (every if len(every) != len(parted) else set()))
    return tuple(pillars), [
        Text(
            ja="柱{0}の見出しの下に、空行で分かれたまとまりが二つ以上あります。",
            en="Below heading {0} stand two groups or more, parted by blank lines.",
        ).format(pillar)
        for pillar in odd
    ]


def _in_turn(
    heads: tuple[Head, ...], pieces: tuple[Piece, ...]
) -> tuple[tuple[int | None, ...], list[Text]]:
    """Group n belongs to heading n, if there are as many and their marks agree."""
    real = [n for n, piece in enumerate(pieces) if _counts(piece)]
    later = real[1:]
    before = {n: {p.parted for p in pieces[last + 1 : n + 1]} for last, n in pairwise(real)}
    sure = [n for n in later if Break.BLANK in before[n]]
    perhaps = [n for n in later if Break.PERHAPS in before[n] and n not in sure]
    stray = [n for n in later if before[n] == {Break.NONE} and pieces[n].spaced]
    doubts = _odd_marks(pieces, real, sure, stray)
    wanted = len(heads) - 1 - len(sure)
    marked = [n for n in perhaps if pieces[n].spaced]
    fitting = {tuple(some) for some in ([], perhaps, marked) if len(some) == wanted}
    taken = fitting.pop() if len(fitting) == 1 else None
    if fitting:
        doubts.append(MARKS_DISAGREE)
    elif taken is None:
        low, high = len(sure) + 1, len(sure) + 1 + len(perhaps)
        doubts.append(
            Text(
                ja="見出しは{0}個、まとまりは{1}個で、数が合いません。",
                en="There are {0} headings and {1} groups.",
            ).format(len(heads), str(low) if low == high else f"{low}–{high}")
        )
    if doubts or taken is None:
        return (None,) * len(pieces), doubts
    begins = sorted([*sure, *taken])
    return tuple(heads[sum(begin <= n for begin in begins)].number for n in range(len(pieces))), []


def _odd_marks(
    pieces: tuple[Piece, ...], real: list[int], sure: list[int], stray: list[int]
) -> list[Text]:
    """Where the extra blank of a group's first effort stands in the wrong place."""
    doubts = [
        Text(
            ja="{0}ページの取組「{1}」は字下げされているのに、前に空行がありません。",
            en="On page {0} the effort “{1}” is set in like the first of a group, but no blank line "
            "stands before it.",
        ).format(pieces[n].page, pieces[n].words[:24] + "…")
        for n in stray
    ]
    if real and pieces[real[0]].spaced and any(not pieces[n].spaced for n in sure):
        doubts.append(
            Text(
                ja="最初のまとまりが字下げされ、ほかに字下げのないまとまりがあります。入れ替わったおそれがあります。",
                en="The first group is set in where others are not; groups may have changed places.",
            )
        )
    return doubts


def _against(
    pillars: tuple[int | None, ...],
    pieces: tuple[Piece, ...],
    evidence: tuple[Evidence, ...],
    language: Language,
    *,
    in_place: bool,
) -> list[Text]:
    """What the plan's own measures say against this order."""
    if not evidence:
        return []
    likeness = Likeness(tuple((e.pillar, e.words.in_(language)) for e in evidence), language)
    votes: dict[int, Counter[int]] = {p: Counter() for p in pillars if p is not None}
    for pillar, piece in zip(pillars, pieces, strict=True):
        spoken_for = likeness.key_of(piece.words)
        if pillar is not None and spoken_for is not None:
            votes[pillar][spoken_for] += 1
    doubts, unheard = [], 0
    for pillar, counted in sorted(votes.items()):
        other = max((n for n in counted if n != pillar), key=lambda n: counted[n], default=None)
        if other is not None and counted[other] > counted[pillar]:
            doubts.append(
                Text(
                    ja="柱{0}に当たるまとまりは、計画の柱{1}の施策に似ています。",
                    en="The group that would fall to pillar {0} reads like measures of pillar {1}.",
                ).format(pillar, other)
            )
        elif not counted[pillar] or (other is not None and counted[other] == counted[pillar]):
            unheard += 1
    if not doubts and not in_place and unheard > 1:
        doubts.append(
            Text(
                ja="{0}個のまとまりは、計画のどの柱の施策とも言い切れません。",
                en="Of {0} groups the plan’s measures do not tell which pillar they belong to.",
            ).format(unheard)
        )
    return doubts


def _counts(piece: Piece) -> bool:
    """An effort, be its tag whole or broken; loose words make no group."""
    return piece.tag is not None or piece.broken or piece.bullet
