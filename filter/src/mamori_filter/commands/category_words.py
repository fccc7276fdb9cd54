"""What the verbs of categories tell a person."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from mamori_filter.categories.filters import (
    MANDATORY,
    MANDATORY_TITLE,
    CategoryVerdict,
    ProfiledFilter,
    ProfileStatus,
)
from mamori_filter.categories.importing import MOST_NAMED, Report
from mamori_filter.categories.profile_files import categories_told, title_of
from mamori_filter.commands.wording import counted, entries, octets
from mamori_filter.refusals import Text

_NAMED_ON_CHECK = 3  # strays named before each check; the rest is for the status
_WAYS = {
    "exception": Text("例外", "exception"),
    "allow": Text("許可したサイト", "allow"),
}


class ListStatus(Protocol):
    """What is told of a list, full or short."""

    @property
    def entries(self) -> int: ...
    @property
    def list_version(self) -> int: ...
    @property
    def age(self) -> int: ...
    @property
    def stale(self) -> bool: ...


def verdict(found: CategoryVerdict) -> Text:
    if found.title:
        entry = found.verdict.entry_id or found.verdict.problem
        return Text(
            f"ブロック：{found.title.ja}（{entry}）", f"blocked: {found.title.en} ({entry})"
        )
    if found.let_through:
        ja, en = _WAYS[found.let_through]
        return Text(f"通過（{ja}）", f"let through ({en})")
    problem = found.verdict.problem
    ja, en = (f"（{problem}）", f" ({problem})") if problem else ("", "")
    return Text(f"ブロックしません{ja}", f"not blocked{en}")


def permits(category: str) -> Text:
    return Text(
        f"{category}：閲覧を許すサイトのリストのため除外",
        f"{category}: left out, a list of permitted sites",
    )


def report(told: Report, size: int) -> Iterator[Text]:
    """What became of a category's lines."""
    listed, long = entries(told.entries), octets(size)
    malformed = told.malformed.total()
    yield Text(
        f"{told.category}：読んだもの{told.read:,}件、{listed.ja}、重複{told.repeated:,}件、"
        f"誤り{malformed:,}件、{long.ja}",
        f"{told.category}: {told.read:,} read, {listed.en}, {told.repeated:,} repeated,"
        f" {malformed:,} malformed, {long.en}",
    )
    for why, count in sorted(told.ignored.items()):
        yield Text(
            f"{told.category}：対象外{count:,}件（{why}）",
            f"{told.category}: {count:,} ignored ({why})",
        )
    for file, numbers in told.named.items():
        lines, many = ", ".join(map(str, numbers)), len(numbers) == MOST_NAMED
        rest = (f"（初めの{MOST_NAMED:,}行）", f" (the first {MOST_NAMED:,} lines)")
        ja, en = rest if many else ("", "")
        yield Text(
            f"{told.category}/{file}：誤りのため除外した行：{lines}{ja}",
            f"{told.category}/{file}: malformed, left out: {'line' if len(numbers) == 1 else 'lines'} {lines}{en}",
        )


def after_import(folder: Path, made: Iterable[str]) -> Iterator[Text]:
    """Once, where the lists are made: which of them no profile asks by itself, and which are not there yet."""
    known = set(categories_told())
    if strays := sorted(set(made) - known):
        names = ", ".join(strays)
        yield Text(
            f"付属のプロファイルに含まれない分類：{names}。"
            "使うには、独自のプロファイルの [categories] の on に書いてください。",
            f"in no profile that comes with the filter: {names}; to use them, name them under `on`"
            " in [categories] of a profile of your own",
        )
    if missing := sorted(known - {path.stem for path in folder.glob("*.mf")}):
        names = ", ".join(missing)
        yield Text(
            f"付属のプロファイルに含まれ、まだリストのない分類（ブロックされません）：{names}",
            f"in the profiles that come with the filter, and no list here yet, so not blocked: {names}",
        )


def mistakes(profiled: ProfiledFilter) -> Iterator[Text]:
    """What is probably not meant: short, for it stands before every check."""
    yield from map(_misspelled, profiled.unknown)
    strays = _strays(profiled)
    if strays:
        names = ", ".join(strays[:_NAMED_ON_CHECK])
        more = len(strays) - _NAMED_ON_CHECK
        ja, en = (f" ほか{more:,}件", f" and {more:,} more") if more > 0 else ("", "")
        yield Text(
            f"リストはあるが、このプロファイルで on でない分類（使われません）：{names}{ja}",
            f"has a list but is not on in this profile, so not used: {names}{en}",
        )


def status(told: ProfileStatus, lists: Mapping[str, ListStatus]) -> Iterator[Text]:
    """Each list that answers, then the categories without a part, then the exceptions."""
    for name, one in lists.items():
        listed = entries(one.entries)
        stale = ("、更新切れ", ", STALE") if one.stale else ("", "")
        hours = one.age // 3600
        yield Text(
            f"{_meant(name)}：{listed.ja}、第{one.list_version}版、{hours:,}時間前{stale[0]}",
            f"{_meant(name)}: {listed.en}, version {one.list_version}, {hours:,} h old{stale[1]}",
        )
    for name in told.unused:
        yield Text(
            f"{_meant(name)}：リストはあるが、このプロファイルで on でないため使われません",
            f"{_meant(name)}: has a list but is not on in this profile, so not used",
        )
    for name in told.missing:
        if name not in told.unknown:
            yield Text(
                f"{_meant(name)}：リストがないためブロックされません",
                f"{_meant(name)}: no list, so not blocked",
            )
    yield from map(_misspelled, told.unknown)
    yield (
        Text(
            f"例外：{told.exceptions:,}件（うち期限切れ{told.exceptions_over:,}件）",
            f"{counted(told.exceptions, 'exception')}, {told.exceptions_over:,} of them past their date",
        )
        if told.exceptions
        else Text("例外：なし", "no exceptions")
    )


def _strays(profiled: ProfiledFilter) -> list[str]:
    """Lists that nobody decided about: named by neither the profile nor those that come with the filter."""
    decided = profiled.profile.named | set(categories_told())
    return [name for name in profiled.unused if name not in decided]


def _meant(name: str) -> str:
    """A category with its meaning in both languages: some are called in French, as their source calls them."""
    title = MANDATORY_TITLE if name == MANDATORY else title_of(name)
    return name if title.ja == name else f"{name} ({title.ja} / {title.en})"


def _misspelled(name: str) -> Text:
    near = get_close_matches(name, categories_told(), n=1)
    ja, en = (f"（{near[0]} ではありませんか）", f" ({near[0]}?)") if near else ("", "")
    return Text(
        f"{name}：この分類はフォルダーにも付属のプロファイルにもありません。書き誤りの可能性があります{ja}",
        f"{name}: this category is neither in the folder nor in a profile that comes with the filter;"
        f" probably misspelled{en}",
    )
