"""Everything needed to name owners, read once and used for a whole page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mamori.accounts import queries as accounts
from mamori.accounts.rules import Holding
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.rules import owners
from mamori.plan.rules.outline import Owners


@dataclass(frozen=True, slots=True)
class Bodies:
    """The agencies and who held which duty when."""

    names: Mapping[str, Text]
    holdings: tuple[Holding, ...]

    def of(self, measure: models.Measure, day: date) -> Owners:
        """Who answers for this measure that day; its ownerships should be prefetched."""
        rows = (values.ownership(row) for row in measure.ownerships.all())
        return self._owners(rows, day, measure.open_list)

    def of_all(self, owned: Iterable[tuple[Iterable[owners.Ownership], bool]], day: date) -> Owners:
        """Who answers for several measures together; each with its ownerships and open list."""
        return owners.joined(self._owners(rows, day, open_list) for rows, open_list in owned)

    def _owners(self, rows: Iterable[owners.Ownership], day: date, open_list: bool) -> Owners:
        return owners.owners_on(day, rows, self.holdings, self.names, open_list=open_list)


def bodies() -> Bodies:
    return Bodies(accounts.agency_names(), tuple(accounts.holdings()))


def duty_names() -> dict[str, Text]:
    return {duty.key: duty.name for duty in accounts.duties()}


def bodies_with_days() -> dict[str, owners.Body]:
    """Agencies with the days they exist, for the rules that check an owner."""
    return {
        agency.abbreviation: owners.Body(
            agency.abbreviation, agency.name, agency.valid_from, agency.valid_to
        )
        for agency in accounts.agencies()
    }
