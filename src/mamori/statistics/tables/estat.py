"""Saved answers of e-Stat, as JSON and as CSV.

Policy: docs/policy/statistics.md, §3.5. The JSON puts attributes under "@" and text under "$", and does not wrap
a single item in a list. Classes other than the time are joined by ``/`` into the label of a value.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mamori.statistics.tables import tidy
from mamori.statistics.tables.columns import Columns
from mamori.statistics.tables.layouts import NAMES, Layout, Role
from mamori.statistics.tables.refusals import refused

TIME = "time"
PATH = "VALUE"
VALUES = frozenset({"value", "値", "$"})
UNITS = frozenset({"unit", "単位"})


def of_json(text: str, layout: Layout) -> Columns:
    answer = _answer(text)
    data = _inside(answer, "STATISTICAL_DATA")
    _check_whole(answer, data)
    classes = dict(_classes(data, layout))
    values = _listed(_inside(data, "DATA_INF").get("VALUE"))
    if not values or not all(isinstance(one, dict) for one in values):
        raise refused("no_values")
    raw: dict[Role, Sequence[object]] = {
        Role.LABEL: [_label(one, classes) for one in values],
        Role.PERIOD: [
            classes.get(TIME, {}).get(one.get(f"@{TIME}"), ("", ""))[0] for one in values
        ],
        Role.VALUE: [_text(one) for one in values],
        Role.UNIT: [_unit(one, classes) for one in values],
    }
    source, vintage = _published(data)
    raw[Role.SOURCE] = [layout.source or source] * len(values)
    raw[Role.VINTAGE] = [layout.vintage or vintage] * len(values)
    names = {Role.LABEL: "@", Role.PERIOD: f"@{TIME}", Role.VALUE: "$", Role.UNIT: "@unit"}
    return Columns(PATH, raw, range(1, len(values) + 1), names, notes=tuple(_notes(data)))


def of_csv(rows: Sequence[Sequence[str]], layout: Layout) -> Columns:
    """The table below the lines that e-Stat puts above it; codes are left aside, names are read."""
    header = next(
        (n for n, row in enumerate(rows) if len(row) > 2 and VALUES & set(map(str.lower, row))),
        None,
    )
    if header is None:
        raise refused("column_missing", told="value")
    role_of = tidy.roles(rows[header], "", layout, _role)
    return tidy.shaped(rows, header, "", role_of)


def _role(word: str) -> Role | None:
    if word in VALUES or word in UNITS:
        return Role.VALUE if word in VALUES else Role.UNIT
    if word.endswith(("code", "コード")) or word in ("annotation", "注釈", ""):
        return None
    if word.startswith("時間軸") or NAMES.get(word) is Role.PERIOD:
        return Role.PERIOD
    return Role.LABEL


def _answer(text: str) -> dict[str, Any]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refused("broken_json") from error
    return _inside(whole, "GET_STATS_DATA")


def _inside(part: object, name: str) -> dict[str, Any]:
    found = part.get(name) if isinstance(part, dict) else None
    if not isinstance(found, dict):
        raise refused("broken_json")
    return found


def _check_whole(answer: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    result = answer.get("RESULT")
    told = result if isinstance(result, dict) else {}
    if str(told.get("STATUS", 0)) != "0":
        raise refused("estat_error", told=str(told.get("ERROR_MSG", "")))
    part = data.get("RESULT_INF")
    following = part.get("NEXT_KEY") if isinstance(part, dict) else None
    if following:
        raise refused("incomplete", told=str(following))


def _listed(part: object) -> list[Any]:
    """A single item is not wrapped in a list."""
    if part is None:
        return []
    return part if isinstance(part, list) else [part]


def _classes(
    data: Mapping[str, Any], layout: Layout
) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """By the id of a class, name and unit of each code."""
    for one in _listed(_inside(data, "CLASS_INF").get("CLASS_OBJ")):
        if not isinstance(one, dict):
            raise refused("broken_json")
        if layout.columns.get(str(one.get("@id"))) is Role.IGNORED:
            continue
        yield (
            str(one.get("@id")),
            {
                str(c.get("@code")): (str(c.get("@name", "")).strip(), str(c.get("@unit", "")))
                for c in _listed(one.get("CLASS"))
                if isinstance(c, dict)
            },
        )


def _label(one: Mapping[str, Any], classes: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    return "/".join(
        codes.get(str(one.get(f"@{key}")), ("", ""))[0]
        for key, codes in classes.items()
        if key != TIME
    )


def _unit(one: Mapping[str, Any], classes: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    """At the value, or at one of its classes."""
    told = str(one.get("@unit", ""))
    for key, codes in classes.items():
        told = told or codes.get(str(one.get(f"@{key}")), ("", ""))[1]
    return told


def _text(one: object) -> str:
    return str(one.get("$", "")).strip() if isinstance(one, dict) else str(one or "").strip()


def _published(data: Mapping[str, Any]) -> tuple[str, str]:
    """Who published it and when, as the answer says."""
    table = data.get("TABLE_INF")
    if not isinstance(table, dict):
        return "", ""
    words = [_text(table.get(name)) for name in ("GOV_ORG", "STAT_NAME", "TITLE")]
    days = [str(table.get(name, "")) for name in ("UPDATED_DATE", "OPEN_DATE")]
    return " ".join(filter(None, words)), next(filter(None, days), "")


def _notes(data: Mapping[str, Any]) -> Iterator[str]:
    for one in _listed(_inside(data, "DATA_INF").get("NOTE")):
        yield f"{one.get('@char', '')} {_text(one)}".strip() if isinstance(one, dict) else str(one)
