"""Response policy zones in master-file text. Read here, line by line, and not by a zone library: those refuse a
whole zone for one malformed record, and here the rest must load."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mamori_filter.categories.formats.items import Ignored, Item, Malformed, host_item

BLOCKING = frozenset({".", "*.", "rpz-drop."})  # no such name, no data, no answer
_OTHER_ACTIONS = {"rpz-passthru.": "passthru", "rpz-tcp-only.": "tcp_only"}
_OTHER_TRIGGERS = frozenset({"rpz-ip", "rpz-client-ip", "rpz-nsip", "rpz-nsdname"})
_TTL = re.compile(r"[0-9]+[smhdw]?", re.IGNORECASE)
_CLASSES = frozenset({"IN", "CH", "HS"})
_KINDS = frozenset(
    {
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DNAME",
        "DNSKEY",
        "DS",
        "HTTPS",
        "LOC",
        "MX",
        "NAPTR",
        "NS",
        "NSEC",
    }
    | {"NSEC3", "NSEC3PARAM", "PTR", "RRSIG", "SOA", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI"}
)
_MOST_LINES = 64  # of one record; an unclosed parenthesis takes no more with it


class _Record(NamedTuple):
    owner: str  # absolute, or relative where no origin was ever told
    kind: str
    data: list[str]


class _Zone:
    """Where the reading stands: the zone's own name, the origin of relative names, the last owner."""

    def __init__(self) -> None:
        self.apex: str | None = None
        self.origin = ""
        self.owner = ""

    def told(self, words: list[str]) -> None:
        """An origin names the zone too, until its SOA record does."""
        self.origin = self.absolute(words[1])
        if self.apex is None and self.origin != ".":
            self.apex = self.origin

    def absolute(self, name: str) -> str:
        if name == "@":
            return self.origin
        if name.endswith(".") or not self.origin:
            return name.lower()
        return f"{name.lower()}.{self.origin.removeprefix('.')}"

    def trigger(self, owner: str) -> str | None:
        """The name a record speaks of; None where it is not in the zone."""
        apex = self.apex or ""
        if not apex:
            return None if owner.endswith(".") else owner
        return owner[: -len(apex) - 1] if owner.endswith("." + apex) else None


def read_rpz(lines: Iterable[str]) -> Iterator[Item]:
    """Names that the zone answers as missing, empty or not at all (``CNAME .``, ``*.``, ``rpz-drop.``). Other
    triggers, exceptions, rewritten answers and directives are ignored, each counted by its word."""
    zone = _Zone()
    for number, text in _joined(lines):
        words = text.split()
        if not words:  # parentheses around nothing
            yield Malformed(number)
            continue
        if words[0].startswith("$"):
            yield from _directive(zone, number, words)
            continue
        record = _record(zone, words, follows=text[0] in " \t")
        if record is None:
            yield Malformed(number)
        elif record.kind == "SOA":
            zone.apex = record.owner if record.owner.endswith(".") else zone.apex
        elif record.owner not in ("", zone.apex):
            yield _item(number, zone.trigger(record.owner), record)


def _directive(zone: _Zone, number: int, words: list[str]) -> Iterator[Item]:
    if words[0].upper() == "$ORIGIN" and len(words) > 1:
        zone.told(words)
    elif words[0].upper() != "$TTL":
        yield Ignored(number, "directive")


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Records with the number of their first line: parentheses carry one over several."""
    held: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        text = line.split(";", 1)[0].rstrip()
        if not text.strip():
            continue
        held.append((number, text))
        whole = " ".join(part for _, part in held)
        if whole.count("(") <= whole.count(")"):
            yield held[0][0], whole.replace("(", " ").replace(")", " ")
            held = []
        elif len(held) == _MOST_LINES:
            yield from _unclosed(held)
            held = []
    yield from _unclosed(held)


def _unclosed(held: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The line with the parenthesis is malformed; those after it stand for themselves."""
    for place, (number, text) in enumerate(held):
        yield number, text if place else "?"


def _record(zone: _Zone, words: list[str], *, follows: bool) -> _Record | None:
    if not follows:
        zone.owner = zone.absolute(words[0])
        words = words[1:]
    while words and (_TTL.fullmatch(words[0]) or words[0].upper() in _CLASSES):
        words = words[1:]
    if len(words) < 2 or words[0].upper() not in _KINDS:
        return None
    return _Record(zone.owner, words[0].upper(), words[1:])


def _item(number: int, name: str | None, record: _Record) -> Item:
    if name is None:
        return Malformed(number)
    if name.rpartition(".")[2] in _OTHER_TRIGGERS:
        return Ignored(number, "other_trigger")
    if record.kind != "CNAME":
        return Ignored(number, "rewritten")
    target = record.data[0].lower()
    if target in BLOCKING:
        return host_item(number, name.removeprefix("*."))
    return Ignored(number, _OTHER_ACTIONS.get(target, "rewritten"))
