"""A layout as a file declares it, in YAML. Policy: docs/policy/statistics.md §3.5.

kind: workbook            # tidy, sdmx, estat_json, estat_csv or workbook
header_rows: [3, 4]
label_columns: [1, 2]
years: across
unit: children
vintage: 2018-03-08
source: outline-2018
series: {被害児童: {series: csam_offences_child_victims}}
"""

from typing import Any

import yaml
from jsonschema import Draft202012Validator

from mamori.kernel import faults
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.series import Basis, Status
from mamori.statistics.tables.layouts import Kind, Layout, Role, Target, Years

_POSITIONS = {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 1}}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "additionalProperties": False,
    "properties": {
        "kind": {"enum": [*Kind]},
        "sheet": {"type": "string"},
        "header_rows": _POSITIONS,
        "label_columns": _POSITIONS,
        "years": {"enum": [*Years]},
        "columns": {"type": "object", "additionalProperties": {"enum": [*Role]}},
        "series": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["series"],
                "additionalProperties": False,
                "properties": {"series": {"type": "string"}, "breakdown": {"type": "string"}},
            },
        },
        "ignored": {"type": "array", "items": {"type": "string"}},
        "unit": {"type": "string"},
        "basis": {"enum": [*Basis]},
        "status": {"enum": [*Status]},
        "vintage": {"type": "string"},
        "source": {"type": "string"},
    },
}


class LayoutRefused(Refused):
    code = "layout_refused"


def read_layout(name: str, words: str) -> Layout:
    """The layout a file declares; refuses one that cannot be read, saying where and what would be right."""
    try:
        told = yaml.load(words, Loader=yaml.BaseLoader) or {}  # noqa: S506 - plain text only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = faults.unreadable(str(getattr(error, "problem", error)))
        raise _refused(f"{name}:{mark.line + 1 if mark else 1}", problem) from None
    if isinstance(told, dict):
        for field in ("header_rows", "label_columns"):
            if isinstance(told.get(field), list):
                told[field] = [int(n) if n.isdecimal() else n for n in told[field]]
    errors = sorted(Draft202012Validator(SCHEMA).iter_errors(told), key=lambda e: str(e.path))
    if errors:
        raise _refused(name, faults.reason(errors[0]))
    return _layout(told)


def _layout(told: dict[str, Any]) -> Layout:
    return Layout(
        kind=Kind(told["kind"]),
        sheet=told.get("sheet", ""),
        header_rows=tuple(told.get("header_rows", (1,))),
        label_columns=tuple(told.get("label_columns", (1,))),
        years=Years(told.get("years", Years.ACROSS)),
        columns={head: Role(role) for head, role in told.get("columns", {}).items()},
        series={label: Target(**target) for label, target in told.get("series", {}).items()},
        ignored=frozenset(told.get("ignored", ())),
        unit=told.get("unit", ""),
        basis=Basis(told.get("basis", Basis.CALENDAR)),
        status=Status(told.get("status", Status.NORMAL)),
        vintage=told.get("vintage", ""),
        source=told.get("source", ""),
    )


def _refused(where: str, reason: Text) -> LayoutRefused:
    return LayoutRefused(Text(f"{where} {reason.ja}", f"{where} {reason.en}"))
