"""Hosts files, as resolvers read them: an address that leads nowhere, and the names that are sent there."""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from mamori_filter.categories.formats.items import Ignored, Item, Malformed, host_item

NOWHERE = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1", "0", "::0"})  # noqa: S104 - read, never bound


def read_hosts(lines: Iterable[str]) -> Iterator[Item]:
    """A name beside an address that leads somewhere is a real one, not a block: ignored as ``elsewhere``."""
    for number, line in enumerate(lines, 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        if len(words) == 1 or not (words[0] in NOWHERE or _is_address(words[0])):
            yield Malformed(number)
        elif words[0] not in NOWHERE:
            yield Ignored(number, "elsewhere")
        else:
            for name in words[1:]:
                yield host_item(number, name)


def _is_address(text: str) -> bool:
    try:
        ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    return True
