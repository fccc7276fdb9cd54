"""Workbooks of returns: ten agencies' written; a very large one read, checked and compared three ways.

The bare peer is python-calamine reading every sheet of the same file into lists, and nothing more.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle, islice

from python_calamine import CalamineWorkbook

from benchmarks import world
from benchmarks.measure import Progress, Taken, in_turns, ratio, taken
from mamori.kernel import audit
from mamori.kernel.periods import calendar_year, fiscal_year
from mamori.kernel.quantities import Quantity, Unit
from mamori.kernel.text import Text, same
from mamori.plan import actions, models
from mamori.plan.queries.rounds import AskedOf, RoundName
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.outline import MeasureName
from mamori.plan.rules.rounds import State
from mamori.plan.workbooks.comparing import Comparison, compare
from mamori.plan.workbooks.handing_out import returns_template
from mamori.plan.workbooks.offering import Cells, Offer
from mamori.plan.workbooks.reading import read
from mamori.plan.workbooks.template import write

WORKBOOKS, PROMISED_SECONDS = 10, 0.3
PROMISED_RATIO, PROMISED_MORE_MS = 1.5, 300
ROUND, PERIOD = "FY2023", fiscal_year(2023)
MEASURES, EACH = 500, 40  # quantities: 20,000 rows


@dataclass(frozen=True, slots=True)
class Large:
    """One workbook of 20,000 rows in which so many were typed anew."""

    rows: int
    changed: int
    ours: Taken
    bare: Taken

    @property
    def ratio(self) -> float:
        return ratio(self.ours, self.bare)

    @property
    def more_ms(self) -> float:
        return round(self.ours.ms - self.bare.ms, 2)


def written(runs: int, progress: Progress) -> Taken:
    """Read from the database and written, for ten agencies one after the other."""
    progress.say(f"{WORKBOOKS} agencies' workbooks")
    world.promised(world.PLAN, world.MEASURES)
    actions.open_round(
        key=ROUND,
        plan=world.PLAN,
        period=PERIOD,
        state_period=calendar_year(2023),
        due=date(2024, 4, 20),
        issuer=same("Conference"),
        opens=date(2024, 4, 1),
        actor=audit.job("benchmark"),
        at=world.AT,
    )
    rows = models.Obligation.objects.filter(answer__round=ROUND).values_list("agency", flat=True)
    agencies = list(islice(cycle(sorted(set(rows))), WORKBOOKS))
    return taken(lambda: [returns_template(ROUND, agency) for agency in agencies], runs)


def large(runs: int, progress: Progress) -> list[Large]:
    """A tenth of the measures changed since it was written, as when one office adds its part; and all."""
    return [_large(every, runs, progress) for every in (10, 1)]


def _large(every: int, runs: int, progress: Progress) -> Large:
    progress.say(f"a workbook of {MEASURES * EACH:,} rows, one measure in {every} changed")
    asked = tuple(_asked(n) for n in range(MEASURES))
    typed = {one.obligation_id: _typed(one) for one in asked[::every]}
    content = write(_offer(asked, typed))

    def ours() -> Comparison:
        return compare(read(content), asked)

    found = ours()
    changed = len(typed) * EACH
    assert found.changes == changed
    assert not found.wrong
    assert not found.clashes
    return Large(MEASURES * EACH, changed, *in_turns([(ours, lambda: _bare(content))] * runs))


def _bare(content: bytes) -> list[object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _asked(n: int) -> AskedOf:
    """A measure that was answered on the web already: every cell has a base and is held."""
    keys = [f"q{k:02}" for k in range(EACH)]
    speaks = "".join(f"{{{key}}}" for key in keys)
    return AskedOf(
        obligation_id=n + 1,
        measure=MeasureName(f"b-{n:04}", Text(f"施策の題{n}", f"Title {n}"), False),
        pillar=1,
        joint=("NPA",),
        asking=Asking(PERIOD, tuple(_quantity(key, n + k) for k, key in enumerate(keys))),
        cells={
            "kind": "done",
            "text.ja": f"{speaks}を行った。",
            "text.en": f"{speaks} were held.",
            **dict(_figures(keys, 1000 + n)),
        },
        state=State.DRAFTED,
    )


def _quantity(key: str, n: int) -> Asked:
    unit = Unit("participants", "{n}人", "{n} participant", "{n} participants")
    last = Quantity(Decimal(1000 + n), unit, fiscal_year(2022))
    words = Text(f"{world.WHO[n % 7]}の参加", f"Among {world.WHO_EN[n % 7]}")
    return Asked(key, words, unit, last)


def _figures(keys: Iterable[str], value: int) -> Iterable[tuple[str, str]]:
    for k, key in enumerate(keys):
        yield f"q.{key}.value", str(value + k)
        yield f"q.{key}.qualifier", "about"


def _typed(one: AskedOf) -> dict[str, str]:
    """Another value in every row."""
    return {
        name: str(int(words) + 7) for name, words in one.cells.items() if name.endswith(".value")
    }


def _offer(asked: tuple[AskedOf, ...], typed: Cells) -> Offer:
    name = RoundName(
        ROUND, world.PLAN, PERIOD, calendar_year(2023), date(2024, 4, 20), same("–"), world.AT
    )
    return Offer(name, same("Plan"), "NPA", Text("警察庁", "National Police Agency"), asked, typed)
