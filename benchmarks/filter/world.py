"""Invented lists and invented addresses, the same in every run."""

import random
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from mamori_filter.canonical import Form
from mamori_filter.lists.building import Terms, build, file_of
from mamori_filter.lists.entries import Entry
from mamori_filter.lists.fingerprints import Scope
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.records import width_for

KEY = blake2b(b"a benchmark has no secrets").digest()[:32]
HOSTS = PAGES = 1_000_000
WORDS = (
    "album",
    "archive",
    "blog",
    "board",
    "c",
    "file",
    "gallery",
    "img",
    "item",
    "news",
    "p",
    "topics",
    "u",
)
ADDRESSES = (
    50_000  # of each kind: one that is asked about has just been read, so it lies in the cache
)


def host(n: int) -> str:
    return f"{WORDS[n % 13]}{n * 7919 % 9_999_991}.listed{n % 97}.test"


def page(n: int) -> Entry:
    """A quarter each: a prefix, a path, a query, and a path on a host that has many."""
    site, rest = f"site{n % 60_000}.shared{n % 31}.test", n % 4
    path = f"/{WORDS[n % 13]}/{n}/"
    if rest == 0:
        return Entry(n, Scope.PREFIX, (Form(site, path, None),), f"P-{n}", 0)
    if rest == 1:
        return Entry(n, Scope.QUERY, (Form(site, path + "view", f"id={n}&page=2"),), f"Q-{n}", 0)
    where = site if rest == 2 else f"many{n % 400}.shared.test"
    return Entry(n, Scope.PATH, (Form(where, path + "view.html", None),), f"E-{n}", 0)


def entries(hosts: int, pages: int) -> Iterator[Entry]:
    for n in range(hosts):
        yield Entry(n, Scope.HOST, (Form(host(n), "/", None),), f"H-{n}", 0)
    for n in range(pages):
        yield page(n)


def made(path: Path, hosts: int, pages: int, version: int = 1) -> Path:
    path.write_bytes(build(entries(hosts, pages), KEY, Terms(version, 1)).octets)
    return path


def of_random_keys(path: Path, count: int) -> Path:
    """A list of many entries at once: its fingerprints are drawn, as SipHash's are indistinguishable from
    drawn ones; its records are never opened, because no address meets them."""
    import numpy

    drawn = numpy.unique(numpy.random.default_rng(7).integers(0, 2**64, count, dtype=numpy.uint64))
    keys = array("Q")
    keys.frombytes(drawn.tobytes())
    terms, width = Terms(1, 1), width_for(8)
    octets = file_of(
        keys, bytes(len(keys) * width), width, derive(KEY, list_id_of(terms.name)), terms, count
    )
    path.write_bytes(octets)
    return path


def not_listed(count: int = ADDRESSES) -> list[str]:
    """Hosts of two to four labels, one to four segments, every third with a query."""
    rnd = random.Random(20261125)
    return [_harmless(rnd, n) for n in range(count)]


def _harmless(rnd: random.Random, n: int) -> str:
    labels = [f"{rnd.choice(WORDS)}{rnd.randrange(10**7)}", *(["www"], [], ["img", "cdn"])[n % 3]]
    path = "/".join(rnd.choice(WORDS) for _ in range(1 + n % 4))
    query = f"?id={rnd.randrange(10**6)}&lang=ja" if n % 3 == 0 else ""
    return f"https://{'.'.join(reversed(labels))}.example/{path}/{rnd.randrange(10**6)}.html{query}"


def listed(count: int = ADDRESSES, hosts: int = HOSTS, pages: int = PAGES) -> list[str]:
    """Half on dedicated hosts, half pages."""
    rnd = random.Random(189)
    return [
        f"http://www.{host(rnd.randrange(hosts))}/top/{n}.html"
        if n % 2
        else _page(rnd.randrange(pages))
        for n in range(count)
    ]


def other_pages(count: int = ADDRESSES) -> list[str]:
    """Pages that are not listed, on hosts of pages that are."""
    rnd = random.Random(8103)
    return [
        f"https://site{rnd.randrange(60_000)}.shared{rnd.randrange(31)}.test/board/{n}/view.html"
        for n in range(count)
    ]


def _page(n: int) -> str:
    found = page(n)
    return f"https://{found.forms[0].text}" + (
        "1/large.html" if found.scope is Scope.PREFIX else ""
    )
