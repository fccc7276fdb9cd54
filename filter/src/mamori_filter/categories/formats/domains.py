"""Plain domains, one a line."""

from collections.abc import Iterable, Iterator

from mamori_filter.categories.formats.items import Item, host_item


def read_domains(lines: Iterable[str]) -> Iterator[Item]:
    """Comments begin with ``#``, ``;`` or ``!``; a leading dot or ``*.`` says what a host means anyway: the
    names below it."""
    for number, line in enumerate(lines, 1):
        name = line.split("#", 1)[0].strip()
        if not name or name[0] in ";!":
            continue
        yield host_item(number, name.removeprefix("*." if name[0] == "*" else "."))
