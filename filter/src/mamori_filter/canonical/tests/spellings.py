"""Other spellings of an address, as people write them who want a filter to look away; and near misses."""

from ipaddress import IPv4Address
from random import Random
from typing import NamedTuple

ASCII_TO_FULL_WIDTH = 0xFEE0
DOTS = (".", ".", "\u3002", "\uff0e", "\uff61", "%2e", "%E3%80%82")
BREAKS = ("\t", "\n", "\r")


class Place(NamedTuple):
    """What stays the same in every spelling. ``path``: its segments, the last one empty for a folder."""

    host: str
    path: tuple[str, ...] = ("",)
    query: str | None = None

    @property
    def text(self) -> str:
        return f"{self.host}/{'/'.join(self.path)}" + (
            "" if self.query is None else f"?{self.query}"
        )


def spelled(chance: Random, place: Place) -> str:
    """The same place under another spelling, as a browser or a lenient server takes it."""
    query = "" if place.query is None else "?" + escaped(chance, place.query)
    rest = _path(chance, place.path) + query + _fragment(chance)
    text = _start(chance) + _host(chance, place.host) + _port(chance) + rest
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(BREAKS) + text[at:]
    return chance.choice(("", "", " ", "\x00\x1f ")) + text + chance.choice(("", "", " \n"))


def escaped(chance: Random, text: str, most: int = 4) -> str:
    """Some letters escaped, up to ``most`` times over."""
    share = chance.choice((0.0, 0.1, 0.5, 1.0))
    return "".join(
        _escaped_once_or_more(chance, c, most) if chance.random() < share else c for c in text
    )


def _escaped_once_or_more(chance: Random, text: str, most: int) -> str:
    for _ in range(chance.randint(1, most)):
        whole = text if len(text) == 1 or chance.random() < 0.5 else text[:1]
        digits = (f"%{octet:02x}" for octet in whole.encode())
        text = "".join(chance.choice((each, each.upper())) for each in digits) + text[len(whole) :]
    return text


def _start(chance: Random) -> str:
    kind = chance.randrange(8)
    if kind == 0:
        return ""
    user = chance.choice(("", "", "user:secret@", "good.test@", "good.test%2f:@", "@", ":@"))
    slashes = chance.choice(("//", "//", "\\\\", "/\\", "/", "", "////"))
    if kind == 1:
        return chance.choice(("//", "\\\\")) + user
    scheme = chance.choice(("http", "https", "HTTP", "hTTps", "ftp", "ws", "WSS"))
    return f"{scheme}:{slashes}{user}"


def _host(chance: Random, host: str) -> str:
    if host.replace(".", "").isdigit():
        return _ipv4(chance, host)
    letters = (chance.choice((c, c, c.upper(), _full_width(c), f"%{ord(c):02X}")) for c in host)
    spelling = "".join(chance.choice(DOTS) if c in (".", "\uff0e", "%2E") else c for c in letters)
    return (
        chance.choice(("", "", "", "."))
        + spelling
        + chance.choice(("", "", ".", "%2E..", "\u3002"))
    )


def _full_width(letter: str) -> str:
    return chr(ord(letter) + ASCII_TO_FULL_WIDTH)


def _ipv4(chance: Random, host: str) -> str:
    value = int(IPv4Address(host))
    kind = chance.randrange(6)
    if kind == 0:
        return f"[{chance.choice(('::ffff:', '64:ff9b::', '0:0:0:0:0:FFFF:'))}{host}]"
    if kind == 1:
        return f"[{chance.choice(('::FFFF', '0064:FF9b::'))}:{value >> 16:x}:{value & 0xFFFF:04X}]".replace(
            ":::", "::"
        )
    parts = chance.randint(1, 4)
    numbers = [value >> (24 - 8 * i) & 255 for i in range(parts - 1)]
    numbers.append(value & (1 << 8 * (5 - parts)) - 1)
    spelling = ".".join(
        chance.choice(("%d", "0%o", "0x%x", "0X00%X")) % number for number in numbers
    )
    letters = (chance.choice((c, c, c, _full_width(c), f"%{ord(c):02x}")) for c in spelling)
    return "".join(letters) + chance.choice(("", "", ".", "..."))


def _port(chance: Random) -> str:
    return chance.choice(("", "", ":", ":80", ":8443", ":0", ":00065535"))


def _path(chance: Random, segments: tuple[str, ...]) -> str:
    """Between two segments anything that leads nowhere; an escaped slash only where no ".." could take it
    and its neighbour for one segment."""
    if chance.random() < 0.3:
        slashes = [chance.choice(("/", "%2F", "%252f")) for _ in segments]
        slashes[0] = "/"
        return "".join(
            slash + escaped(chance, each) for slash, each in zip(slashes, segments, strict=True)
        )
    out = chance.choice(("", "", "", "/..", "\\%2e%2E"))
    for segment in segments:
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            out += chance.choice(
                ("/", "/.", "\\.", "/%2e", "/%252e", "/x/..", "\\y\\..", "/z/%2E.", "/z/%252e%2e")
            )
        out += chance.choice(("/", "/", "\\")) + escaped(chance, segment)
    return out


def _fragment(chance: Random) -> str:
    return chance.choice(("", "", "", "#", "#top", "#http://good.test/", "#\ud800", "#%"))


def missed(chance: Random, place: Place) -> Place:
    """A place one step beside the listed one, which no entry for that one lists."""
    host, path, query = place
    deeds = [place._replace(host="x" + host), place._replace(host=host + ".example")]
    if host.replace(".", "").isdigit():
        deeds = [place._replace(host=str(IPv4Address(int(IPv4Address(host)) + 1)))]
    if path != ("",):
        first = next(i for i, segment in enumerate(path) if segment)
        deeds += [
            place._replace(path=(*path[:first], path[first] + "x", *path[first + 1 :])),
            place._replace(path=(*path[:first], path[first].swapcase(), *path[first + 1 :])),
            place._replace(path=path[1:] or ("",), query=None),
        ]
        if path[-1]:
            deeds += [place._replace(path=(*path, "more")), place._replace(path=(*path, ""))]
    if query is not None:
        deeds += [
            place._replace(query=other)
            for other in (None, query + "0", query.swapcase(), "&" + query)
        ]
    return chance.choice(deeds)
