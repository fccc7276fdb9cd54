"""The Safe Browsing form, made of the strict form: what servers and proxies that undo escapes, merge
slashes or drop dots would see."""

import re
from ipaddress import IPv4Address, IPv6Address

from mamori_filter.canonical.form import Form
from mamori_filter.canonical.strict import strict_form

_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_FEW = 4  # passes over a text before octets are taken one by one
_KEPT = set(range(0x21, 0x7F)) - set(b"#%")
# Safe Browsing lets these two stand as well (§2.6). Read again, one would begin the query and the other a
# segment; so a path keeps them escaped, and the form of a form is that form.
_KEPT_IN_PATH = _KEPT - set(b"?\\")
_MAPPED, _NAT64 = IPv6Address("::ffff:0:0"), IPv6Address("64:ff9b::")


def second_form(strict: Form) -> Form | None:
    """None where nothing of the host is left."""
    host = _tidy_host(strict)
    if host is None:
        return None
    path = _escape(_tidy_path(_unescape(strict.path)), _KEPT_IN_PATH)
    query = None if strict.query is None else _escape(_unescape(strict.query), _KEPT)
    return Form(host, path, query)


def _unescape(text: str) -> bytes:
    """Every escape undone, also those that an undone escape completes. Linear: see ``_octet_by_octet``."""
    octets = text.encode("ascii")
    if b"%" not in octets:
        return octets
    for _ in range(_FEW):
        undone = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), octets)
        if undone == octets:
            return octets
        octets = undone
    return _octet_by_octet(octets)


def _octet_by_octet(octets: bytes) -> bytes:
    """The same answer in one pass: escapes never overlap, so their order makes no difference."""
    out = bytearray()
    for octet in octets:
        out.append(octet)
        while len(out) >= 3 and (found := _ESCAPE.fullmatch(out[-3:])):
            out[-3:] = bytes([int(found[1], 16)])
    return bytes(out)


def _escape(octets: bytes, kept: set[int]) -> str:
    return "".join(chr(octet) if octet in kept else f"%{octet:02X}" for octet in octets)


def _tidy_path(path: bytes) -> bytes:
    kept: list[bytes] = []
    segments = path.split(b"/")
    for segment in segments:
        if segment == b"..":
            kept = kept[:-1]
        elif segment not in (b"", b"."):
            kept.append(segment)
    closed = segments[-1] in (b"", b".", b"..") and kept
    return b"/" + b"/".join(kept) + (b"/" if closed else b"")


def _tidy_host(strict: Form) -> str | None:
    host = strict.host
    if host.endswith("]"):
        return _ipv4_inside(IPv6Address(host[1:-1])) or host
    tidy = ".".join(filter(None, host.split(".")))
    if tidy == host:
        return host
    again = strict_form(f"http://{tidy}/") if tidy else None
    return None if again is None else again.host


def _ipv4_inside(address: IPv6Address) -> str | None:
    """IPv4-mapped and NAT64 addresses (RFC 4291, RFC 6052) reach the same place as the IPv4 address."""
    prefix, rest = int(address) >> 32, int(address) & 0xFFFFFFFF
    if prefix in (int(_MAPPED) >> 32, int(_NAT64) >> 32):
        return str(IPv4Address(rest))
    return None
