"""The middleware's own answers: a page for people, JSON for programs, never with the address."""

import json
import logging
from collections.abc import Callable
from typing import NamedTuple

from mamori_filter.adapters.page import POLICY, UNAVAILABLE, Page
from mamori_filter.refusals import Refused
from mamori_filter.verdicts import Verdict

log = logging.getLogger("mamori_filter")
UNAVAILABLE_FOR_LEGAL_REASONS, FORBIDDEN = 451, 403


class Reply(NamedTuple):
    """``headers``: names in lower case."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Gate(NamedTuple):
    """What ASGI and WSGI share: whether an address passes, and what is said where it does not.

    ``check`` is a filter's. ``status`` is 451 (RFC 7725) or 403. See docs/policy/filter.md §5.
    """

    check: Callable[[str], Verdict]
    status: int
    page: Page

    def reply(
        self, ask: Callable[[], str | list[str]], accept: str, languages: str
    ) -> Reply | None:
        """None where the request may pass. Whatever goes wrong in asking closes the gate."""
        try:
            verdict = self._listed(ask())
            if verdict is None:
                return None
            return self._blocked(verdict, accept, languages)
        except Exception as error:
            log.error("The filter could not answer: %s", type(error).__name__)
            return self._unavailable(accept, languages)

    def _listed(self, asked: str | list[str]) -> Verdict | None:
        for address in [asked] if isinstance(asked, str) else asked:
            verdict = self.check(address)
            if verdict.listed:
                return verdict
        return None

    def _blocked(self, verdict: Verdict, accept: str, languages: str) -> Reply:
        if wants_json(accept):
            notice = verdict.notice
            said = verdict._asdict() | {"notice": notice._asdict() if notice else None}
            return _reply(self.status, "application/json", json.dumps(said, ensure_ascii=False))
        return _reply(self.status, HTML, self.page.blocked(verdict, language_of(languages)))

    def _unavailable(self, accept: str, languages: str) -> Reply:
        if wants_json(accept):
            said = {
                "status": 503,
                "title": "Service Unavailable",
                "code": "filter_unavailable",
                "detail": UNAVAILABLE.en,
                "detail_ja": UNAVAILABLE.ja,
            }
            return _reply(503, "application/problem+json", json.dumps(said, ensure_ascii=False))
        return _reply(503, HTML, self.page.unavailable(language_of(languages)))


HTML = "text/html; charset=utf-8"


def gate(check: Callable[[str], Verdict], status: int, page: Page | None) -> Gate:
    """:raises Refused: ``status``: neither 451 nor 403."""
    if status not in (UNAVAILABLE_FOR_LEGAL_REASONS, FORBIDDEN):
        raise Refused(
            "status",
            "遮断の応答は 451 か 403 です。",
            "A blocked page is answered with 451 or 403.",
        )
    return Gate(check, status, page or Page())


def wants_json(accept: str) -> bool:
    """Whether the ``Accept`` header likes JSON better than a page."""
    liked = dict(_weighed(accept))
    anything = liked.get("*/*", 0.0)
    page = liked.get("text/html", liked.get("text/*", anything))
    asked = max(liked.get("application/json", 0.0), liked.get("application/problem+json", 0.0))
    return asked > page or (asked == page > 0 and "text/html" not in liked)


def language_of(accepted: str) -> str:
    """The language that stands first: "en" where it is liked better than Japanese."""
    liked: dict[str, float] = {}
    for name, weight in _weighed(accepted):
        liked.setdefault(name.partition("-")[0], weight)
    return "en" if liked.get("en", 0.0) > liked.get("ja", liked.get("*", 0.0)) else "ja"


def _weighed(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            found.append((name, float(weight)))
        except ValueError:
            found.append((name, 0.0))
    return found


def _reply(status: int, kind: str, text: str) -> Reply:
    body = text.encode()
    headers = {
        "content-type": kind,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "content-language": "ja, en",
        "content-security-policy": POLICY,
        "referrer-policy": "no-referrer",
        "vary": "Accept, Accept-Language",
        "x-content-type-options": "nosniff",
    }
    return Reply(status, list(headers.items()), body)
