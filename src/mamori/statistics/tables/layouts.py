"""How a file is laid out, declared as data: which column says what, and what a label counts.

Policy: docs/policy/statistics.md, §3.5. A tidy file and an SDMX-CSV need no layout; what ministries and
e-Stat send does, since their labels are not the keys of our series.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mamori.statistics.rules.series import TOTAL, Basis, Status


class Kind(StrEnum):
    TIDY = "tidy"  # one value a row, as CSV or in a workbook
    SDMX = "sdmx"  # SDMX-CSV 2.0
    ESTAT_JSON = "estat_json"
    ESTAT_CSV = "estat_csv"
    WORKBOOK = "workbook"  # a printed table: labels on one side, years on the other


class Years(StrEnum):
    """Which way the years run in a printed table."""

    ACROSS = "across"
    DOWN = "down"


class Role(StrEnum):
    """What a column says."""

    SERIES = "series"
    BREAKDOWN = "breakdown"
    LABEL = "label"  # joined by / it is looked up among the layout's targets
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"
    STATUS = "status"
    CONFIDENTIALITY = "confidentiality"
    VINTAGE = "vintage"
    SOURCE = "source"
    DERIVATION = "derivation"
    APPROXIMATE = "approximate"
    ACTION = "action"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Target:
    """The series and the breakdown a label stands for."""

    series: str
    breakdown: str = TOTAL


@dataclass(frozen=True, slots=True)
class Layout:
    """``header_rows`` and ``label_columns`` count from 1; several header rows are joined from the top.

    ``columns`` gives the role of a header word; ``series`` the target of a label such as 被害児童/高校生, where
    merged cells are joined by ``/``; ``ignored`` the labels left aside knowingly. ``basis``: what a year
    printed without 年 or 年度 is. ``status``, ``vintage`` and ``source`` stand where the file says none.
    """

    kind: Kind
    sheet: str = ""  # empty: the first
    header_rows: tuple[int, ...] = (1,)
    label_columns: tuple[int, ...] = (1,)
    years: Years = Years.ACROSS
    columns: Mapping[str, Role] = field(default_factory=dict)
    series: Mapping[str, Target] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    unit: str = ""
    basis: Basis = Basis.CALENDAR
    status: Status = Status.NORMAL
    vintage: str = ""
    source: str = ""


NAMES: Mapping[str, Role] = {
    **dict.fromkeys(("series", "indicator", "系列", "指標"), Role.SERIES),
    **dict.fromkeys(("breakdown", "内訳"), Role.BREAKDOWN),
    **dict.fromkeys(("year", "period", "time_period", "年", "年次", "期間"), Role.PERIOD),
    **dict.fromkeys(("value", "obs_value", "値", "数値"), Role.VALUE),
    **dict.fromkeys(("unit", "unit_measure", "単位"), Role.UNIT),
    **dict.fromkeys(("status", "obs_status", "状態"), Role.STATUS),
    **dict.fromkeys(("confidentiality", "conf_status", "秘匿"), Role.CONFIDENTIALITY),
    **dict.fromkeys(("vintage", "published", "公表", "公表日"), Role.VINTAGE),
    **dict.fromkeys(("source", "出典"), Role.SOURCE),
    **dict.fromkeys(("derivation", "計算方法"), Role.DERIVATION),
    **dict.fromkeys(("approximate", "概数"), Role.APPROXIMATE),
    "action": Role.ACTION,
    **dict.fromkeys(("structure", "structure_id"), Role.IGNORED),
}
NEEDED = (Role.SERIES, Role.PERIOD, Role.VALUE)
