"""What a spreadsheet checks and says while somebody types, from the same definitions as the web form."""

from typing import Any

from xlsxwriter.utility import xl_range_abs

from mamori.kernel.periods import Period
from mamori.plan.rules import cells
from mamori.plan.rules.cells import Field, Shape
from mamori.plan.workbooks import layout

TITLE_MOST, MESSAGE_MOST = 32, 255  # signs, of the file format


def rule(known: Field, period: Period) -> dict[str, Any]:
    """What the program itself can see to; everything else is said when the workbook comes back."""
    match known.shape:
        case Shape.CHOICE:
            return {"validate": "list", "source": list_range(known)}
        case Shape.DAY:
            return _warning("date", period.last)
        case Shape.TEXT:
            return _warning("length", known.longest)
    return {"validate": "any"}


def _warning(what: str, most: object) -> dict[str, Any]:
    return {"validate": what, "criteria": "<=", "value": most, "error_type": "warning"}


def messages(known: Field) -> dict[str, str]:
    title = _fit(f"{known.label.ja} / {known.label.en}", known.label.ja, TITLE_MOST)
    most = f"\n{known.longest}字まで / at most {known.longest} signs"
    limit = most if known.shape is Shape.TEXT else ""
    told = _fit(f"{known.help.ja}\n{known.help.en}{limit}", known.help.ja, MESSAGE_MOST)
    return {
        "input_title": title,
        "input_message": told,
        "error_title": title,
        "error_message": told,
    }


def list_range(known: Field) -> str:
    """Where the choices of a field stand in the hidden sheet."""
    column = choosing().index(known)
    return f"='{layout.LISTS}'!{xl_range_abs(0, column, len(known.choices) - 1, column)}"


def choosing() -> list[Field]:
    """The fields with choices; their lists stand side by side in the hidden sheet."""
    known = (*cells.MEASURE_FIELDS, *cells.QUANTITY_FIELDS.values())
    return [field for field in known if field.shape is Shape.CHOICE]


def _fit(both: str, shorter: str, most: int) -> str:
    return both if len(both) <= most else shorter[:most]
