"""An Outline and lists as files: which writer makes which format."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from mamori.helplines import queries as helplines
from mamori.helplines.queries import Number
from mamori.kernel.deadlines import Deadline
from mamori.kernel.language import language
from mamori.kernel.periods import fiscal_years
from mamori.kernel.text import Language, Text
from mamori.plan.files.counted import rates, share_words, spreads, texts
from mamori.plan.print import charts, written
from mamori.plan.print.written import FORMATS
from mamori.plan.queries import MeasureRow
from mamori.plan.queries.answering import OwedRound
from mamori.plan.queries.board import Board
from mamori.plan.rules.coverage import STANDINGS, Covered
from mamori.plan.rules.outline import Outline
from mamori.plan.rules.rounds import STATES, WITH_OWNER
from mamori.press.workbook import Table

__all__ = [
    "FORMATS",
    "measures",
    "outline_file",
    "page",
    "rates",
    "share_words",
    "spreads",
    "texts",
]


def outline_file(outline: Outline, form: str, spoken: Language) -> bytes:
    """The Outline's bytes in one of ``FORMATS``; kept for the next reader while nothing changes."""
    lines = tuple(n for n in helplines.numbers_at(outline.issued_on) if n.urgent)
    return _written(outline, form, spoken, lines)


@lru_cache(maxsize=32)
def _written(outline: Outline, form: str, spoken: Language, lines: tuple[Number, ...]) -> bytes:
    return written.outline_file(outline, form, spoken, lines)


def page(outline: Outline) -> dict[str, Any]:
    """What the Outline's page shows, in the language in force."""
    return {
        "outline": outline,
        "year": fiscal_years(outline.period),
        "chart": charts.efforts_by_pillar(outline, language()),
    }


def due(found: Iterable[Deadline], spoken: Language) -> Table:
    """What is due as a table in that language."""
    heads = (
        Text("期限", "Due"),
        Text("件名", "Subject"),
        Text("すること", "To do"),
        Text("府省庁", "Agency"),
    )
    return Table.said(
        spoken=spoken,
        title=Text("期限", "What is due"),
        heads=heads,
        rows=tuple(
            (one.on.isoformat(), one.what.in_(spoken), one.to_do.in_(spoken), one.agency)
            for one in found
        ),
    )


def measures(rows: list[MeasureRow], spoken: Language) -> Table:
    """A list of measures as a table in that language."""
    heads = (
        Text("識別子", "Key"),
        Text("計画", "Plan"),
        Text("柱", "Pillar"),
        Text("番号", "Number"),
        Text("施策", "Measure"),
        Text("仮の題名", "Provisional title"),
        Text("担当", "Owners"),
        Text("取組の数", "Efforts"),
        Text("から", "From"),
        Text("まで", "To"),
    )
    yes, no = Text("はい", "yes").in_(spoken), Text("いいえ", "no").in_(spoken)
    return Table.said(
        spoken=spoken,
        title=Text("施策", "Measures"),
        heads=heads,
        rows=tuple(
            (
                row.key,
                row.plan_key,
                row.pillar,
                row.number,
                row.title.in_(spoken),
                yes if row.provisional else no,
                row.owners.tag.in_(spoken),
                row.efforts,
                row.first,
                row.last,
            )
            for row in rows
        ),
    )


def coverage(rows: Iterable[Covered], spoken: Language) -> Table:
    """How measures are covered as a table in that language."""
    heads = (
        Text("識別子", "Key"),
        Text("計画", "Plan"),
        Text("柱", "Pillar"),
        Text("施策", "Measure"),
        Text("仮の題名", "Provisional title"),
        Text("活動の種類", "Kinds of activities"),
        Text("数えられるもの", "What can be counted"),
        Text("状況", "Standing"),
        Text("最も新しい取組概要", "Newest Outline"),
        Text("取組", "Effort"),
        Text("報告の末日", "Reported until"),
        Text("二年以上報告なし", "Silent for two years"),
    )
    yes, no = Text("はい", "yes").in_(spoken), Text("いいえ", "no").in_(spoken)
    stop = Text("、", "; ").in_(spoken)
    return Table.said(
        spoken=spoken,
        title=Text("施策の状況", "Coverage"),
        heads=heads,
        rows=tuple(
            (
                row.key,
                row.plan,
                row.pillar,
                row.title.in_(spoken),
                yes if row.provisional else no,
                stop.join(kind.in_(spoken) for kind in row.kinds),
                stop.join(count.in_(spoken) for count in row.counts),
                STANDINGS[row.standing].in_(spoken),
                row.said.outline if row.said else None,
                row.said.effort if row.said else None,
                row.said.until if row.said else None,
                yes if row.silent else no,
            )
            for row in rows
        ),
    )


def owed(owed_rounds: Iterable[OwedRound], spoken: Language) -> Table:
    """What an agency is asked, as a table in that language."""
    heads = (
        Text("取りまとめ", "Round"),
        Text("施策", "Measure"),
        Text("題名", "Title"),
        Text("府省庁", "Agency"),
        Text("共同の担当", "Joint owners"),
        Text("状態", "State"),
        Text("期限", "Due"),
        Text("残り日数", "Days left"),
    )
    return Table.said(
        spoken=spoken,
        title=Text("回答", "Answers"),
        heads=heads,
        rows=tuple(
            (
                row.round_key,
                row.measure.key,
                row.measure.title.in_(spoken),
                row.agency_name.in_(spoken),
                Text("、", ", ").in_(spoken).join(o.name.in_(spoken) for o in row.joint),
                STATES[row.state].in_(spoken),
                row.due,
                row.days_left if row.state in WITH_OWNER else None,
            )
            for each in owed_rounds
            for row in each.rows
        ),
    )


def board(shown: Board, spoken: Language) -> Table:
    """The board as a table in that language: one row for each owner of each measure."""
    heads = (
        Text("識別子", "Key"),
        Text("柱", "Pillar"),
        Text("施策", "Measure"),
        Text("府省庁", "Agency"),
        Text("状態", "State"),
        Text("その状態の日数", "Days in that state"),
        Text("提出期限", "Due date"),
        Text("期限超過", "Overdue"),
        Text("報告なし", "Nothing to report"),
    )
    yes, no = Text("はい", "yes").in_(spoken), Text("いいえ", "no").in_(spoken)
    return Table(
        title=shown.round.key,
        heads=tuple(head.in_(spoken) for head in heads),
        rows=tuple(
            (
                line.row.measure.key,
                line.row.pillar,
                line.row.measure.title.in_(spoken),
                cell.agency_name.in_(spoken),
                STATES[cell.state].in_(spoken),
                cell.days,
                cell.due,
                yes if cell.late else no,
                yes if cell.obligation_id in line.nothing else no,
            )
            for line in shown.shown
            for cell in line.row.obligations
        ),
    )
