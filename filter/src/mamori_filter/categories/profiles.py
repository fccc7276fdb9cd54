"""What a profile is, as rules one can read aloud: docs/policy/filter.md, §9.3 and 9.4. No clock, no file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from mamori_filter.canonical import Form, Forms
from mamori_filter.categories.sources import NAME, RESERVED
from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.fingerprints import Scope, expressions
from mamori_filter.refusals import Refused, Text

DAY_ENDS = timezone(timedelta(hours=9))  # filter.md §9.3: of a date without a time; Japan's


class Base(StrEnum):
    """The profile one's own is made of. ``CUSTOM`` begins with no category on."""

    PRIMARY = "primary"
    JUNIOR_HIGH = "junior-high"
    HIGH_SCHOOL = "high-school"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Exempt:
    """A site that a guardian opened until a second since 1970 UTC. ``by`` and ``reason`` are theirs to read;
    nothing here writes them or the site anywhere."""

    site: str
    until: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """``on``: the categories that are blocked. ``allow``: hosts and pages that none of them blocks.
    ``named``: the categories that the profile itself turns on or off."""

    title: Text
    base: Base
    on: frozenset[str]
    allow: tuple[str, ...] = ()
    exceptions: tuple[Exempt, ...] = ()
    named: frozenset[str] = frozenset()


def categories_on(base: Iterable[str], on: Iterable[str], off: Iterable[str]) -> frozenset[str]:
    """The base's categories with those turned on, without those turned off.

    :raises Refused: ``profile_mandatory``, ``category_name``, ``profile_contradiction``.
    """
    more, less = set(on), set(off)
    for name in more | less:
        require_category(name)
    if more & less:
        raise Refused(
            "profile_contradiction",
            "同じ分類が on と off の両方にあります。",
            "A category stands under both on and off.",
        )
    return frozenset(set(base) | more) - less


def require_category(name: str) -> None:
    """:raises Refused: ``profile_mandatory``, ``category_name``."""
    if name in RESERVED:
        raise mandatory()
    if not NAME.fullmatch(name):
        raise Refused(
            "category_name",
            "分類の名前は英小文字、数字、「-」「_」で40文字までです。",
            "A category's name has up to 40 lower-case letters, digits, - and _.",
        )


def mandatory() -> Refused:
    return Refused(
        "profile_mandatory",
        "必須リスト（児童の性的搾取に関するもの）は、プロファイルでは変更も解除もできません。この記載を削除してください。",
        "The mandatory list, of material that sexually exploits children, is no part of a profile: "
        "nothing changes it or switches it off. Take this out.",
    )


def ends(until: date) -> int:
    """The second, since 1970 UTC, in which an exception is over: a moment, or the end of a day, filter.md §9.3.

    :raises Refused: ``exception_until``: a moment without its offset from UTC.
    """
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(), DAY_ENDS) + timedelta(days=1)
    if until.tzinfo is None:
        raise Refused(
            "exception_until",
            "until は 2027-03-31 か 2027-03-31T18:00:00+09:00 の形です。",
            "Until is written 2027-03-31 or 2027-03-31T18:00:00+09:00.",
        )
    return int(until.timestamp())


class Sites:
    """Hosts and pages that are let through. A host with all below it, ``host/path/`` and below, or one path.

    :raises Refused: ``allow_site``: something is no such place, or a whole top-level domain.
    """

    def __init__(self, sites: Iterable[str]) -> None:
        self._places: set[tuple[Scope, str]] = set()
        for number, site in enumerate(sites, 1):
            self._places.update(_places(number, site))
        self._hosts = {text.partition("/")[0] for _, text in self._places}

    def __bool__(self) -> bool:
        return bool(self._places)

    def hold(self, forms: Forms) -> bool:
        """Only where every form of the address is let through: no spelling reaches another place by it."""
        return all(self._holds(form) for form in forms if form is not None)

    def _holds(self, form: Form) -> bool:
        labels = form.host.split(".")
        if not any(".".join(labels[at:]) in self._hosts for at in range(len(labels))):
            return False  # most addresses: no site at or above this host is let through
        return any((scope, text) in self._places for scope, text, _ in expressions(form))


def _places(number: int, site: str) -> list[tuple[Scope, str]]:
    bare = site.strip().removeprefix("https://").removeprefix("http://")
    page = bare.partition("/")[2]
    scope = "host" if not page else "prefix" if page.endswith("/") else "path"
    try:
        entry = entry_of(Row(number, scope, bare, "site"))
    except Refused as refused:
        raise Refused(
            "allow_site",
            f"許可または例外の{number}番目は使えません：{refused.message.ja}",
            f"Number {number} of the sites that are let through cannot be used: {refused.message.en}",
        ) from None
    return [(entry.scope, text) for text in entry.texts]
