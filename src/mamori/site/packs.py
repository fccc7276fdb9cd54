"""A country pack, whole: every slice reads its part, then all of it is refused or all of it loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from mamori.accounts import pack as accounts
from mamori.helplines import pack as helplines
from mamori.kernel import areas, audit, manifest
from mamori.kernel.changes import Change
from mamori.kernel.packs import open_pack
from mamori.plan import pack as plan
from mamori.plan.rules.owners import Body

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
    names = frozenset(agency["abbreviation"] for agency in bodies.agencies)
    lines = helplines.read(pack, names)
    plans = plan.read(pack)
    plan.check(
        pack,
        plans,
        plan.Surroundings(
            bodies={
                a["abbreviation"]: Body(
                    a["abbreviation"], accounts.agency_name(a), a["first"], a["last"]
                )
                for a in bodies.agencies
            },
            duties=frozenset(bodies.duties),
            holdings=tuple(holding for holding, _ in bodies.holdings),
            lines=frozenset(line["number"] for line in lines),
        ),
    )
    pack.refuse_if_wrong()
    return CountryPack(
        name,
        (
            (lambda: areas.differences(land), lambda actor, at: areas.replace(land)),
            (
                lambda: accounts.differences(bodies),
                lambda actor, at: accounts.load(bodies, actor=actor, at=at),
            ),
            (
                lambda: helplines.differences(lines),
                lambda actor, at: helplines.load(lines, actor=actor, at=at),
            ),
            (
                lambda: plan.differences(plans),
                lambda actor, at: plan.load(plans, actor=actor, at=at),
            ),
        ),
    )


def load(folder: Path, *, at: datetime) -> int:
    """Read and load; how many records changed."""
    return read(folder).load(actor=audit.job("load_pack"), at=at)
