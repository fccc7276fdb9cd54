"""Correcting what was published: a new revision, never a change of the old one.

Policy: docs/policy/plan.md §10.3. A figure is corrected once and both languages follow.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mamori.kernel.counts import Stamp
from mamori.kernel.quantities import Quantity, text, written
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding, figures
from mamori.plan.rules.binding import Form
from mamori.plan.rules.outline import (
    Changed,
    Effort,
    Figure,
    Outline,
    Piece,
    Revision,
    Sentence,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Corrections:
    """By the key of a figure its right quantity; by the key of an effort its right text, with references."""

    figures: Mapping[str, Quantity]
    texts: Mapping[str, Text]


class NothingCorrected(Refused):
    code = "nothing_corrected"


class UnknownPlace(Refused):
    code = "unknown_place"


class NeedsPublicReason(Refused):
    code = "needs_public_reason"


def revised(
    outline: Outline,
    corrections: Corrections,
    *,
    reason: Text,
    on: date,
    lines: frozenset[str],
) -> Outline:
    """The next revision of the Outline; refuses one without a reason or without a change."""
    if not reason.ja.strip() or not reason.en.strip():
        raise NeedsPublicReason(
            Text(
                ja="訂正の理由を、日本語と英語の両方で書いてください。公表されます。",
                en="Give the reason in Japanese and in English. It is published.",
            )
        )
    _check_places(outline, corrections)
    changes: list[Changed] = []
    new = _with_figures(outline, corrections.figures, changes)
    new = _with_texts(new, corrections.texts, lines, changes)
    if not changes:
        raise NothingCorrected(
            Text(ja="何も変わっていません。", en="Nothing differs from what is published.")
        )
    made = Revision(outline.revision + 1, on, reason, tuple(changes))
    return replace(new, revisions=(*outline.revisions, made))


def _check_places(outline: Outline, corrections: Corrections) -> None:
    known = {figure.key for figure in outline.figures}
    known |= {effort.key for effort in outline.efforts}
    for key in (*corrections.figures, *corrections.texts):
        if key not in known:
            raise UnknownPlace(
                Text(
                    ja="「{0}」はこの取組概要にありません。", en="This Outline has no “{0}”."
                ).format(key)
            )


def _with_figures(
    outline: Outline, right: Mapping[str, Quantity], changes: list[Changed]
) -> Outline:
    new: dict[str, tuple[Figure, Figure]] = {}
    for figure in outline.figures:
        quantity = right.get(figure.key)
        if quantity is None or quantity == figure.quantity:
            continue
        figures.check(quantity)
        new[figure.key] = (figure, _corrected(figure, quantity))
        changes.append(Changed(figure.key, text(figure.quantity), text(quantity)))
    if not new:
        return outline

    def figure_now(figure: Figure) -> Figure:
        return new[figure.key][1] if figure.key in new else figure

    def effort_now(effort: Effort) -> Effort:
        own = tuple(map(figure_now, effort.figures))
        return replace(effort, figures=own, sentence=_rewritten(effort.sentence, new))

    def statement_now(statement: Statement) -> Statement:
        return replace(statement, sentence=_rewritten(statement.sentence, new))

    return replace(
        _with_efforts(outline, effort_now),
        state=tuple(map(figure_now, outline.state)),
        issues=tuple(map(statement_now, outline.issues)),
    )


def _corrected(figure: Figure, quantity: Quantity) -> Figure:
    """A figure corrected by hand is no longer one that the records give (§13.4)."""
    series = "" if figure.counted else figure.series
    return replace(figure, quantity=quantity, series=series, stamp=None)


def with_stamps(outline: Outline, found: Mapping[str, tuple[str, Stamp]]) -> Outline:
    """These figures agree with the records again: with the name of the count and what they are."""

    def effort_now(effort: Effort) -> Effort:
        own = (
            replace(f, series=found[f.key][0], stamp=found[f.key][1]) if f.key in found else f
            for f in effort.figures
        )
        return replace(effort, figures=tuple(own))

    return _with_efforts(outline, effort_now)


def _with_texts(
    outline: Outline, right: Mapping[str, Text], lines: frozenset[str], changes: list[Changed]
) -> Outline:
    def effort_now(effort: Effort) -> Effort:
        words = right.get(effort.key)
        if words is None:
            return effort
        own = {f.key.removeprefix(f"{effort.key}."): f.quantity for f in effort.figures}
        wrong = binding.problems(words, own, lines)
        if wrong:
            raise binding.NotBound(tuple(wrong))
        sentence = binding.with_prefix(binding.bound(words, own, lines), effort.key)
        if sentence == effort.sentence:
            return effort
        changes.append(Changed(effort.key, effort.sentence.text, sentence.text))
        return replace(effort, sentence=sentence)

    return _with_efforts(outline, effort_now)


def _with_efforts(outline: Outline, now: Callable[[Effort], Effort]) -> Outline:
    pillars = tuple(
        replace(pillar, efforts=tuple(map(now, pillar.efforts))) for pillar in outline.pillars
    )
    return replace(outline, pillars=pillars)


def _rewritten(sentence: Sentence, new: Mapping[str, tuple[Figure, Figure]]) -> Sentence:
    """The same sentence with its figures written anew, each in the form in which it stood."""

    def piece(old: Piece, language: Language) -> Piece:
        if old.figure is None or old.figure not in new:
            return old
        before, after = (figure.quantity for figure in new[old.figure])
        for form in Form:
            if binding.say(before, form, language) == old.words:
                return Piece(binding.say(after, form, language), old.figure)
        return Piece(written(after, language), old.figure)

    ja = tuple(piece(old, Language.JA) for old in sentence.ja)
    en = tuple(piece(old, Language.EN) for old in sentence.en)
    whole = Text(ja="".join(p.words for p in ja), en="".join(p.words for p in en))
    return Sentence(whole, ja, en)


def with_references(effort: Effort, language: Language, lines: frozenset[str]) -> str:
    """The effort's text as one would type it: figures and telephone numbers as references in braces."""
    parts = []
    for piece in effort.sentence.in_(language):
        if piece.figure is None:
            parts.append(_named(piece.words, lines))
            continue
        key = piece.figure.removeprefix(f"{effort.key}.")
        quantity = next(f.quantity for f in effort.figures if f.key == piece.figure)
        form = next(
            (f for f in Form if binding.say(quantity, f, language) == piece.words), Form.WHOLE
        )
        parts.append(f"{{{key}}}" if form is Form.WHOLE else f"{{{key}:{form.value}}}")
    return "".join(parts)


def _named(words: str, lines: frozenset[str]) -> str:
    for line in sorted(lines, key=len, reverse=True):
        words = re.sub(rf"(?<![\w#{{:]){re.escape(line)}(?!\d)", f"{{line:{line}}}", words)
    return words
