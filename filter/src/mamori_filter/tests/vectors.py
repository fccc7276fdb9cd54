"""python -m mamori_filter.tests.vectors: the vectors beside docs/policy/address-list-format.md, made anew.

Whoever writes a reader in another language starts from these: every octet of a list, a delta and a short
list, and the answers to give."""

import json
import sys
from typing import Any

from mamori_filter.canonical import Form, forms
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists import deltas
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.fingerprints import fingerprint
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.short.shortening import shorten

KEY = bytes(range(32))
NAME, CREATED = "vectors", 1_795_600_000
OLD = (
    ("host", "bad-host.test", "H1", ""),
    ("host", "198.51.100.7", "H2", ""),
    ("prefix", "shared.test/gallery/7/", "P1", "2027-03-31"),
    ("path", "shared.test/a/%62/c.html", "E1", ""),
    ("query", "shared.test/view?id=7&page=2", "Q1", ""),
)
NEW = (
    *OLD[:2],
    ("prefix", "shared.test/gallery/7/", "P1", "2027-06-30"),
    *OLD[4:],
    ("host", "bücher.test", "H3", ""),
)
ADDRESSES = (
    "http://bad-host.test/",
    "HTTPS://user@IMG.Bad-Host.TEST.:8443/x?y#z",
    "http://bad-host.test.example.test/",
    "http://3325256711/",
    "http://[64:ff9b::198.51.100.7]/",
    "http://shared.test/gallery/7/2026/1.jpg?w=1",
    "http://shared.test/gallery/7/../8/1.jpg",
    "http://shared.test//a/./%2562/c.html?x=1",
    "http://shared.test/view?id=%37&page=2",
    "http://shared.test/view?page=2&id=7",
    "http://BÜCHER.test/",
    "shared.test/a/b/c.html",
    "mailto:someone@bad-host.test",
)
DATES = (CREATED, 1_806_600_000)  # before and after P1 of the old list expires


def made() -> dict[str, Any]:
    old, new = _list(OLD, 1), _list(NEW, 2)
    keys = derive(KEY, list_id_of(NAME))
    return {
        "title": "Vectors of the address list, format 1",
        "key": KEY.hex(),
        "name": NAME,
        "list_id": list_id_of(NAME).hex(),
        "derived": {
            part: getattr(keys, part).hex() for part in ("fingerprint", "seal", "mask", "header")
        },
        "forms": [_forms(address) for address in ADDRESSES],
        "entries": [_entry(keys.fingerprint, row) for row in OLD],
        "list": bytes(old.octets).hex(),
        "new_list": bytes(new.octets).hex(),
        "delta": deltas.make(old, new).hex(),
        "short_list": shorten(old, bits=8, now=CREATED).octets.hex(),
        "verdicts": [
            {"list": name, "address": address, "now": now, **_verdict(opened, address, now)}
            for name, opened in (("list", old), ("new_list", new))
            for address in ADDRESSES
            for now in DATES
        ],
    }


def text() -> str:
    return json.dumps(made(), ensure_ascii=False, indent=1) + "\n"


def _list(rows: tuple[tuple[str, str, str, str], ...], version: int) -> OpenList:
    entries = [entry_of(Row(number, *row)) for number, row in enumerate(rows, 2)]
    octets = build(entries, KEY, Terms(version, CREATED, NAME)).octets
    return read_list(memoryview(octets), KEY)


def _forms(address: str) -> dict[str, Any]:
    found = forms(address)
    return {
        "address": address,
        "strict": found and _parts(found.strict),
        "second": found and _parts(found.second),
    }


def _parts(form: Form | None) -> dict[str, Any] | None:
    return None if form is None else form._asdict()


def _entry(key: bytes, row: tuple[str, str, str, str]) -> dict[str, Any]:
    entry = entry_of(Row(2, *row))
    found = [
        {"expression": text, "fingerprint": f"{fingerprint(key, text, entry.scope):016x}"}
        for text in entry.texts
    ]
    return dict(zip(("scope", "expression", "entry_id", "expires"), row, strict=True)) | {
        "fingerprints": found
    }


def _verdict(opened: OpenList, address: str, now: int) -> dict[str, Any]:
    return TwinEngine(opened).check(address, now)._asdict()


if __name__ == "__main__":
    sys.stdout.write(text())
