"""What no entry of an address list may list: addresses known to be harmless, names under which strangers
have their own hosts, and the machine that asks."""

from collections.abc import Iterable
from functools import cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList

from mamori_filter.canonical import Form, forms
from mamori_filter.lists.entries import Entry
from mamori_filter.lists.fingerprints import Scope, expressions
from mamori_filter.refusals import Text

Reason = tuple[str, Text]


class Harmless:
    """``reason(entry)``: why an entry may not be listed, None where it may. filter.md §1."""

    def __init__(self, addresses: Iterable[str] = ()) -> None:
        self._expressions: set[tuple[Scope, str]] = set()
        for address in addresses:
            for form in filter(None, forms(address) or ()):
                self._expressions.update((scope, text) for scope, text, _ in expressions(form))

    def reason(self, entry: Entry) -> Reason | None:
        if any((entry.scope, text) in self._expressions for text in entry.texts):
            return "harmless", Text(
                "正規化した形が、無害と分かっているアドレスに当たります。",
                "A canonical form of it meets an address known to be harmless.",
            )
        if entry.scope is not Scope.HOST:
            return None
        return next(filter(None, map(_host_reason, entry.forms)), None)


def _host_reason(form: Form) -> Reason | None:
    if form.is_ip:
        return _own_machine() if _is_own(form.host) else None
    if not _suffixes().is_public(form.host.strip(".")):
        return None
    return "public_suffix", Text(
        "この名前の下には無関係の人々のホストがあります（公開サフィックス）。個々のホストを登録してください。",
        "Strangers have their own hosts below this name (a public suffix); list the host itself.",
    )


def _is_own(host: str) -> bool:
    address = ip_address(host.strip("[]"))
    return (
        address.is_loopback
        or address.is_unspecified
        or address.is_link_local
        or address.is_multicast
    )


def _own_machine() -> Reason:
    return "own_machine", Text(
        "このアドレスは、問い合わせる側の機器自身や回線内を指します。",
        "This address is the asking machine's own, or of its own line.",
    )


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
