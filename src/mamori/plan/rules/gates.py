"""What has to hold before an edition may be frozen; each gate names what it found and where.

Policy: docs/policy/plan.md, section 9.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules import privacy
from mamori.plan.rules.cells import Kind
from mamori.plan.rules.outline import Definition, Figure, MeasureName, Outline
from mamori.plan.rules.returns import Reading
from mamori.plan.rules.rounds import ADVANCE, State
from mamori.plan.rules.sections import Sections


class Gate(StrEnum):
    ANSWERED = "answered"
    CLEARED = "cleared"
    BOUND = "bound"
    FOOTNOTES = "footnotes"
    PRIVATE = "private"
    SECTION_III = "section_iii"


GATES = {
    Gate.ANSWERED: Text("すべての担当が回答している", "Every obligation is answered"),
    Gate.CLEARED: Text("両方の言語を確認している", "Both languages are cleared"),
    Gate.BOUND: Text("すべての数が数量に結ばれている", "Every figure is bound"),
    Gate.FOOTNOTES: Text(
        "定義の注が、使う節ごとに一度ずつある",
        "Each footnote stands once in each section that uses it",
    ),
    Gate.PRIVATE: Text("個人に関する情報がない", "No text names a private person"),
    Gate.SECTION_III: Text(
        "課題の文は、情勢の数だけを述べている",
        "Section III says nothing that section I does not bear",
    ),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One obligation as the gates see it."""

    obligation_id: int
    name: Text
    state: State
    reading: Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What keeps a gate shut, and the place: an obligation, a measure, else sections I and III."""

    reason: Text
    obligation_id: int | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate and what keeps it shut; open when there is nothing."""

    gate: Gate
    found: tuple[Found, ...]

    @property
    def open(self) -> bool:
        return not self.found


class GatesShut(Refused):
    code = "gates_shut"

    def __init__(self, passages: Iterable[Passage]) -> None:
        shut = [GATES[p.gate] for p in passages if not p.open]
        super().__init__(
            Text(
                ja="まだ確定できません。満たされていない条件: {ja}",
                en="It cannot be frozen yet. Not fulfilled: {en}",
            ).format(ja="、".join(name.ja for name in shut), en="; ".join(name.en for name in shut))
        )


def passages(
    answered: Iterable[Answered], unasked: Iterable[MeasureName], sections: Sections
) -> tuple[Passage, ...]:
    """Every gate that can be looked at before the Outline is put together."""
    answered = tuple(answered)
    return (
        Passage(Gate.ANSWERED, (*_unasked(unasked), *_unanswered(answered))),
        Passage(Gate.CLEARED, tuple(_uncleared(answered))),
        Passage(Gate.BOUND, tuple(_unbound(answered, sections))),
        Passage(Gate.PRIVATE, tuple(_private(answered, sections))),
        Passage(Gate.SECTION_III, tuple(_not_borne(sections))),
    )


def footnotes(outline: Outline) -> Passage:
    """§5.2 looked at on the finished Outline: each section holds just the notes its figures use."""
    sections: list[tuple[Text, Iterable[Figure], Iterable[Definition]]] = [
        (Text("I", "I"), outline.state, outline.state_notes)
    ]
    for pillar in outline.pillars:
        of_efforts = [figure for effort in pillar.efforts for figure in effort.figures]
        sections.append((pillar.short_title, of_efforts, pillar.notes))
    found = []
    for name, figures, notes in sections:
        used = {d.key for figure in figures for d in figure.definitions if d.footnote}
        held = [note.key for note in notes]
        if used - set(held) or len(held) != len(set(held)):
            reason = Text(
                ja="「{0}」の注がそろっていません。", en="The notes of “{0}” are not complete."
            ).format(name)
            found.append(Found(reason))
    return Passage(Gate.FOOTNOTES, tuple(found))


def _unasked(measures: Iterable[MeasureName]) -> Iterable[Found]:
    for measure in measures:
        reason = Text(
            ja="{0}: 担当が分からず、だれにも尋ねていません。担当を加えて、もう一度尋ねてください。",
            en="{0}: nobody is asked, for its owner is not known. Add an owner, then ask again.",
        ).format(measure.title)
        yield Found(reason, measure=measure.key)


def _unanswered(answered: Iterable[Answered]) -> Iterable[Found]:
    for one in answered:
        if ADVANCE[one.state] < ADVANCE[State.SUBMITTED] or one.reading.kind is None:
            reason = Text(ja="{0}: 回答がありません。", en="{0}: no answer.").format(one.name)
            yield Found(reason, one.obligation_id)


def _uncleared(answered: Iterable[Answered]) -> Iterable[Found]:
    for one in answered:
        submitted = ADVANCE[one.state] >= ADVANCE[State.SUBMITTED]
        if submitted and ADVANCE[one.state] < ADVANCE[State.CLEARED_EN]:
            reason = Text(
                ja="{0}: 両方の言語の確認が済んでいません。",
                en="{0}: both languages are not yet cleared.",
            ).format(one.name)
            yield Found(reason, one.obligation_id)


def _unbound(answered: Iterable[Answered], sections: Sections) -> Iterable[Found]:
    for one in answered:
        for problem in one.reading.problems:
            yield Found(_joined(one.name, problem.message), one.obligation_id)
    for problem in sections.problems:
        if not problem.field.startswith("s."):
            yield Found(problem.message)


def _private(answered: Iterable[Answered], sections: Sections) -> Iterable[Found]:
    for one in answered:
        if one.reading.kind is Kind.DONE:
            for reason in _names_someone(one.reading.text):
                yield Found(_joined(one.name, reason), one.obligation_id)
    for statement in sections.statements:
        for reason in _names_someone(statement):
            yield Found(reason)


def _names_someone(text: Text) -> Iterable[Text]:
    for language in Language:
        for private in privacy.found_in(text.in_(language)):
            yield Text(
                ja="{what}らしい言葉があります（{words}）。",
                en="There is what looks like {what} (“{words}”).",
            ).format(what=private.what, words=private.words)


def _not_borne(sections: Sections) -> Iterable[Found]:
    for problem in sections.problems:
        if problem.field.startswith("s."):
            yield Found(problem.message)


def _joined(name: Text, reason: Text) -> Text:
    return Text(f"{name.ja}: {reason.ja}", f"{name.en}: {reason.en}")
