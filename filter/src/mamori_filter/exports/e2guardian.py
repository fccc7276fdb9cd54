"""Lists for e2guardian 5.3: its list of banned sites, and of banned sites by IP address.

Pages are left out. e2guardian compares an address in lower case, unescaped and without its last slash, in
``bannedurllist`` also below the host named and in all that lies under a path, and in ``bannedregexpurllist``
with the same text: neither can tell a listed page from its neighbours. The Squid helper can.
"""

from dataclasses import replace

from mamori_filter.exports.head import head
from mamori_filter.exports.selection import Kind, Selection, require_names, require_some, topmost

SITES, IP_SITES = "bannedsitelist", "bannedsiteiplist"


def e2guardian(
    selection: Selection, canaries: tuple[str, ...] = ()
) -> tuple[dict[str, str], Selection]:
    """The text of each list by its file name, and the selection as it went into them: without IPv6.

    :raises Refused: ``export_empty``, ``name``.
    """
    require_names(canaries)
    ipv4 = tuple(address for address in selection.addresses if ":" not in address)
    left_out = selection.left_out.copy()
    left_out[Kind.IPV6] += len(selection.addresses) - len(ipv4)
    selection = replace(selection, addresses=ipv4, left_out=left_out)
    require_some(selection)
    above = head(selection, "#")
    return {
        SITES: "\n".join([*above, *topmost((*selection.hosts, *canaries))]) + "\n",
        IP_SITES: "\n".join([*above, *ipv4]) + "\n",
    }, selection
