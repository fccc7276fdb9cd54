"""Pages without their scheme, one a line, as the UT1 collection writes them."""

from collections.abc import Iterable, Iterator

from mamori_filter.categories.formats.items import Item, Listed, Malformed, host_item


def read_urls(lines: Iterable[str]) -> Iterator[Item]:
    """``host/path/`` is a prefix, ``host/path`` a path, with a question mark a query. The first page of a host
    is that page only: a page is never widened to its host."""
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text[0] == "#":
            continue
        text = text.removeprefix("http://").removeprefix("https://").split("#", 1)[0]
        host, _, path = text.partition("/")
        if "?" in host:
            yield Malformed(number)
            continue
        item = host_item(number, host.rpartition(":")[0] if _has_port(host) else host)
        yield Listed(number, *_scoped(item.text, path)) if isinstance(item, Listed) else item


def _has_port(host: str) -> bool:
    name, colon, port = host.rpartition(":")
    return bool(colon) and ":" not in name and port.isdigit()


def _scoped(host: str, path: str) -> tuple[str, str]:
    text = f"{host}/{path}"
    if "?" in path:
        before, _, query = path.partition("?")
        return ("query", text) if query else _scoped(host, before)
    return ("prefix", text) if path.endswith("/") and path.strip("/") else ("path", text)
