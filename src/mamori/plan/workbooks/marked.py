"""A workbook given back with its faults marked: a fresh one, with what was typed, wrong cells in red."""

from collections.abc import Mapping
from dataclasses import replace

from mamori.kernel.text import Text
from mamori.plan.workbooks.comparing import Clash, Comparison
from mamori.plan.workbooks.offering import Offer
from mamori.plan.workbooks.reading import Workbook
from mamori.plan.workbooks.refusals import HasFormulas
from mamori.plan.workbooks.template import write

Marks = Mapping[tuple[int, str], tuple[Text, ...]]


def write_marked(offer: Offer, workbook: Workbook, comparison: Comparison) -> bytes:
    """It keeps the base of the one that was sent: sent in again, it is merged as that one would be."""
    return write(
        replace(
            offer,
            typed=workbook.typed,
            base=workbook.base,
            marks=marks(offer, workbook, comparison),
        )
    )


def marks(offer: Offer, workbook: Workbook, comparison: Comparison) -> Marks:
    """What is said at each cell."""
    found: dict[tuple[int, str], tuple[Text, ...]] = {}
    for wrong in comparison.wrong:
        at = (wrong.obligation_id, wrong.field)
        found[at] = (*found.get(at, ()), wrong.message)
    for clash in comparison.clashes:
        at = (clash.obligation_id, clash.field)
        found[at] = (*found.get(at, ()), _changed(clash))
    return {**found, **_formulas(offer, workbook)}


def _formulas(offer: Offer, workbook: Workbook) -> Marks:
    if not workbook.formulas:
        return {}
    known = [one for one in offer.asked if one.obligation_id in workbook.obligations]
    cells = {
        workbook.place(one.obligation_id, field): (one.obligation_id, field)
        for one in known
        for field in one.asking.names
    }
    return {
        cells[place]: (HasFormulas(places=[place]).message,)
        for place in workbook.formulas
        if place in cells
    }


def _changed(clash: Clash) -> Text:
    return Text(
        "画面でも変わっています。いまは「{0}」です。",
        "This was changed on the web too; it is now “{0}”.",
    ).format(clash.ours)
