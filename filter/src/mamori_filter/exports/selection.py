"""What of the entries may leave as a name, and what is left out and why. docs/policy/filter.md, exports."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from mamori_filter.lists.entries import Entry, LeftOut, Row, accepted
from mamori_filter.lists.fingerprints import Scope
from mamori_filter.refusals import Refused, Text

LONGEST_NAME = 253  # characters without the last dot, RFC 1035
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")


class Kind(StrEnum):
    """Why an entry is left out; the words are those of the count at an export's head."""

    PREFIX = "prefix"
    PATH = "path"
    QUERY = "query"
    IP = "ip"
    IPV6 = "ipv6"
    EXPIRED = "expired"
    NAME = "no-dns-name"
    MALFORMED = "malformed"


PAGES = (Kind.PREFIX, Kind.PATH, Kind.QUERY)

REASONS = {
    Kind.IP: Text(
        "IPアドレスの規則は、そこに置かれたすべての名前を止めてしまいます",
        "a rule for an IP address would block every name that resolves there",
    ),
    Kind.IPV6: Text(
        "このリストに書けるのはIPv4アドレスだけです", "this list takes IPv4 addresses only"
    ),
    Kind.EXPIRED: Text("期限切れです", "past their date"),
    Kind.NAME: Text("DNSの名前になりません", "no names of the DNS"),
    Kind.MALFORMED: Text("行の書き方に誤りがあります", "rows with a mistake"),
}
_PAGES_REASON = Text("ページの登録にはプロキシーが要ります", "pages need a proxy")


@dataclass(frozen=True, slots=True)
class Selection:
    """``hosts``: names of dedicated hosts in lower case, sorted. ``addresses``: IPv4 and IPv6 hosts as an
    address writes them. ``malformed``: the rows with a mistake, by line and id. ``changed``: when an entry
    last expired, in seconds since 1970 UTC, or 0."""

    hosts: tuple[str, ...]
    addresses: tuple[str, ...]
    left_out: Counter[Kind] = field(default_factory=Counter)
    malformed: tuple[LeftOut, ...] = ()
    changed: int = 0

    def without_addresses(self) -> "Selection":
        """For an export that has no place for IP addresses."""
        left_out = self.left_out + Counter({Kind.IP: len(self.addresses)})
        return Selection(self.hosts, (), left_out, self.malformed, self.changed)


def select(rows: Iterable[Row], now: int) -> Selection:
    """``now``: seconds since 1970 UTC."""
    hosts, addresses, malformed = set(), set(), []
    left_out: Counter[Kind] = Counter()
    changed = 0
    for entry in accepted(rows):
        if isinstance(entry, LeftOut):
            malformed.append(entry)
            left_out[Kind.MALFORMED] += 1
        elif entry.expires and entry.expires <= now:
            changed = max(changed, entry.expires)
            left_out[Kind.EXPIRED] += 1
        elif entry.scope is not Scope.HOST:
            left_out[Kind(entry.scope.word)] += 1
        elif entry.forms[-1].is_ip:
            addresses.add(entry.forms[-1].host)
        elif (name := _name(entry)) is not None:
            hosts.add(name)
        else:
            left_out[Kind.NAME] += 1
    return Selection(
        tuple(sorted(hosts)), tuple(sorted(addresses)), left_out, tuple(malformed), changed
    )


def require_some(selection: Selection) -> None:
    """:raises Refused: ``export_empty``: an empty export would block nothing, and nobody would notice."""
    if not selection.hosts and not selection.addresses:
        raise Refused(
            "export_empty",
            "書き出せる専用ホストがありません。空のリストは作成しません。",
            "No dedicated host can be exported, and an empty list is never made.",
        )


def require_names(names: Iterable[str]) -> None:
    """:raises Refused: ``name``."""
    if not all(map(is_name, names)):
        raise Refused(
            "name",
            "ゾーン名・応答名・カナリア名などは、小文字で点を含むDNSの名前です。",
            "Names of zone, answer, canary, primary and contact are DNS names in lower case, with a dot.",
        )


def is_name(text: str) -> bool:
    """Whether it is a name of two labels or more, in lower case, that every resolver loads."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def topmost(hosts: Iterable[str]) -> list[str]:
    """The hosts without those below another of them. In a zone these would stand in the other's wildcard's
    way: a name that is there, or has one below it, is not covered by ``*`` (RFC 4592)."""
    known = set(hosts)
    return sorted(host for host in known if not any(parent in known for parent in _parents(host)))


def told(selection: Selection, language: str) -> list[str]:
    """What is left out, as sentences for an export's head and for the person. ``language``: ja or en."""
    counted = selection.left_out
    told = [_sentence([kind for kind in PAGES if counted[kind]], counted, _PAGES_REASON, language)]
    told += [
        _sentence([kind] if counted[kind] else [], counted, reason, language)
        for kind, reason in REASONS.items()
    ]
    return [sentence for sentence in told if sentence]


def _sentence(kinds: list[Kind], counted: Counter[Kind], reason: Text, language: str) -> str:
    if not kinds:
        return ""
    if language == "ja":
        return f"{'、'.join(f'{kind} {counted[kind]:,}件' for kind in kinds)}：{reason.ja}"
    return f"{', '.join(f'{counted[kind]:,} {kind}' for kind in kinds)}: {reason.en}"


def _parents(host: str) -> Iterable[str]:
    while "." in (host := host.partition(".")[2]):
        yield host


def _name(entry: Entry) -> str | None:
    name = entry.forms[-1].host.rstrip(".")
    return name if is_name(name) else None
