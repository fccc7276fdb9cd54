"""python -m mamori_filter.tests.vectors: the vectors beside docs/policy/address-list-format.md, made anew.

Whoever writes a reader in another language starts from these: every octet of lists, deltas and short lists,
the answers to give, and what to refuse."""

import json
import sys
from array import array
from itertools import pairwise
from typing import Any

from mamori_filter.canonical import Form, forms
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists import deltas, elias_fano
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.fingerprints import Scope, fingerprint
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.merging import keys_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.short.body import read_short
from mamori_filter.short.confirming import written
from mamori_filter.short.engines import ShortTwin
from mamori_filter.short.shortening import shorten
from mamori_filter.tests.vector_cases import ADDRESSES, DAMAGE, FORMS, LISTS, NOTES, TIMES, Rows

KEY, LONG_KEY = bytes(range(32)), bytes(range(100))
NAME, CREATED = "vectors", 1_795_600_000
MANY = 300  # fingerprints of the large layout: above 255, and no power of two


def made() -> dict[str, Any]:
    opened = {name: _list(rows, version) for version, (name, rows) in enumerate(LISTS.items(), 1)}
    keys = derive(KEY, list_id_of(NAME))
    names = list(LISTS)
    return {
        "title": "Vectors of the address list, format 1",
        "notes": NOTES,
        "keys": [_derived(KEY), _derived(LONG_KEY)],
        "name": NAME,
        "forms": [_forms(address) for address in (*FORMS, *ADDRESSES)],
        "lists": [
            {
                "name": name,
                "entries": [_entry(keys.fingerprint, row) for row in LISTS[name]],
                "octets": bytes(one.octets).hex(),
            }
            for name, one in opened.items()
        ],
        "deltas": [
            {"base": old, "leads_to": new, "octets": deltas.make(opened[old], opened[new]).hex()}
            for old, new in pairwise(names)
        ],
        "short_lists": [_short(opened[names[0]], bits) for bits in (8, 16)],
        "layout": _layout(keys.fingerprint),
        "verdicts": [
            {"list": name, "address": address, "now": now, **_verdict(one, address, now)}
            for name, one in opened.items()
            for address in ADDRESSES
            for now in TIMES
        ],
        "refused": DAMAGE,
    }


def text() -> str:
    return json.dumps(made(), ensure_ascii=False, indent=1) + "\n"


def _list(rows: Rows, version: int) -> OpenList:
    entries = [entry_of(Row(number, *row)) for number, row in enumerate(rows, 2)]
    about = {} if version < 3 else {"notice": "入替"}
    octets = build(entries, KEY, Terms(version, CREATED, NAME, about=about)).octets
    return read_list(memoryview(octets), KEY)


def _derived(key: bytes) -> dict[str, str]:
    keys = derive(key, list_id_of(NAME))
    parts = {part: getattr(keys, part).hex() for part in ("fingerprint", "seal", "mask", "header")}
    return {"key": key.hex(), "list_id": list_id_of(NAME).hex()} | parts


def _forms(address: str) -> dict[str, Any]:
    found = forms(address)
    strict, second = found or (None, None)
    return {"address": address, "strict": _parts(strict), "second": _parts(second)}


def _parts(form: Form | None) -> dict[str, Any] | None:
    return None if form is None else form._asdict()


def _entry(key: bytes, row: tuple[str, str, str, str]) -> dict[str, Any]:
    entry = entry_of(Row(2, *row))
    found = [
        {"expression": text, "fingerprint": written(fingerprint(key, text, entry.scope))}
        for text in entry.texts
    ]
    told = dict(zip(("scope", "expression", "entry_id", "expires"), row, strict=True))
    return told | {"expires_stored": entry.expires, "fingerprints": found}


def _short(full: OpenList, bits: int) -> dict[str, Any]:
    octets = shorten(full, bits, CREATED).octets
    twin = ShortTwin(read_short(memoryview(octets), KEY))
    addresses = [address for address in ADDRESSES if forms(address)]
    return {
        "of": next(iter(LISTS)),
        "bits": bits,
        "octets": octets.hex(),
        "may_be_in_it": {written(key): True for key in keys_of(full)},
        "hits": {
            address: [written(hit[0]) for hit in twin.hits(address) or ()] for address in addresses
        },
    }


def _layout(key: bytes) -> dict[str, Any]:
    found = sorted(fingerprint(key, f"h{n}.test", Scope.HOST) for n in range(MANY))
    upper, lower = elias_fano.encode(array("Q", found))
    return {
        "fingerprints": f"those of h0.test to h{MANY - 1}.test with scope host, sorted",
        "count": MANY,
        "low_bits": elias_fano.low_bits_for(MANY),
        "smallest": written(found[0]),
        "largest": written(found[-1]),
        "upper": upper.hex(),
        "lower": lower.hex(),
    }


def _verdict(opened: OpenList, address: str, now: int) -> dict[str, Any]:
    return TwinEngine(opened).check(address, now)._asdict()


if __name__ == "__main__":
    sys.stdout.write(text())
