"""What a line of a source comes to."""

import re
from ipaddress import ip_address
from typing import NamedTuple


class Listed(NamedTuple):
    """``scope``: host, prefix, path or query; ``text``: the expression, without a scheme. ``plain``: the text
    is a host name in both canonical forms already."""

    number: int
    scope: str
    text: str
    plain: bool = False


class Ignored(NamedTuple):
    """Understood, and no entry of a category. ``why`` is a word that is counted."""

    number: int
    why: str


class Malformed(NamedTuple):
    """Not understood: left out, and named by its number."""

    number: int


Item = Listed | Ignored | Malformed

LOCAL = frozenset(
    {"localhost", "localhost.localdomain", "local", "broadcasthost"}
    | {f"ip6-{rest}" for rest in ("localhost", "loopback", "localnet", "mcastprefix")}
    | {f"ip6-{rest}" for rest in ("allnodes", "allrouters", "allhosts")}
)
# As the address pattern of canonical/forms.py: such a name is in both canonical forms already.
_PLAIN = re.compile(r"(?:(?!xn--)[a-z0-9_\-]+\.)+(?!xn--)[a-z_\-][a-z0-9_\-]*")
_LONGEST = 253
_NOT_IN_A_NAME = re.compile(r"[\s/?#@:\\\[\]*]")


def host_item(number: int, name: str) -> Item:
    """A host name or an IP address, alone. Loopback addresses, ``localhost`` and single labels are ignored."""
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST and name not in LOCAL:
        return Listed(number, "host", name, plain=True)
    bare = name.removesuffix(".").lower()
    if bare in LOCAL:
        return Ignored(number, "local")
    if ":" in bare or bare.replace(".", "").isdigit():
        return _address_item(number, bare)
    if not bare or _NOT_IN_A_NAME.search(bare):
        return Malformed(number)
    if "." not in bare.strip("."):
        return Ignored(number, "single_label")
    return Listed(number, "host", bare)


def _address_item(number: int, text: str) -> Item:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return Malformed(number)
    if address.is_loopback or address.is_unspecified:
        return Ignored(number, "local")
    return Listed(number, "host", f"[{address}]" if address.version == 6 else str(address))
