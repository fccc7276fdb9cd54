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
    duty_names: Mapping[str, Text]
    holdings: tuple[Holding, ...]

    def of(self, measure: models.Measure, day: date) -> Owners:
        """Who answers for this measure that day; its ownerships should be prefetched."""
        rows = (values.ownership(row) for row in measure.ownerships.all())
        return owners.owners_on(day, rows, self.holdings, self.names, open_list=measure.open_list)

    def of_all(self, measures: Iterable[models.Measure], day: date) -> Owners:
        return owners.joined(self.of(measure, day) for measure in measures)


def bodies() -> Bodies:
    duty_names = {duty.key: duty.name for duty in accounts.duties()}
    return Bodies(accounts.agency_names(), duty_names, tuple(accounts.holdings()))


def bodies_with_days() -> dict[str, owners.Body]:
    """Agencies with the days they exist, for the rules that check an owner."""
    return {
        agency.abbreviation: owners.Body(
            agency.abbreviation, agency.name, agency.valid_from, agency.valid_to
        )
        for agency in accounts.agencies()
    }
