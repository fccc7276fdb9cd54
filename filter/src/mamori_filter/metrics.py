"""Counts as Prometheus reads them: by list version and scope, never by person or address.
See docs/policy/filter.md §3."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from mamori_filter.filters import Filter, Status
from mamori_filter.lists.fingerprints import WORDS

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_COUNTED = {
    "checked": "Addresses asked about.",
    "expired": "Hits on entries that had expired, which list nothing.",
    "no_address": "Questions that were no web address.",
    "damaged": "Hits whose record was damaged; they count as listed.",
}
Family = CounterMetricFamily | GaugeMetricFamily | InfoMetricFamily


def metrics_text(filter: Filter, now: int) -> bytes:
    """The exposition text (format 0.0.4) of a filter. ``now`` in seconds since 1970."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(FilterCollector(filter, now))
    return generate_latest(registry)


class FilterCollector(Collector):
    """Tells what a filter counts and which list answers, as it is at ``now``."""

    def __init__(self, filter: Filter, now: int) -> None:
        self._filter = filter
        self._now = now

    def describe(self) -> list[Family]:
        return []

    def collect(self) -> Iterator[Family]:
        yield from _counts(self._filter)
        yield from _list(self._filter.status(self._now))
        refused = GaugeMetricFamily(
            "mamori_filter_refresh_refused",
            "1 while the newest list file is refused, by the refusal's code.",
            labels=["code"],
        )
        if self._filter.refused is not None:
            refused.add_metric([self._filter.refused.code], 1)
        yield refused


def _counts(filter: Filter) -> Iterator[Family]:
    counts = filter.counts()
    for name, told in _COUNTED.items():
        family = CounterMetricFamily(f"mamori_filter_{name}", told, labels=["list_version"])
        for version, counted in counts.items():
            family.add_metric([str(version)], counted[name])
        yield family
    listed = CounterMetricFamily(
        "mamori_filter_listed", "Addresses found listed.", labels=["list_version", "scope"]
    )
    for version, counted in counts.items():
        for scope in WORDS.values():
            listed.add_metric([str(version), scope], counted[scope])
    yield listed


def _list(status: Status) -> Iterator[Family]:
    gauges = {
        "list_age_seconds": ("Since the list that answers was made.", status.age),
        "list_entries": ("Entries of the list that answers.", status.entries),
        "list_stale": ("1 when the list is older than it should be.", int(status.stale)),
    }
    for name, (told, value) in gauges.items():
        yield GaugeMetricFamily(f"mamori_filter_{name}", told, value=value)
    yield InfoMetricFamily(
        "mamori_filter",
        "The engine, the URL parser and the list that answer.",
        value={
            "engine": status.engine,
            "parser": status.parser,
            "list_name": status.name,
            "list_version": str(status.list_version),
        },
    )
