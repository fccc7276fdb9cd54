"""A filter for a school or a family: the mandatory list first, then what the profile says of categories."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mamori_filter.canonical import forms
from mamori_filter.categories.profile_files import categories_told, title_of
from mamori_filter.categories.profiles import Profile, Sites, mandatory
from mamori_filter.filters import Filter
from mamori_filter.refusals import Refused, Text
from mamori_filter.short.filters import PASS, ShortFilter
from mamori_filter.verdicts import HELD, UNCONFIRMED, Verdict

MANDATORY = "mandatory"
MANDATORY_TITLE = Text("必須リスト", "the mandatory list")

MANDATORY_NOTICE = Text(
    "このページは、子どもを傷つけるものとして止められています。あなたは悪くありません。"
    "こわいことやいやなことがあったときは、ひとりでがまんしないで、信頼できるおとなに話してください。",
    "This page is stopped because it hurts children. You did nothing wrong. "
    "If something scared or upset you, do not keep it to yourself: tell an adult you trust.",
)


class CategoryVerdict(NamedTuple):
    """``verdict`` is the list's own. ``category``: "mandatory", the category that blocks, or None.
    ``let_through``: "exception" or "allow" where a guardian's word kept the categories from being asked."""

    verdict: Verdict
    category: str | None = None
    let_through: str | None = None

    @property
    def blocked(self) -> bool:
        return self.verdict.listed

    @property
    def title(self) -> Text | None:
        """The name, for people, of the list that blocks."""
        if self.category is None:
            return None
        return MANDATORY_TITLE if self.category == MANDATORY else title_of(self.category)

    @property
    def notice(self) -> Text | None:
        """What to show the child who asked for the page, in plain words."""
        if not self.blocked or self.category is None:
            return None
        if self.category == MANDATORY:
            return HELD if self.verdict.problem == UNCONFIRMED else MANDATORY_NOTICE
        return _category_notice(title_of(self.category))


class ProfileStatus(NamedTuple):
    """``on`` and ``missing``: categories that the profile blocks, with a list and without one. ``unused``: those
    with a list that it does not block. ``unknown``: those it names that neither the folder nor a profile
    that comes with the filter has; probably misspelled."""

    on: tuple[str, ...]
    missing: tuple[str, ...]
    exceptions: int
    exceptions_over: int
    unused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class ProfiledFilter:
    """Nothing in a profile reaches the mandatory list, filter.md §9.4: it is asked first, of every address, before
    any exception is looked at. It is an open list, full or short: where it cannot be opened, there is no filter.

    :raises Refused: ``profile_mandatory`` where the profile or a category carries the mandatory list's name;
        ``mandatory_passed`` where it is a short list whose hits pass: it would stop nothing.
    """

    def __init__(
        self,
        mandatory_list: Filter | ShortFilter,
        categories: Mapping[str, Filter],
        profile: Profile,
    ) -> None:
        if isinstance(mandatory_list, ShortFilter) and mandatory_list.on_hit is PASS:
            raise Refused(
                "mandatory_passed",
                "必須リストの短縮リストで、該当を通す設定は使えません。hold か確認先を指定してください。",
                "The hits of a mandatory short list cannot pass: hold them, or name who confirms them.",
            )
        own_name = mandatory_list.opened.about.get("name", MANDATORY)
        if {own_name, MANDATORY} & (set(categories) | profile.on):
            raise mandatory()
        self.mandatory = mandatory_list
        self.profile = profile
        self.missing = tuple(sorted(profile.on - set(categories)))
        self.unused = tuple(sorted(set(categories) - profile.on))
        self.unknown = tuple(sorted(profile.named - set(categories) - set(categories_told())))
        self.asked = {name: categories[name] for name in sorted(profile.on & set(categories))}
        self._allowed = Sites(profile.allow)
        self._exempt = [(one.until, Sites([one.site])) for one in profile.exceptions]
        self._counts: Counter[str] = Counter()

    def check(self, address: str, now: int) -> CategoryVerdict:
        """``now`` in seconds since 1970 UTC decides what has expired."""
        return self.check_many([address], now)[0]

    def check_many(self, addresses: Iterable[str], now: int) -> list[CategoryVerdict]:
        """In their order."""
        asked = list(addresses)
        listed = self.mandatory.check_many(asked, now)
        found = [CategoryVerdict(verdict) for verdict in listed]
        left: list[int] = []  # places that no list has answered for
        for place, verdict in enumerate(listed):
            if verdict.listed:
                found[place] = CategoryVerdict(verdict, MANDATORY)
            else:
                left.append(place)
        left = self._let_through(asked, found, left, now)
        for name, category in self.asked.items():
            left = _blocked_by(name, category, asked, found, left, now)
        self._count(found, let_free=len(left))
        return found

    def refresh(self) -> bool:
        """Opens each list anew where its file changed; whether one did. Of a file that is refused the last
        good list goes on, and that list's ``refused`` says why."""
        opened = [one.refresh() for one in (self.mandatory, *self.asked.values())]
        return any(opened)

    def counts(self) -> Counter[str]:
        """Checked, blocked by each list ("blocked:games"), let through by exception and by allow-list. Never
        which."""
        return Counter(self._counts)

    def status(self, now: int) -> ProfileStatus:
        over = sum(until <= now for until, _ in self._exempt)
        return ProfileStatus(
            tuple(self.asked), self.missing, len(self._exempt), over, self.unused, self.unknown
        )

    def _let_through(
        self, asked: list[str], found: list[CategoryVerdict], left: list[int], now: int
    ) -> list[int]:
        """The places that no exception and no allow-list opens."""
        ways = [("exception", sites) for until, sites in self._exempt if now < until]
        ways += [("allow", self._allowed)] if self._allowed else []
        if not ways:
            return left
        rest: list[int] = []
        for place in left:
            both = forms(asked[place])
            way = both and next((word for word, sites in ways if sites.hold(both)), None)
            if way is None:
                rest.append(place)
            else:
                found[place] = CategoryVerdict(found[place].verdict, None, way)
        return rest

    def _count(self, found: list[CategoryVerdict], let_free: int) -> None:
        self._counts["checked"] += len(found)
        if let_free == len(found):
            return
        for one in found:
            if one.category:
                self._counts[f"blocked:{one.category}"] += 1
            elif one.let_through:
                self._counts[f"let_through:{one.let_through}"] += 1


def _blocked_by(
    name: str,
    category: Filter,
    asked: list[str],
    found: list[CategoryVerdict],
    left: list[int],
    now: int,
) -> list[int]:
    """The places that this category does not block either."""
    wanted = asked if len(left) == len(asked) else [asked[place] for place in left]
    verdicts = category.check_many(wanted, now)
    blocked = {left[at]: verdict for at, verdict in enumerate(verdicts) if verdict.listed}
    if not blocked:
        return left
    for place, verdict in blocked.items():
        found[place] = CategoryVerdict(verdict, name)
    return [place for place in left if place not in blocked]


def _category_notice(title: Text) -> Text:
    return Text(
        f"このページは「{title.ja}」のため、いまの設定では見られません。"
        "勉強などで必要なときは、先生や家の人に話してください。",
        f"This page is not open under the present settings, because it belongs to: {title.en}. "
        "If you need it, for a lesson for example, ask a teacher or someone at home.",
    )
