"""What an address is compared by: host, path and query. Scheme, user, port and fragment take no part."""

from typing import NamedTuple


class Form(NamedTuple):
    """ASCII throughout: the host in Punycode or as an IP address, the path from its slash on, and the
    query without its question mark, or None."""

    host: str
    path: str
    query: str | None

    @property
    def text(self) -> str:
        return self.host + self.path + ("" if self.query is None else "?" + self.query)

    @property
    def is_ip(self) -> bool:
        """WHATWG lets no host but an IPv4 address end in a label of digits."""
        last = self.host[-1:]
        if last.isdigit():
            return self.host.rpartition(".")[2].isdigit()
        return last == "]"


class Forms(NamedTuple):
    """``second`` is None where it says the same as ``strict``, or where there is none."""

    strict: Form
    second: Form | None
