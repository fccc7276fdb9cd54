"""The service: an ASGI application that answers with verdicts. Addresses come in bodies only, since a line
of a request is what servers and proxies like to write down. See docs/policy/filter.md §2."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mamori_filter import metrics
from mamori_filter.adapters.doorkeeping import Token, TokenBucket
from mamori_filter.adapters.http import Answer, Problem, problem_of, read_body, send_answer
from mamori_filter.filters import Filter
from mamori_filter.octets import as_text
from mamori_filter.refusals import Refused, Text
from mamori_filter.verdict_lines import VerdictLines

log = logging.getLogger("mamori_filter")
MOST_URLS = 1_000  # in one /check
MOST_LINES = 100_000  # in one /check-lines
_AT_ONCE = 5_000  # addresses, before other questions have their turn


@dataclass(frozen=True, slots=True)
class Desk:
    """What a route works with. ``clock`` in seconds since 1970."""

    filter: Filter
    clock: Callable[[], float]
    lines: VerdictLines
    bucket: TokenBucket | None

    @property
    def now(self) -> int:
        return int(self.clock())

    def charge(self, questions: int) -> None:
        """Counts questions against the rate. Every route that answers about addresses calls it.

        :raises Problem: ``too_many_questions``.
        """
        if self.bucket is None:
            return
        wait = self.bucket.wait()
        if wait:
            raise Problem(
                429,
                "too_many_questions",
                Text(
                    f"問合せが多すぎます。{wait}秒後にお試しください。",
                    f"Too many questions; ask again in {wait} s.",
                ),
                (("Retry-After", str(wait)),),
            )
        self.bucket.take(questions)


Handler = Callable[[Desk, bytes], Answer]


class Route(NamedTuple):
    """``handler(desk, body)`` answers, or raises ``Problem`` or ``Refused``."""

    method: str
    handler: Handler


class Service:
    """``routes`` are added to, or stand in for, the service's own.

    Without ``token`` anyone who reaches the socket may ask; with it, strangers hear one and the same 401.
    """

    def __init__(
        self,
        filter: Filter,
        clock: Callable[[], float],
        *,
        token: Token | None = None,
        bucket: TokenBucket | None = None,
        routes: Mapping[str, Route] | None = None,
    ) -> None:
        self.desk = Desk(filter, clock, VerdictLines(), bucket)
        self.token = token
        self.routes = {**ROUTES, **(routes or {})}

    async def __call__(
        self,
        scope: Any,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        answer = await self._answer(scope, receive)
        if self.token is None or answer.status != 401:
            answer = _marked(answer, self.desk)
        try:
            await send_answer(answer, send, head=scope["method"] == "HEAD")
        except Exception as error:
            # The answer ends unfinished, which the caller sees; the server would log the error's text.
            log.error("An answer was cut off: %s", type(error).__name__)

    async def _answer(self, scope: Any, receive: Callable[[], Awaitable[Any]]) -> Answer:
        try:
            headers = dict(scope["headers"])
            if self.token and not self.token.fits(headers.get(b"authorization", b"")):
                raise _stranger()
            route = self._route(scope, headers)
            return route.handler(self.desk, await read_body(scope, receive))
        except Problem as problem:
            return problem.answer()
        except Refused as refused:
            return problem_of(refused).answer()
        except Exception as error:
            log.error("A question could not be answered: %s", type(error).__name__)
            return _broken().answer()

    def _route(self, scope: Any, headers: Mapping[bytes, bytes]) -> Route:
        if b"origin" in headers:
            raise _from_a_browser()
        if scope.get("query_string"):
            raise _in_the_query()
        route = self.routes.get(scope["path"])
        if route is None:
            raise Problem(
                404, "not_found", Text("ここには何もありません。", "There is nothing here.")
            )
        if scope["method"] != route.method and (scope["method"], route.method) != ("HEAD", "GET"):
            raise Problem(
                405,
                "method",
                Text(f"{route.method} で問い合わせてください。", f"Ask by {route.method}."),
                (("Allow", route.method),),
            )
        return route


def check(desk: Desk, body: bytes) -> Answer:
    """POST /check {"url": …} → a verdict; {"urls": […]} → {"verdicts": […]}, in their order."""
    asked = _json(body)
    match asked:
        case {"url": str(url)} if len(asked) == 1:
            desk.charge(1)
            return Answer(200, desk.lines.texts([desk.filter.check(url, desk.now)])[0])
        case {"urls": [*urls]} if len(asked) == 1 and all(isinstance(url, str) for url in urls):
            if len(urls) > MOST_URLS:
                raise _too_many(MOST_URLS)
            desk.charge(len(urls))
            texts = desk.lines.texts(desk.filter.check_many(urls, desk.now))
            return Answer(200, b'{"verdicts": [' + b", ".join(texts) + b"]}")
    raise Problem(
        400,
        "question",
        Text(
            '本文は {"url": "…"} か {"urls": ["…"]} です。',
            'The body is {"url": "…"} or {"urls": ["…"]}.',
        ),
    )


def check_lines(desk: Desk, body: bytes) -> Answer:
    """POST /check-lines, an address a line → a verdict a line, in their order, blank lines too."""
    lines = body.split(b"\n")
    if not lines[-1]:
        lines.pop()
    if len(lines) > MOST_LINES:
        raise _too_many(MOST_LINES)
    desk.charge(len(lines))
    return Answer(200, _line_by_line(desk, lines), "application/x-ndjson")


async def _line_by_line(desk: Desk, lines: list[bytes]) -> AsyncIterator[bytes]:
    for start in range(0, len(lines), _AT_ONCE):
        addresses = [as_text(line) for line in lines[start : start + _AT_ONCE]]
        texts = desk.lines.texts(desk.filter.check_many(addresses, desk.now))
        yield b"\n".join(texts) + b"\n"
        await asyncio.sleep(0)


def status(desk: Desk, body: bytes) -> Answer:
    """GET /status: engine, list version, entries, age, and of a refused update the code and the reason."""
    refused = desk.filter.refused
    told = desk.filter.status(desk.now).as_dict() | {
        "refused": refused.code if refused else None,
        "refused_reason": refused.message._asdict() if refused else None,
    }
    return Answer(200, json.dumps(told, ensure_ascii=False).encode())


def counts(desk: Desk, body: bytes) -> Answer:
    """GET /metrics, for Prometheus."""
    return Answer(200, metrics.metrics_text(desk.filter, desk.now), metrics.CONTENT_TYPE)


def health(desk: Desk, body: bytes) -> Answer:
    """GET /health: 200 while verdicts are given, from a stale list too."""
    return Answer(200, b'{"answers": true}')


ROUTES: dict[str, Route] = {
    "/check": Route("POST", check),
    "/check-lines": Route("POST", check_lines),
    "/status": Route("GET", status),
    "/metrics": Route("GET", counts),
    "/health": Route("GET", health),
}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(
            400, "json", Text("本文を JSON として読めません。", "The body is not JSON.")
        ) from None


def _marked(answer: Answer, desk: Desk) -> Answer:
    if not desk.filter.status(desk.now).stale:
        return answer
    headers = (*answer.headers, ("Mamori-List-Stale", "true"))
    return Answer(answer.status, answer.body, answer.kind, headers)


def _stranger() -> Problem:
    return Problem(
        401,
        "token",
        Text("トークンが要ります。", "A token is needed."),
        (("WWW-Authenticate", "Bearer"),),
    )


def _from_a_browser() -> Problem:
    return Problem(
        403,
        "browser",
        Text("ウェブページからは問い合わせられません。", "A web page may not ask."),
    )


def _in_the_query() -> Problem:
    return Problem(
        400,
        "query",
        Text(
            "アドレスは本文に書いてください。行き先の「?」以後は記録に残りやすいため、受け取りません。",
            "Put addresses in the body: what follows a question mark in the target is often logged on the way,"
            " so it is not taken.",
        ),
    )


def _too_many(most: int) -> Problem:
    return Problem(
        413,
        "too_many",
        Text(f"一度に{most:,}件までです。", f"At most {most:,} addresses at once."),
    )


def _broken() -> Problem:
    return Problem(
        500,
        "broken",
        Text("答えられませんでした。通してよいという意味ではありません。",
             "No answer could be given. That does not mean the address may pass."),
    )  # fmt: skip
