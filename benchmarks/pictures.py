"""The year in pictures and the map over a big register, signed out, as the server answers them.

Ready: the worker has counted ahead. Just changed: one record more of the kind with most indicators, which is
then counted on the spot. Nothing ready: every kind has changed since the worker last looked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import world
from benchmarks.measure import Progress, Taken, once, taken
from mamori.activities import actions, queries
from mamori.activities.rules.records import Activity
from mamori.kernel import audit
from mamori.kernel.periods import Period

PAGES = {
    "the year in pictures": "/en/year/FY2017/",
    "the map": "/en/activities/map/?indicator=safety_classes",
    "the map of ordinances": "/en/activities/map/?indicator=ordinances_in_force",
}
PROMISED_MS = 100.0
CHANGED = "UPDATE activities_kind SET revision = revision + 1"


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    queries: int
    ready: Taken
    just_changed: Taken
    nothing_ready: Taken


def opened(runs: int, progress: Progress) -> list[Page]:
    """Of the register that ``register.counted`` filled."""
    progress.say("the year in pictures and the map")
    actions.tally(at=world.AT)
    return [_opened(name, url, runs) for name, url in PAGES.items()]


def promises(pages: list[Page]) -> list[dict[str, Any]]:
    told = []
    for page in pages:
        told += [
            _promise(f"{page.name}, counted ahead, ms", page.ready),
            _promise(f"{page.name}, one record just changed, ms", page.just_changed),
        ]
    return told


def as_json(pages: list[Page]) -> list[dict[str, Any]]:
    return [
        {
            "page": page.name,
            "queries": page.queries,
            "ready_ms": page.ready.ms,
            "just_changed_ms": page.just_changed.ms,
            "nothing_ready_ms": page.nothing_ready.ms,
        }
        for page in pages
    ]


def plain(pages: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"  {p['page']}: {p['queries']} queries, {p['ready_ms']} ms counted ahead, "
        f"{p['just_changed_ms']} ms one record just changed, {p['nothing_ready_ms']} ms nothing ready"
        for p in pages
    )


def _opened(name: str, url: str, runs: int) -> Page:
    client = Client()

    def get() -> None:
        assert client.get(url, SERVER_NAME="localhost").status_code == 200

    get()
    with CaptureQueriesContext(connection) as asked:
        get()
    number = len(asked)
    ready = taken(get, runs)
    changed = _after(_one_more, get, runs)
    nothing = _after(_all_changed, get, min(runs, 3))
    actions.tally(at=world.AT)
    return Page(name, number, ready, changed, nothing)


def _after(change: Callable[[], None], get: Callable[[], None], runs: int) -> Taken:
    seconds = []
    for _ in range(runs):
        actions.tally(at=world.AT)
        change()
        seconds.append(once(get))
    return Taken(tuple(seconds))


def _one_more() -> None:
    kinds = [own.kind for own in queries.indicators().values()]
    most = max(set(kinds), key=lambda key: (kinds.count(key), key))
    day = Period(date(2017, 6, 1), date(2017, 6, 1))
    one = Activity(most, "NPA", day, "13", invented=True)
    actions.record_many(activities=[one], actor=audit.job("benchmark"), at=world.AT)


def _all_changed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)


def _promise(what: str, found: Taken) -> dict[str, Any]:
    return {
        "what": what,
        "measured": found.ms,
        "quietest_run": found.least_ms,
        "most": PROMISED_MS,
        "kept": found.ms <= PROMISED_MS,
    }
