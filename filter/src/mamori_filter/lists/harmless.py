"""Addresses known to be harmless: no entry may list one, in either form."""

from collections.abc import Iterable

from mamori_filter.canonical import forms
from mamori_filter.lists.entries import Entry
from mamori_filter.lists.fingerprints import Scope, expressions


class Harmless:
    """Every expression under which a harmless address would be listed."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._expressions: set[tuple[Scope, str]] = set()
        for address in addresses:
            for form in filter(None, forms(address) or ()):
                self._expressions.update((scope, text) for scope, text, _ in expressions(form))

    def meets(self, entry: Entry) -> bool:
        return any((entry.scope, text) in self._expressions for text in entry.texts)
