"""WSGI middleware: a listed address is answered here and never reaches the application."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from mamori_filter.adapters.asked import addresses_in_query, addresses_of_environ
from mamori_filter.adapters.page import Page
from mamori_filter.adapters.replies import UNAVAILABLE_FOR_LEGAL_REASONS, gate
from mamori_filter.filters import Filter

Environ = Mapping[str, Any]
StartResponse = Callable[..., Any]
App = Callable[[Any, StartResponse], Iterable[bytes]]
AddressOf = Callable[[Environ], str | list[str]]


def query_parameter(name: str) -> AddressOf:
    """The addresses in a parameter of the query, as ``/go?url=…`` has one; none where it is missing."""
    return lambda environ: addresses_in_query(
        environ.get("QUERY_STRING", "").encode("latin-1", "replace"), name
    )


class AddressFilter:
    """As ``mamori_filter.adapters.asgi.AddressFilter``, for WSGI.

    :raises Refused: ``status``.
    """

    def __init__(
        self,
        app: App,
        filter: Filter,
        *,
        address_of: AddressOf = addresses_of_environ,
        status: int = UNAVAILABLE_FOR_LEGAL_REASONS,
        page: Page | None = None,
    ) -> None:
        self.app = app
        self.gate = gate(lambda address: filter.check(address), status, page)
        self.address_of = address_of

    def __call__(self, environ: Any, start_response: StartResponse) -> Iterable[bytes]:
        reply = self.gate.reply(
            lambda: self.address_of(environ),
            environ.get("HTTP_ACCEPT", ""),
            environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        )
        if reply is None:
            return self.app(environ, start_response)
        status = HTTPStatus(reply.status)
        headers = [(name.title(), value) for name, value in reply.headers]
        start_response(f"{status.value} {status.phrase}", headers)
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [reply.body]
