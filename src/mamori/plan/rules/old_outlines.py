"""Reads an Outline of Efforts that was only ever printed, and says what it could not place.

Policy: docs/policy/plan.md, section 12. Text in, a proposal out: nothing here decides. A person
confirms it beside the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Language, Text
from mamori.plan.rules import cells
from mamori.plan.rules.cells import Part
from mamori.plan.rules.old_outline_days import period_in, spoken_in
from mamori.plan.rules.old_outline_figures import Figure, figures_in
from mamori.plan.rules.old_outline_lines import Head, Line, Place, Sheet
from mamori.plan.rules.old_outline_order import Evidence, Order, order_of
from mamori.plan.rules.old_outline_pieces import Piece, pieces_of
from mamori.plan.rules.old_outline_tags import Tag

NO_TAG = Text("末尾に担当がありません。", "It does not end in an owner tag.")
BROKEN_TAG = Text(
    "担当の括弧が壊れていて読めません。", "Its owner tag is broken and cannot be read."
)

RUN_TOGETHER = Text(
    "途中にも担当の括弧があり、二つの取組が続いているおそれがあります。",
    "An owner tag stands inside it as well; it may be two efforts run together.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the country knows already. ``pillars`` and ``evidence`` are those of one plan."""

    bodies: Mapping[str, Text]
    units: tuple[Unit, ...] = ()
    lines: frozenset[str] = frozenset()
    pillars: Mapping[int, Text] | None = None
    evidence: tuple[Evidence, ...] = ()


NOTHING_KNOWN = Known({})


@dataclass(frozen=True, slots=True)
class Body:
    """An owner as printed; ``abbreviation`` empty where no known body is called that."""

    printed: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Effort:
    """One effort. ``pillar`` None: it could not be placed. ``left`` are numbers bound to nothing.

    ``words`` are as printed, ``text`` the same with references; ``lines`` where it stands.
    """

    number: int
    pillar: int | None
    words: str
    text: str
    tag: str
    owners: tuple[Body, ...]
    open_list: bool
    figures: tuple[Figure, ...]
    left: tuple[str, ...]
    page: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words that belong nowhere, with the reason; ``effort`` where they are one all the same."""

    words: str
    reason: Text
    page: int
    lines: tuple[int, ...]
    effort: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an old Outline seems to say. ``lines`` is the whole source, each line with its place."""

    language: Language
    period: Period | None
    heads: tuple[Head, ...]
    efforts: tuple[Effort, ...]
    unplaced: tuple[Unplaced, ...]
    doubts: tuple[Text, ...]
    lines: tuple[Line, ...]

    @property
    def certain(self) -> bool:
        """Everything was placed, and nothing is in doubt."""
        return bool(self.efforts) and not self.unplaced and not self.doubts

    @property
    def counts(self) -> dict[int, int]:
        """How many efforts stand under each heading."""
        return {
            head.number: sum(effort.pillar == head.number for effort in self.efforts)
            for head in self.heads
        }


def read(text: str, known: Known = NOTHING_KNOWN) -> Proposal:
    """The proposal. Never raises for what stands in the text, and loses none of its words."""
    language = spoken_in(text)
    period = period_in(text, language)
    titles = {n: title.in_(language) for n, title in (known.pillars or {}).items()}
    sheet = Sheet.of(text, titles)
    pieces = pieces_of(sheet, language)
    order = order_of(sheet.heads, pieces, titles, known.evidence, language)
    reader = _Reader(known, language, period, sheet)
    return reader.proposal(pieces, order)


def as_cells(proposal: Proposal, measure_of_effort: Mapping[int, str]) -> dict[str, dict[str, str]]:
    """The confirmed efforts as cells of a return, by the key of the measure each belongs to."""
    by_number = {effort.number: effort for effort in proposal.efforts}
    return {
        measure: _cells(by_number[number], proposal.language)
        for number, measure in measure_of_effort.items()
    }


