"""One return as its reviewer reads it: the sentence as it will print, the figures, each owner's part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mamori.kernel import quantities
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import rounds, values
from mamori.plan.queries.asking import askings, held
from mamori.plan.queries.rounds import AnswerView, ObligationRow
from mamori.plan.rules import cells
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import Kind, Part
from mamori.plan.rules.changes import is_marked
from mamori.plan.rules.outline import Sentence
from mamori.plan.rules.preview import preview
from mamori.plan.rules.returns import Problem, Reading, read
from mamori.plan.rules.reviewing import Offer, Party, offers
from mamori.plan.rules.rounds import State, UnknownObligation


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure, last year and this. ``typed`` where this year's cannot be read or is missing."""

    key: str
    label: Text
    last: Text | None
    now: Text | None
    typed: str
    moved: bool
    sure: str


@dataclass(frozen=True, slots=True)
class OwnerPart:
    """What one owner of the return gave; ``problems`` are what keeps it from being submitted."""

    own: ObligationRow
    kind: Kind | None
    reason: str
    part: str
    figures: tuple[FigureRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """``view`` is the answer of the owner looked at, ``parts`` all owners of the same return."""

    view: AnswerView
    parts: tuple[OwnerPart, ...]
    sentence: Sentence
    last: Sentence | None
    parties: tuple[tuple[int, Party], ...]

    def offers(self, reviewer: int) -> list[Offer]:
        """What the reviewer may do now, and why not."""
        parties = dict(self.parties)
        own = parties.pop(self.view.own.obligation_id)
        return offers(own, parties.values(), reviewer)


def panel(key: str, obligation_id: int, today: date) -> Panel:
    """The secretariat's view of one owner's answer within its return."""
    view = rounds.answer(obligation_id, today, agencies=None)
    if view.round.key != key:
        raise UnknownObligation()
    rows = list(
        models.Obligation.objects.filter(answer=view.row.return_id)
        .select_related("answer__round")
        .order_by("order")
    )
    known = askings()
    period = values.round_period(rows[0].answer.round)
    askeds = [known.of(row, rows, row.answer, period) for row in rows]
    readings = [
        read(held(row, row.answer), asking) for row, asking in zip(rows, askeds, strict=True)
    ]
    said = {a.key: q for reading in readings for a, q in reading.quantities}
    text = Text(*(view.cells.get(name, "") for name in (cells.TEXT_JA, cells.TEXT_EN)))
    return Panel(
        view=view,
        parts=tuple(
            _part(own, row, asking, reading)
            for own, row, asking, reading in zip(
                view.row.obligations, rows, askeds, readings, strict=True
            )
        ),
        sentence=preview(text, said, known.lines),
        last=_last(view.asking, known.lines),
        parties=tuple((r.pk, Party(State(r.state), frozenset(r.drafters))) for r in rows),
    )


def units() -> list[tuple[str, Text]]:
    """What one can count in, to choose from."""
    rows = models.Unit.objects.order_by("key")
    return [(row.key, Text(row.ja.format(n="…"), row.other.format(n="…"))) for row in rows]


def _part(
    own: ObligationRow, row: models.Obligation, asking: Asking, reading: Reading
) -> OwnerPart:
    now = {asked.key: quantity for asked, quantity in reading.quantities}
    return OwnerPart(
        own=own,
        kind=reading.kind,
        reason=reading.reason,
        part=row.cells.get(cells.PART, "").strip(),
        figures=tuple(_figure(asked, now.get(asked.key), row) for asked in asking.asked),
        problems=reading.problems,
    )


def _figure(asked: Asked, now: Quantity | None, row: models.Obligation) -> FigureRow:
    def typed(part: Part) -> str:
        words: str = row.cells.get(cells.of_quantity(asked.key, part), "")
        return words.strip()

    return FigureRow(
        key=asked.key,
        label=asked.label,
        last=quantities.text(asked.last) if asked.last else None,
        now=quantities.text(now) if now else None,
        typed=typed(Part.VALUE),
        moved=asked.last is not None and is_marked(now.value if now else None, asked.last),
        sure=typed(Part.SURE),
    )


def _last(asking: Asking, lines: frozenset[str]) -> Sentence | None:
    if asking.last_text is None:
        return None
    return preview(asking.last_text, _figures_of((*asking.asked, *asking.others)), lines)


def _figures_of(asked: Iterable[Asked]) -> dict[str, Quantity]:
    return {one.key: one.last for one in asked if one.last is not None}
