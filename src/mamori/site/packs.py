"""A country pack, whole: every slice reads its part, then all of it is refused or all of it loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from mamori.accounts import pack as accounts
from mamori.activities import pack as activities
from mamori.helplines import pack as helplines
from mamori.kernel import areas, audit, manifest
from mamori.kernel.changes import Change
from mamori.kernel.packs import open_pack
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity
from mamori.plan import pack as plan
from mamori.plan.rules.owners import Body
from mamori.statistics import pack as statistics

Part = tuple[Callable[[], list[Change]], Callable[[audit.Actor, datetime], int]]


@dataclass(frozen=True, slots=True)
class CountryPack:
    """A checked pack: what it is called, what loading would change, and the loading itself."""

    name: str
    parts: tuple[Part, ...]

    def differences(self) -> list[Change]:
        return [change for compare, _ in self.parts for change in compare()]

    @transaction.atomic
    def load(self, *, actor: audit.Actor, at: datetime) -> int:
        """All parts in one transaction, lowest slice first; how many records changed."""
        return sum(load(actor, at) for _, load in self.parts)


def read(folder: Path) -> CountryPack:
    """The pack in that folder, or ``PackRefused`` with everything that is wrong in it."""
    pack = open_pack(folder)
    name = manifest.read(pack)
    land = areas.read(pack)
    bodies = accounts.read(pack)
    agencies = frozenset(a["abbreviation"] for a in bodies.agencies)
    lines = helplines.read(pack, agencies)
    deeds = activities.read(pack, agencies, [area.code for area in land])
    figures = statistics.read(pack, agencies)
    plans = plan.read(pack, partial(statistics.observed, figures), partial(_counted, deeds))
    plan.check(pack, plans, _surroundings(bodies, lines, figures))
    pack.refuse_if_wrong()
    parts = (
        (partial(areas.differences, land), lambda actor, at: areas.replace(land)),
        (partial(accounts.differences, bodies), partial(_load, accounts.load, bodies)),
        (partial(activities.differences, deeds), partial(_load, activities.load, deeds)),
        (partial(helplines.differences, lines), partial(_load, helplines.load, lines)),
        (partial(statistics.differences, figures), partial(_load, statistics.load, figures)),
        (partial(plan.differences, plans), partial(_load, plan.load, plans)),
    )
    return CountryPack(name, parts)


def _surroundings(
    bodies: accounts.Content, lines: helplines.Content, figures: statistics.Content
) -> plan.Surroundings:
    named = (
        Body(a["abbreviation"], accounts.agency_name(a), a["first"], a["last"])
        for a in bodies.agencies
    )
    return plan.Surroundings(
        bodies={body.abbreviation: body for body in named},
        duties=frozenset(bodies.duties),
        lines=frozenset(line["number"] for line in lines),
        claims=partial(statistics.sentence, figures),
    )


def _counted(deeds: activities.Content, name: str, period: Period) -> Quantity | None:
    """A count by the name the plan uses: ``activities.safety_classes``."""
    _, _, own = name.partition(".")
    return activities.counted(deeds, own, period).quantity


def _load(load: Callable[..., int], content: object, actor: audit.Actor, at: datetime) -> int:
    return load(content, actor=actor, at=at)


def load(folder: Path, *, at: datetime) -> int:
    """Read and load; how many records changed."""
    return read(folder).load(actor=audit.job("load_pack"), at=at)