def _cells(effort: Effort, language: Language) -> dict[str, str]:
    name = cells.TEXT_JA if language is Language.JA else cells.TEXT_EN
    filled = {cells.KIND: cells.Kind.DONE.value, name: effort.text}
    for figure in effort.figures:
        parts = {
            Part.VALUE: str(figure.value),
            Part.QUALIFIER: figure.qualifier.value,
            Part.BASELINE: "" if figure.baseline is None else str(figure.baseline),
            Part.AS_OF: "" if figure.as_of is None else figure.as_of.isoformat(),
        }
        filled |= {cells.of_quantity(figure.key, part): words for part, words in parts.items()}
    return filled


class _Reader:
    def __init__(
        self, known: Known, language: Language, period: Period | None, sheet: Sheet
    ) -> None:
        self.known, self.language, self.period, self.sheet = known, language, period, sheet
        self.doubts: list[Text] = list(sheet.doubts)

    def proposal(self, pieces: tuple[Piece, ...], order: Order) -> Proposal:
        efforts: list[Effort] = []
        unplaced: list[Unplaced] = []
        self.doubts += order.doubts
        for piece, pillar in zip(pieces, order.pillars, strict=True):
            reason = self._reason(piece, pillar, order)
            number = None
            if piece.tag or piece.broken or piece.bullet:
                number = len(efforts) + 1
                efforts.append(self._effort(number, piece, None if reason else pillar))
            if reason:
                unplaced.append(
                    Unplaced(piece.words, reason, piece.page, piece.lines(self.sheet), number)
                )
        if not efforts:
            self.doubts.append(Text("取組が一つも見つかりません。", "No effort was found."))
        return Proposal(
            language=self.language,
            period=self.period,
            heads=self.sheet.heads,
            efforts=tuple(efforts),
            unplaced=tuple(sorted(unplaced, key=lambda each: each.lines)),
            doubts=tuple(self.doubts),
            lines=self._lines(unplaced),
        )

    def _reason(self, piece: Piece, pillar: int | None, order: Order) -> Text | None:
        if piece.broken:
            return BROKEN_TAG
        if piece.tag is None:
            return NO_TAG
        if piece.run_together:
            return RUN_TOGETHER
        return order.reason if pillar is None else None

    def _effort(self, number: int, piece: Piece, pillar: int | None) -> Effort:
        found = figures_in(
            piece.words, self.language, self.period, self.known.units, self.known.lines
        )
        lines = piece.lines(self.sheet)
        owners = self._owners(piece.tag, number) if piece.tag else ()
        for word in found.left:
            self.doubts.append(
                Text(
                    ja="取組{0}の「{1}」は数量として読めず、そのまま残しました。",
                    en="In effort {0}, “{1}” could not be read as a quantity and was left as it is.",
                ).format(number, word)
            )
        return Effort(
            number=number,
            pillar=pillar,
            words=piece.words,
            text=found.text,
            tag=piece.tag.printed if piece.tag else "",
            owners=owners,
            open_list=piece.tag.open_list if piece.tag else False,
            figures=tuple(replace(f, page=piece.page, line=lines[0]) for f in found.figures),
            left=found.left,
            page=piece.page,
            lines=lines,
        )

    def _owners(self, tag: Tag, number: int) -> tuple[Body, ...]:
        bodies = tuple(Body(name, self._abbreviation(name)) for name in tag.names)
        for body in bodies:
            if not body.abbreviation and self.known.bodies:
                self.doubts.append(
                    Text(
                        ja="取組{0}の担当「{1}」という府省庁は登録されていません。",
                        en="Effort {0} names “{1}”, which is no agency known here.",
                    ).format(number, body.printed)
                )
        return bodies

    def _abbreviation(self, printed: str) -> str:
        for abbreviation, name in self.known.bodies.items():
            if printed in (abbreviation, name.ja, name.en):
                return abbreviation
        return "" if self.known.bodies or not printed.isascii() else printed

    def _lines(self, unplaced: list[Unplaced]) -> tuple[Line, ...]:
        lost = {number for each in unplaced if each.effort is None for number in each.lines}
        return tuple(
            replace(line, place=Place.UNPLACED)
            if line.place is Place.EFFORT and line.number in lost
            else line
            for line in self.sheet.lines
        )
