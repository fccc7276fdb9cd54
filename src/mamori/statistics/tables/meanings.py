"""What single words of a file mean: statuses, days of publication, sources. Each is looked at once a table."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.series import TOTAL, Confidentiality, Status
from mamori.statistics.rules.signs import Cell, narrowed, read_cell

STATUSES = {
    **{status.value: status for status in Status},
    **dict.fromkeys(
        ("final", "確定", "確定値", "corrected", "revised", "訂正", "改訂値"), Status.NORMAL
    ),
    **dict.fromkeys(("provisional", "暫定", "暫定値", "速報", "速報値"), Status.PROVISIONAL),
    **dict.fromkeys(("derived", "estimated", "計算値", "推計"), Status.ESTIMATED),
    **dict.fromkeys(("missing", "not available"), Status.MISSING),
    **dict.fromkeys(("suppressed", "秘匿"), Status.SUPPRESSED),
}
CONFIDENTIALITIES = {one.value: one for one in Confidentiality}
COMPUTED = re.compile(r"\s*[(（]((?:computed|計算)\s*[:：].*)[)）]\s*$")
ABOUT = re.compile(r"\s*(?:\(approx\.?\)|approx\.|（約）|\(約\))\s*$")
YES = frozenset({"1", "true", "yes", "約", "about"})
# What SDMX-CSV writes where there is no value; the status says why.
EMPTY = frozenset({"", "NaN"})

NO_VINTAGE = ("", date.min)
NO_BREAKDOWN = ("", False)
NO_SOURCE = ("", "")

Fault = tuple[str, dict[str, object]]


class Meanings(dict[object, object]):
    """The meaning of each raw value, found on first sight; what has none is kept in ``faults``.

    ``nothing`` stands for the meaning where there is none; such rows are left out.
    """

    def __init__(self, read: Callable[[str], object], code: str, nothing: object = None) -> None:
        super().__init__()
        self.read, self.code, self.nothing = read, code, nothing
        self.faults: dict[object, Fault] = {}

    def __missing__(self, raw: object) -> object:
        told = written(raw)
        try:
            meaning = self.read(told)
        except Refused as refused:
            meaning, self.faults[raw] = self.nothing, (refused.code, {"words": refused.message})
        except (ValueError, KeyError):
            meaning, self.faults[raw] = self.nothing, (self.code, {"told": told})
        self[raw] = meaning
        return meaning

    def fault(self, raw: object, place: Place) -> Finding:
        code, values = self.faults[raw]
        return finding(code, place, **values)


def written(raw: object) -> str:
    """A value of a workbook as a person would write it: 2017.0 is 2017."""
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else format(raw, ".12g")
    return str(raw).strip()


def status(told: str) -> Status | None:
    """None where nothing is told: the layout's stands."""
    plain = narrowed(told)
    if not plain:
        return None
    return STATUSES[plain if plain in STATUSES else plain.lower()]


def confidentiality(told: str) -> Confidentiality:
    return CONFIDENTIALITIES[narrowed(told)] if told else Confidentiality.FREE


def vintage(told: str) -> tuple[str, date]:
    """As told, and the first day it can have been known: 2018-03 is the first of March."""
    plain = narrowed(told)
    if not plain:
        return NO_VINTAGE  # named already
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", plain):
        raise ValueError(told)
    return plain, date.fromisoformat((plain + "-01-01")[:10])


def source(told: str) -> tuple[str, str]:
    """The source, and how a value was computed where "(computed: …)" follows it."""
    found = COMPUTED.search(told)
    return (told[: found.start()].strip(), found[1]) if found else (told.strip(), "")


def breakdown(told: str) -> tuple[str, bool]:
    """The breakdown, and whether "approx." behind it says that its values are about."""
    plain = ABOUT.sub("", told.strip())
    return plain or TOTAL, plain != told.strip()


def cell(told: str) -> Cell | None:
    """None for an empty cell."""
    return None if told in EMPTY else read_cell(told)


def approximate(told: str) -> bool:
    return narrowed(told).lower() in YES


def plain_number(raw: float) -> Decimal:
    return Decimal(written(raw))
