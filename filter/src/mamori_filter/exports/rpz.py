"""A response policy zone for BIND, Unbound, Knot and PowerDNS: dedicated hosts and all below them."""

from collections import Counter
from dataclasses import dataclass, replace
from ipaddress import ip_address

from mamori_filter.exports.head import head
from mamori_filter.exports.selection import (
    LONGEST_NAME,
    Kind,
    Selection,
    require_names,
    require_some,
    topmost,
)
from mamori_filter.refusals import Refused

TTL = 60  # seconds; a delisting is effective once the resolver has the zone and this has lapsed
ZONE = "rpz.mamori.invalid"
EXPIRE = 7 * 24 * 3600  # how long a secondary goes on without its primary
LONGEST_TTL = 3600


@dataclass(frozen=True, slots=True)
class Zone:
    """``serial``: 1 to 2^32-1. ``ttl`` in seconds. ``answer``: the name that is answered instead, or None
    for NXDOMAIN. ``canaries``: names of this provider alone, blocked as if listed: they show that the
    export is in use, and whose copy a leaked one is."""

    serial: int
    name: str = ZONE
    ttl: int = TTL
    primary: str = "localhost"
    contact: str = "hostmaster.invalid"
    answer: str | None = None
    canaries: tuple[str, ...] = ()


def rpz(selection: Selection, zone: Zone) -> tuple[str, Selection]:
    """The text of the zone file, and the selection as it went into it: without IP addresses, and without
    names too long for the zone.

    :raises Refused: ``export_empty``, ``name``, ``answer_name``, ``serial``, ``ttl``, ``answer_listed``.
    """
    _require(zone)
    selection = _fitting(selection.without_addresses(), zone.name)
    require_some(selection)
    hosts = topmost((*selection.hosts, *zone.canaries))
    if zone.answer is not None:
        _require_free(zone.answer, hosts)
    target = "." if zone.answer is None else f"{zone.answer}."
    lines = [
        *head(selection, ";", *_remarks(zone.name)),
        f"$ORIGIN {zone.name}.",
        f"$TTL {zone.ttl}",
        f"@ IN SOA {zone.primary}. {zone.contact}. {zone.serial} {zone.ttl} {zone.ttl} {EXPIRE} {zone.ttl}",
        f"@ IN NS {zone.primary}.",
    ]
    for host in hosts:
        lines += [f"{host} IN CNAME {target}", f"*.{host} IN CNAME {target}"]
    return "\n".join(lines) + "\n", selection


def bind_policy(zone: str) -> str:
    """The line for named.conf: no client and no name in the log, no listed host asked, and a signed name blocked
    as any other."""
    return f'response-policy {{ zone "{zone}" log no; }} qname-wait-recurse no break-dnssec yes;'


def _remarks(zone: str) -> list[str]:
    return [
        f"BIND: {bind_policy(zone)}",
        "Unbound: respip in module-config; rpz-log stays off. It would log names and clients.",
        "log no と rpz-log の既定値は、名前と利用者を記録に残さないためのものです。変えないでください。",
    ]


def _fitting(selection: Selection, zone: str) -> Selection:
    room = LONGEST_NAME - len(f"*..{zone}")
    hosts = tuple(host for host in selection.hosts if len(host) <= room)
    left_out = selection.left_out + Counter({Kind.NAME: len(selection.hosts) - len(hosts)})
    return replace(selection, hosts=hosts, left_out=left_out)


def _require(zone: Zone) -> None:
    if zone.answer is not None:
        _require_no_ip(zone.answer)
    primary = [zone.primary] if zone.primary != "localhost" else []
    answer = [zone.answer] if zone.answer is not None else []
    require_names([zone.name, zone.contact, *zone.canaries, *primary, *answer])
    if not 0 < zone.serial < 2**32:
        raise Refused("serial", "serial は1〜4294967295です。", "The serial is 1 to 4294967295.")
    if not 0 < zone.ttl <= LONGEST_TTL:
        raise Refused(
            "ttl", f"ttl は1〜{LONGEST_TTL}秒です。", f"The ttl is 1 to {LONGEST_TTL} seconds."
        )


def _require_no_ip(answer: str) -> None:
    try:
        ip_address(answer.removesuffix("."))
    except ValueError:
        return
    raise Refused(
        "answer_name",
        "RPZゾーンの応答はホスト名です。IPアドレスは、その名前のAレコードに書いてください。",
        "What an RPZ zone answers is a host name; let that name have the IP address.",
    )


def _require_free(answer: str, hosts: list[str]) -> None:
    if any(answer == host or answer.endswith(f".{host}") for host in hosts):
        raise Refused(
            "answer_listed",
            "応答に使う名前が、リストにある名前です。",
            "The name that is answered instead is itself on the list.",
        )
