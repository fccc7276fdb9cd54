"""ASGI middleware: a listed address is answered here and never reaches the application."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from mamori_filter.adapters.asked import Scope, addresses_in_query, addresses_of_scope
from mamori_filter.adapters.page import Page
from mamori_filter.adapters.replies import UNAVAILABLE_FOR_LEGAL_REASONS, Reply, gate
from mamori_filter.filters import Filter

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]
AddressOf = Callable[[Scope], str | list[str]]


def query_parameter(name: str) -> AddressOf:
    """The addresses in a parameter of the query, as ``/go?url=…`` has one; none where it is missing."""
    return lambda scope: addresses_in_query(scope.get("query_string") or b"", name)


class AddressFilter:
    """``AddressFilter(app, filter)`` asks for the request's own address; ``address_of`` for another, or for
    several where a request can be read in more ways than one.

    Listed: status 451 (or 403) with a page, or with JSON where that is asked for. What is no web address
    passes: the application answers it. A filter that fails closes: 503. A listed websocket is closed before
    it opens. See docs/policy/filter.md §5.

    :raises Refused: ``status``.
    """

    def __init__(
        self,
        app: App,
        filter: Filter,
        *,
        address_of: AddressOf = addresses_of_scope,
        status: int = UNAVAILABLE_FOR_LEGAL_REASONS,
        page: Page | None = None,
    ) -> None:
        self.app = app
        # The filter's present method at each call: a refresh replaces it.
        self.gate = gate(lambda address: filter.check(address), status, page)
        self.address_of = address_of

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        reply = self.gate.reply(
            lambda: self.address_of(scope),
            headers.get(b"accept", b"").decode("latin-1"),
            headers.get(b"accept-language", b"").decode("latin-1"),
        )
        if reply is None:
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008})
        return await _answer(reply, scope["method"], send)


async def _answer(reply: Reply, method: str, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in reply.headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = b"" if method == "HEAD" else reply.body
    await send({"type": "http.response.body", "body": body})
