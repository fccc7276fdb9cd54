"""The address that a request asks for, as ASGI and WSGI tell it."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from mamori_filter.octets import as_text

Scope = Mapping[str, Any]
_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_PATH_SIGNS = "/!$&'()*+,;=:@~"  # stand for themselves in a path


def addresses_of_scope(scope: Scope) -> list[str]:
    """The request's own address: scheme, host, path and query as received. An absolute target (a forward
    proxy's request) is the address itself; where its ``Host`` says otherwise, both are asked."""
    headers = (value for name, value in scope["headers"] if name == b"host")
    host = as_text(next(headers, b"")) or _server(scope)
    target = scope.get("raw_path") or quote(scope["path"], safe=_PATH_SIGNS).encode()
    query = as_text(scope.get("query_string") or b"")
    return _addresses(
        scope.get("method"), scope.get("scheme") or "http", host, as_text(target), query
    )


def addresses_of_environ(environ: Mapping[str, Any]) -> list[str]:
    """As ``addresses_of_scope``. Where the server tells the target as received (``REQUEST_URI`` or
    ``RAW_URI``) that is taken; else it is put together from the decoded path."""
    host = _octets(environ.get("HTTP_HOST")) or _named_server(environ)
    raw = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    if raw:
        target, _, query = _octets(raw).partition("?")
    else:
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        target = quote(path.encode("latin-1"), safe=_PATH_SIGNS)
        query = _octets(environ.get("QUERY_STRING"))
    scheme = environ.get("wsgi.url_scheme", "http")
    return _addresses(environ.get("REQUEST_METHOD"), scheme, host, target, query)


def addresses_in_query(query: bytes, name: str) -> list[str]:
    """Every value of the parameter: which of them the application reads is not known here."""
    wanted = name.encode().decode("latin-1")
    # By way of Latin-1, where every octet is a sign and none is lost.
    found = parse_qsl(query.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    return [_octets(value) for key, value in found if key == wanted]


def distinct(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))


def _addresses(method: str | None, scheme: str, host: str, target: str, query: str) -> list[str]:
    if method == "CONNECT":
        return [target.lstrip("/")]
    tail = f"?{query}" if query else ""
    if target in ("", "*"):  # "OPTIONS *" asks about the server
        return [f"{scheme}://{host}{tail}"]
    if target.startswith("/"):
        return [f"{scheme}://{host}{target}{tail}"]
    path = "/" + target.partition("://")[2].partition("/")[2]
    return distinct([target + tail, f"{scheme}://{host}{path}{tail}"])


def _server(scope: Scope) -> str:
    name, port = scope.get("server") or ("", None)
    if port is None or port == _DEFAULT_PORTS.get(scope.get("scheme", "http")):
        return str(name)
    return f"{name}:{port}"


def _named_server(environ: Mapping[str, Any]) -> str:
    name, port = environ.get("SERVER_NAME", ""), environ.get("SERVER_PORT", "")
    return f"{name}:{port}" if port else str(name)


def _octets(text: str | None) -> str:
    """WSGI writes octets as Latin-1."""
    return as_text((text or "").encode("latin-1", "replace"))
