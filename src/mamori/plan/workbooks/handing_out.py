"""What a ministry downloads: its workbook of a round, and the marked copy of one it sent in."""

from mamori.accounts import queries as accounts
from mamori.kernel.text import Text
from mamori.plan import queries
from mamori.plan.queries import rounds
from mamori.plan.workbooks import refusals
from mamori.plan.workbooks.comparing import Comparison
from mamori.plan.workbooks.marked import write_marked
from mamori.plan.workbooks.offering import Offer
from mamori.plan.workbooks.reading import Workbook
from mamori.plan.workbooks.template import write


def returns_template(key: str, agency: str) -> bytes:
    """That agency's obligations in that round, as they stand."""
    return write(offer(key, agency))


def marked_copy(workbook: Workbook, comparison: Comparison) -> bytes:
    """For the owner of the workbook only: compared with what is held, so already checked."""
    return write_marked(offer(workbook.round, workbook.agency), workbook, comparison)


def offer(key: str, agency: str) -> Offer:
    body = accounts.agency(agency)
    name, asked = rounds.asked_of(key, agency)
    if not asked:
        raise refusals.NothingAsked(key, agency)
    plans = {plan.key: plan.short for plan in queries.plans(name.due)}
    return Offer(
        round=name,
        plan=plans.get(name.plan_key, Text("", "")),
        agency=agency,
        agency_name=body.name,
        asked=asked,
    )
