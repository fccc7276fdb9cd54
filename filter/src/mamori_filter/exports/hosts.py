"""A hosts file: dedicated hosts by their own name only, for the format has no word for what is below."""

from ipaddress import ip_address

from mamori_filter.exports.head import head
from mamori_filter.exports.selection import Selection, require_names, require_some
from mamori_filter.refusals import Refused

_REMARKS = (
    "A hosts file cannot express subdomains: a name below a listed host is not blocked. Prefer an RPZ zone.",
    "hostsファイルは下位の名前を表せないため、専用ホストの下位の名前は止まりません。RPZゾーンを勧めます。",
)


def hosts_file(
    selection: Selection, answer: str | None = None, canaries: tuple[str, ...] = ()
) -> tuple[str, Selection]:
    """The text of the file, and the selection as it went into it: without IP addresses. ``answer``: the IP
    address that is answered instead; else 0.0.0.0 and ::.

    :raises Refused: ``export_empty``, ``name``, ``answer_ip``.
    """
    selection = selection.without_addresses()
    require_some(selection)
    require_names(canaries)
    targets = ["0.0.0.0", "::"] if answer is None else [_ip(answer)]  # noqa: S104
    names = sorted({*selection.hosts, *canaries})
    lines = head(selection, "#", *_REMARKS)
    lines += [f"{target} {name}" for name in names for target in targets]
    return "\n".join(lines) + "\n", selection


def _ip(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise Refused(
            "answer_ip",
            "hostsファイルの応答はIPアドレスです。",
            "What a hosts file answers is an IP address.",
        ) from None
