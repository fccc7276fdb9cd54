"""Squid's external ACL helper: lines in, one answer a line out, in their order. docs/policy/filter.md, Squid."""

import codecs
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from mamori_filter.filters import Filter
from mamori_filter.refusals import Text
from mamori_filter.verdicts import Verdict

LONGEST_LINE = 65_536  # octets; Squid's longest address is 8,192, each escaped as three
READ_AT_ONCE = 1 << 20
REFRESH_AFTER = 1.0  # seconds
LISTED_TAG, CLEAR_TAG = "mamori-listed", "mamori-clear"

# Squid escapes brackets too, and so hides an IPv6 address from every parser.
_BRACKETS = re.compile(r"((?:[a-z]+://)?(?:[^/?#]*@)?)%5B([0-9a-f:.]+)%5D(?=[:/?]|\Z)", re.I)

_NO_DATA = (
    "-",
    "",
)  # what Squid writes after the address; more than that is an address with a space
_TUNNEL = re.compile(r"[^/?#]+:[0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9._:\-]+")


def _escape(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101
    octets = error.object[error.start : error.end]
    return "".join(f"%{octet:02X}" for octet in octets), error.end


_ESCAPED = "mamori-filter.escape"
codecs.register_error(_ESCAPED, _escape)


class Answer(StrEnum):
    """What OK stands for. CLEAR fails closed: only an OK lets a request pass."""

    LISTED = "listed"
    CLEAR = "clear"


class Channels(StrEnum):
    """Whether lines begin with a channel number (``concurrency=`` in squid.conf). AUTO: a first word of digits
    is one, for no address Squid sends consists of digits."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Helper:
    """Answers lines as Squid writes them, without their line ends, for the format ``%'URI`` (the address as
    the client sent it) or ``%URI`` (some signs escaped, which leaves "\\" and "#" in doubt)."""

    filter: Filter
    answer: Answer
    channels: Channels = Channels.AUTO

    def answers(self, lines: Iterable[str], now: int) -> list[str]:
        """One for each line; BH for what cannot be answered. ``now``: seconds since 1970 UTC."""
        channels, addresses = self._read(lines)
        listed, clear = _words(self.answer)
        found = []
        for channel, address, verdict in zip(
            channels, addresses, self._verdicts(addresses, now), strict=True
        ):
            if verdict is None:
                found.append(f"{channel}{broken('internal-error')}")
            elif verdict.listed and _counts(verdict, address):
                found.append(f"{channel}{listed} {_told(verdict)}\n")
            elif verdict.problem is None or verdict.listed:
                found.append(channel + clear)
            else:
                found.append(f"{channel}{broken(verdict.problem)}")
        return found

    def _read(self, lines: Iterable[str]) -> tuple[list[str], list[str]]:
        """The channel of each line with its space, or nothing; and the address."""
        always, never = self.channels is Channels.ON, self.channels is Channels.OFF
        channels, addresses = [], []
        for line in lines:
            first, _, rest = line.partition(" ")
            if first.isdigit() and first.isascii():
                channels.append("" if never else first + " ")
                address, _, data = rest.partition(" ")
                addresses.append("" if never or data not in _NO_DATA else address)
            else:
                channels.append("")
                addresses.append("" if always or rest not in _NO_DATA else first)
        return channels, [
            text if "://" in text and "%5" not in text else _readable(text) for text in addresses
        ]

    def _verdicts(self, addresses: list[str], now: int) -> list[Verdict | None]:
        try:
            return list(self.filter.engine.check_many(addresses, now))
        except Exception:
            return [self._verdict(address, now) for address in addresses]

    def _verdict(self, address: str, now: int) -> Verdict | None:
        try:
            return self.filter.engine.check(address, now)
        except Exception:  # one bad line is answered BH, and its text is told to nobody
            return None


@dataclass(slots=True)
class Lines:
    """Cuts octets into lines. Of a line longer than ``LONGEST_LINE`` only the channel is kept."""

    _rest: bytes = b""
    _skipping: bool = False

    def cut(self, octets: bytes) -> list[str]:
        """The lines that ``octets`` completes. What is not UTF-8 is escaped, as a browser would send it."""
        octets = self._rest + octets
        whole, end, self._rest = octets.rpartition(b"\n")
        found = whole.decode(errors=_ESCAPED).split("\n") if end else []
        if found and self._skipping:
            found[0], self._skipping = _channel(found[0]), False
        if len(self._rest) > LONGEST_LINE:
            self._rest, self._skipping = self._rest[:32], True
        if len(whole) > LONGEST_LINE:
            found = [line if len(line) <= LONGEST_LINE else _channel(line) for line in found]
        return found


@dataclass(slots=True)
class Upkeep:
    """Opens the list anew where its file changed, at most once in ``REFRESH_AFTER``, and says what an
    operator must know: codes and versions, never an address."""

    filter: Filter
    say: Callable[[Text], None]
    _next: float = 0.0
    _said: set[str] = field(default_factory=set)

    def attend(self, monotonic: float, now: int) -> None:
        """``monotonic``: seconds of a clock that never goes back. ``now``: seconds since 1970 UTC."""
        if monotonic < self._next:
            return
        self._next = monotonic + REFRESH_AFTER
        try:
            if self.filter.refresh():
                self._said.clear()
        except Exception:
            self._once(
                "refresh_failed",
                Text("リストを開き直せません。", "The list cannot be opened anew."),
            )
        if self.filter.refused is not None:
            self._once(self.filter.refused.code, self.filter.refused.message)
        if self.filter.status(now).stale:
            self._once(
                "list_stale",
                Text(
                    "リストが古くなっています。", "The list is stale: no newer version has arrived."
                ),
            )

    def _once(self, code: str, text: Text) -> None:
        if code not in self._said:
            self._said.add(code)
            self.say(Text(f"{text.ja} [{code}]", f"{text.en} [{code}]"))


def serve(
    helper: Helper,
    upkeep: Upkeep,
    descriptors: tuple[int, int],
    clocks: tuple[Callable[[], float], Callable[[], float]],
) -> None:
    """Reads and answers until the reader or the writer goes away. ``descriptors``: in and out. ``clocks``:
    seconds since 1970 UTC, and one that never goes back."""
    wall, monotonic = clocks
    lines = Lines()
    while octets := os.read(descriptors[0], READ_AT_ONCE):
        batch = lines.cut(octets)
        if not batch:
            continue
        now = int(wall())
        upkeep.attend(monotonic(), now)
        answers = memoryview("".join(helper.answers(batch, now)).encode())
        while answers:
            answers = answers[os.write(descriptors[1], answers) :]


def broken(reason: str) -> str:
    """The answer to a line that has none. ``reason``: a code."""
    return f"BH message=mamori:%20{quote(reason)}\n"


def _words(answer: Answer) -> tuple[str, str]:
    """What begins the answer for a listed address, and the whole answer for one that is not."""
    if answer is Answer.LISTED:
        return "OK", "ERR\n"
    return "ERR", f"OK tag={CLEAR_TAG}\n"


def _told(verdict: Verdict) -> str:
    entry = verdict.entry_id or "unknown"
    if not _PLAIN.fullmatch(entry):
        entry = quote("".join(sign if sign.isprintable() else "?" for sign in entry))
    told = f"mamori:%20entry%20{entry},%20list%20{verdict.list_version}"
    return f"tag={LISTED_TAG} message={told} log={told}"


def _counts(verdict: Verdict, address: str) -> bool:
    """Of a CONNECT only the host is known: an entry for a host's front page does not list the host."""
    return verdict.scope == "host" or "://" in address


def _readable(address: str) -> str:
    """The address without Squid's own escapes; nothing where it is neither absolute nor of a CONNECT."""
    if "://" not in address and not _TUNNEL.fullmatch(address):
        return ""
    return _BRACKETS.sub(r"\1[\2]", address, count=1) if _BRACKETS.match(address) else address


def _channel(line: str) -> str:
    """What is left of a line that is too long: its channel, without an address."""
    first = line[:32].partition(" ")[0]
    return first + " " if first.isdigit() else ""
