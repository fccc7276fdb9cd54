"""Scopes, expressions and their keyed fingerprints."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from siphash24 import siphash24

from mamori_filter.canonical import Form

LONGEST_HOST = 253  # octets, RFC 1035
DEEPEST_PREFIX = 32  # segments, §3.3
WHOLE = 2**64 - 1


class Scope(IntEnum):
    """How much an entry lists. It is part of the fingerprint: a page is never widened to its host."""

    HOST = 1  # a dedicated host and all below it
    PREFIX = 2  # one host, every path that begins so
    PATH = 3  # one host, one path, whatever the query
    QUERY = 4  # one host, one path, one query

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {Scope.HOST: "host", Scope.PREFIX: "prefix", Scope.PATH: "path", Scope.QUERY: "query"}
OCTETS = tuple(bytes([scope]) for scope in range(5))
_HOST, _PREFIX, _PATH, _QUERY = Scope


class Candidate(NamedTuple):
    """A fingerprint an address may be listed under. ``steps``: labels left off for a host, segments kept
    for a prefix."""

    fingerprint: int
    scope: Scope
    steps: int


def fingerprint(key: bytes, expression: str, scope: Scope) -> int:
    """SipHash-2-4 of the expression's ASCII text and one octet for the scope, §3.2."""
    found = siphash24(expression.encode("ascii") + OCTETS[scope], key=key)
    return int(found.intdigest()) & WHOLE  # it is told as a signed number


def expressions(form: Form) -> list[tuple[Scope, str, int]]:
    """What an address may be listed under, with the steps, in the order in which it is asked, §3.3."""
    host, path, query = form
    if form.is_ip:
        found = [(_HOST, host, 0)]
    else:
        found = []
        start = steps = 0
        while (dot := host.find(".", start)) >= 0:  # a single label is never listed
            if len(host) - start <= LONGEST_HOST:
                found.append((_HOST, host[start:], steps))
            start, steps = dot + 1, steps + 1
    text = host + path
    end, size, kept = text.find("/", len(host) + 1), len(text), 0
    while end >= 0 and kept < DEEPEST_PREFIX:
        kept += 1
        end += 1
        found.append((_PREFIX, text[:end], kept))
        end = text.find("/", end, size)
    found.append((_PATH, text, 0))
    if query is not None:
        found.append((_QUERY, f"{text}?{query}", 0))
    return found


def candidates(key: bytes, form: Form) -> Iterator[Candidate]:
    """The fingerprints an address may be listed under, in the order of ``expressions``."""
    for scope, text, steps in expressions(form):
        yield Candidate(fingerprint(key, text, scope), scope, steps)
