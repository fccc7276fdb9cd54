"""Every page anyone can open, as the server answers it: how long, and how many queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from benchmarks import caches, returns, world
from benchmarks.measure import Progress, Taken, round_robin
from mamori.accounts import queries as accounts
from mamori.accounts.rules import Role
from mamori.site.api import api

PUBLIC, STAFF, FILE = "public", "staff", "file"
PROMISED = {PUBLIC: 50.0, STAFF: 100.0}  # ms; a file is made by the writers and promised elsewhere
SPOKEN = "ja"
SERIES = "csam_offences_child_victims"  # the longest one
ROUND_STEPS = ("remind", "accept", "send_back", "extend", "comment_on", "ask_for", "clear")


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    kind: str
    url: str
    client: Client


@dataclass(frozen=True, slots=True)
class Seen:
    """One page in one world. ``cold``: nothing drawn or written before is remembered."""

    queries: int
    warm: Taken
    cold: Taken | None


@dataclass(slots=True)
class Row:
    name: str
    kind: str
    seen: dict[str, Seen] = field(default_factory=dict)


def look(rows: dict[str, Row], world_name: str, runs: int, progress: Progress) -> list[str]:
    """Open every page of the world as it is now and write down what was seen.

    Answers the names left out: ways that only lead on, or that nobody could open.
    """
    pages, left_out = _openable()
    progress.say(f"{len(pages)} pages, {world_name}")
    queries = [_queries(page) for page in pages]
    cold: list[Taken] | list[None] = [None] * len(pages)
    if world_name == world.PROMISED:
        cold = round_robin([partial(_get, page, afresh=True) for page in pages], 3)
        for page in pages:
            _get(page)
    warm = round_robin([partial(_get, page) for page in pages], runs)
    for page, seen in zip(pages, map(Seen, queries, warm, cold), strict=True):
        rows.setdefault(page.name, Row(page.name, page.kind)).seen[world_name] = seen
    return left_out


def _queries(page: Page) -> int:
    _get(page)
    with CaptureQueriesContext(connection) as asked:
        _get(page)
    return len(asked)  # at once: the next request forgets what was asked


def _get(page: Page, *, afresh: bool = False) -> None:
    if afresh:
        caches.forget()
    page.client.get(page.url, SERVER_NAME="localhost")


def _openable() -> tuple[list[Page], list[str]]:
    clients, pages, left_out = _clients(), [], []
    for name, kind, url in _addresses():
        for client in clients[:1] if kind == PUBLIC else clients:
            if url and client.get(url, SERVER_NAME="localhost").status_code == HTTPStatus.OK:
                pages.append(Page(name, kind, url, client))
                break
        else:
            left_out.append(name)
    return pages, left_out


def _clients() -> list[Client]:
    """The public, and two people of the demonstration who between them may open everything."""
    found = [Client(raise_request_exception=False)]
    wanted = (Role.SECRETARIAT, Role.ADMINISTRATOR)
    for person in accounts.demonstration_people():
        if any(held.role in wanted for held in person.roles):
            client = Client(raise_request_exception=False)
            way_in = reverse("accounts:demonstration")
            client.post(way_in, {"person": person.person_id}, SERVER_NAME="localhost")
            found.append(client)
    return found


def _addresses() -> Iterator[tuple[str, str, str]]:
    with translation.override(SPOKEN):
        for name, access in _routes():
            for suffix, arguments in _arguments(name):
                kind = PUBLIC if access == "open to all" else STAFF
                if suffix:
                    kind = FILE
                yield f"{name}{suffix}", kind, _address(name, arguments)
        key = world.newest_outline()
        yield "api outlines", PUBLIC, "/api/v1/plan/outlines"
        yield "api outline", PUBLIC, f"/api/v1/plan/outlines/{key}"


def _address(name: str, arguments: dict[str, object]) -> str:
    """Empty where nobody has said what fills its gaps: such a page is left out by name."""
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return ""


def _routes(resolver: URLResolver | None = None, within: str = "") -> Iterator[tuple[str, object]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{within}{entry.name}", getattr(entry.callback, "access", "")
        elif entry.namespace != api.urls_namespace:
            inner = f"{within}{entry.namespace}:" if entry.namespace else within
            yield from _routes(entry, inner)


def _arguments(name: str) -> list[tuple[str, dict[str, object]]]:
    """What fills the addresses that have a gap; a suffix names each of several files."""
    outline, measure = world.newest_outline(), world.first_measure()
    sheets = [(f" {form}", {"form": form}) for form in ("csv", "xlsx")]
    of_round: list[tuple[str, dict[str, object]]] = [("", {"key": returns.ROUND})]
    known: dict[str, list[tuple[str, dict[str, object]]]] = {
        "plan:plan": [("", {"key": world.PLAN})],
        "plan:measures_file": [(s, {"key": world.PLAN, **form}) for s, form in sheets],
        "plan:measure": [("", {"plan_key": world.PLAN, "key": measure})],
        "plan:outline": [("", {"key": outline})],
        "plan:outline_file": [
            (f" {form}", {"key": outline, "form": form}) for form in ("pdf", "docx", "json", "zip")
        ],
        "plan:staff_measures_file": [(s, dict(form)) for s, form in sheets],
        "plan:staff_measure": [("", {"key": measure})],
        "plan:edit_measure": [("", {"key": measure})],
        "plan:add_owner": [],
        "plan:end_owner": [],
        "plan:retire_measure": [],
        **{f"plan:{name}": of_round for name in ("board", "working_day", "sections", "edition")},
        "plan:board_file": [(s, {**of_round[0][1], **form}) for s, form in sheets],
        **{f"plan:{name}": [] for name in ROUND_STEPS},
        "statistics:series": [("", {"key": SERIES})],
        "statistics:series_file": [(s, dict(form)) for s, form in sheets],
        "statistics:values_file": [
            (f" {form}", {"key": SERIES, "form": form}) for form in ("csv", "sdmx", "xlsx", "zip")
        ],
        "accounts:agency": [("", {"key": "NPA"})],
        "accounts:edit_agency": [("", {"key": "NPA"})],
        "accounts:hand_over": [("", {"key": "child_guidance"})],
        "accounts:person": [("", {"person_id": accounts.demonstration_people()[0].person_id})],
        "accounts:end_role": [],
        "mfa_edit_webauthn": [],
        "mfa_remove_webauthn": [],
    }
    return known.get(name, [("", {})])


def growing(rows: Iterable[Row]) -> list[str]:
    """Pages whose number of queries is not the same in every world."""
    return [row.name for row in rows if len({s.queries for s in row.seen.values()}) > 1]


def slowest(rows: Iterable[Row], kind: str, world_name: str) -> Row:
    known = (row for row in rows if row.kind == kind and world_name in row.seen)
    return max(known, key=lambda row: row.seen[world_name].warm.median)
