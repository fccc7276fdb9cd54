"""A series for programs. Policy: docs/policy/statistics.md, section 8."""

from typing import Any

from mamori.statistics.print.records import Record, plain, records
from mamori.statistics.rules.series import Series
from mamori.statistics.rules.vintages import Account


def head(series: Series) -> dict[str, Any]:
    return {
        "key": series.key,
        "title": {"ja": series.title.ja, "en": series.title.en},
        "unit": series.unit.key,
        "basis": series.basis.value,
        "agency": series.agency,
    }


def values(account: Account) -> dict[str, Any]:
    """Every printable value of every vintage; ``stands`` marks the one of its period (§2.2)."""
    series = account.series
    return head(series) | {
        "counted": {"ja": series.counted.ja, "en": series.counted.en},
        "breaks": [
            {"year": b.year, "what": {"ja": b.what.ja, "en": b.what.en}} for b in series.breaks
        ],
        "footnotes": [{"ja": f.ja, "en": f.en} for f in series.footnotes],
        "values": [_value(record) for record in records(account)],
    }


def _value(record: Record) -> dict[str, Any]:
    found = record.observation
    return {
        "breakdown": found.breakdown,
        "period": found.period.code,
        "value": None if found.value is None else plain(found.value),
        "status": found.status.value,
        "confidentiality": found.confidentiality.value,
        "approximate": found.approximate,
        "vintage": found.vintage,
        "stands": record.stands,
        "definition": record.definition.version if record.definition else None,
        "source": record.source.title.en if record.source else found.source,
    }
