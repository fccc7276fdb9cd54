"""categories import|check|status: category lists for schools and families, beside the mandatory list."""

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mamori_filter.categories.filters import CategoryVerdict, ProfiledFilter
from mamori_filter.categories.folders import folder_key, list_path, open_folder
from mamori_filter.categories.importing import Report, import_category
from mamori_filter.categories.profile_files import read_profile, shipped
from mamori_filter.categories.profiles import Base, Profile
from mamori_filter.categories.sources import FORMATS, Source, file_source, ut1_sources
from mamori_filter.commands import category_words
from mamori_filter.commands.options import add_key
from mamori_filter.commands.wording import refusal, said, tell
from mamori_filter.filters import Filter
from mamori_filter.lists import header as headers
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused, Text
from mamori_filter.short.filters import HOLD, ShortFilter


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("categories", help="category lists and profiles", description=__doc__)
    deeds = parser.add_subparsers(required=True, metavar="ACTION")
    _add_import(deeds)
    check = deeds.add_parser("check", help="the verdict of a profile on an address")
    _add_profile(check)
    check.add_argument("urls", nargs="+", metavar="URL")
    check.set_defaults(run=run_check)
    status = deeds.add_parser("status", help="which lists answer, and which are missing")
    _add_profile(status)
    status.set_defaults(run=run_status)


def _add_import(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = deeds.add_parser("import", help="make category lists of a source")
    parser.add_argument("source", type=Path, metavar="SOURCE", help="a file, or a UT1 folder")
    parser.add_argument(
        "--format", required=True, choices=FORMATS, help="what the source is written in"
    )
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="where the lists go",
    )
    parser.add_argument(
        "--category",
        action="append",
        metavar="NAME",
        help="what the category of a file is called; of a UT1 folder take only this one (repeatable)",
    )
    parser.set_defaults(run=run_import)


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mandatory",
        type=Path,
        required=True,
        metavar="LIST.mf",
        help="the mandatory list; where it is a short list, its hits are held",
    )
    add_key(parser)
    parser.add_argument(
        "--folder", type=Path, required=True, help="where `categories import` put its lists"
    )
    parser.add_argument(
        "--profile",
        required=True,
        metavar="PROFILE",
        help=f"a TOML file, or one that comes with the filter: {', '.join(Base)}",
    )
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")


def run_import(options: argparse.Namespace) -> int:
    """A category that is refused is named and the others are made; the exit code tells."""
    now = datetime.now(UTC)
    sources, refused = _sources(options), False
    made: list[str] = []
    key = folder_key(options.output)
    for source in sources:
        if source.permits:
            tell(category_words.permits(source.category))
            continue
        try:
            octets, report = import_category(
                source,
                key,
                version=int(f"{now:%Y%m%d%H%M%S}"),
                created=int(now.timestamp()),
                progress=partial(_progress, source.category),
            )
        except Refused as why:
            refused = True
            tell(refusal(source.category, why))
            continue
        place = list_path(options.output, source.category)
        write_whole(place, octets, begins=headers.begins(headers.FULL))
        _tell_report(report, len(octets))
        made.append(source.category)
    for text in category_words.after_import(options.output, made):
        tell(text)
    return 2 if refused else 0


def run_check(options: argparse.Namespace) -> int:
    profiled = _opened(options)
    for text in category_words.mistakes(profiled):
        tell(text)
    for found in profiled.check_many(options.urls, int(time.time())):
        print(json.dumps(_as_dict(found), ensure_ascii=False) if options.json else _plain(found))
    return 0


def run_status(options: argparse.Namespace) -> int:
    now = int(time.time())
    profiled = _opened(options)
    lists = {"mandatory": profiled.mandatory} | profiled.asked
    told, states = profiled.status(now), {name: one.status(now) for name, one in lists.items()}
    if options.json:
        print(
            json.dumps(told._asdict() | {"lists": {n: one.as_dict() for n, one in states.items()}})
        )
        return 0
    for text in category_words.status(told, states):
        print(said(text))
    return 0


def _sources(options: argparse.Namespace) -> list[Source]:
    if options.format == "ut1":
        return list(ut1_sources(options.source, options.category))
    name = options.category[-1] if options.category else None
    return [file_source(options.source, options.format, name)]


def _opened(options: argparse.Namespace) -> ProfiledFilter:
    return ProfiledFilter(
        _mandatory(options), open_folder(options.folder), _profile(options.profile)
    )


def _mandatory(options: argparse.Namespace) -> Filter | ShortFilter:
    """A short list is opened so that its hits are held: nobody is there to confirm them."""
    key = read_key(options.key)
    try:
        return Filter(options.mandatory, key)
    except Refused as refused:
        if refused.code != "list_short":
            raise
        return ShortFilter(options.mandatory, key, on_hit=HOLD)


def _profile(text: str) -> Profile:
    return shipped(Base(text)) if text in set(Base) else read_profile(Path(text))


def _as_dict(found: CategoryVerdict) -> dict[str, object]:
    notice = found.notice
    return {
        "blocked": found.blocked,
        "category": found.category,
        "let_through": found.let_through,
        "verdict": found.verdict._asdict(),
        "notice": notice._asdict() if notice else None,
    }


def _plain(found: CategoryVerdict) -> str:
    return said(category_words.verdict(found))


def _progress(category: str, read: int) -> None:
    terminal = sys.stderr.isatty()
    if terminal or read % 1_000_000 == 0:
        text = said(Text(f"{category}：{read:,}行を読みました", f"{category}: {read:,} read"))
        print(f"\r{text}" if terminal else text, end="" if terminal else "\n", file=sys.stderr)


def _tell_report(report: Report, octets: int) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    for text in category_words.report(report, octets):
        tell(text)
