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
from mamori_filter.categories.importing import MOST_NAMED, Report, import_category
from mamori_filter.categories.profile_files import read_profile, shipped
from mamori_filter.categories.profiles import Base, Profile
from mamori_filter.categories.sources import FORMATS, Source, file_source, ut1_sources
from mamori_filter.commands.options import add_key
from mamori_filter.filters import Filter
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused
from mamori_filter.short.filters import HOLD, ShortFilter


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("categories", help="category lists and profiles", description=__doc__)
    deeds = parser.add_subparsers(required=True, metavar="DEED")
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
    parser.add_argument("--format", required=True, choices=FORMATS)
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--category",
        action="append",
        metavar="NAME",
        help="of a file: the category's name, else the file's; of a UT1 folder: only this one (repeatable)",
    )
    parser.set_defaults(run=run_import)


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mandatory",
        type=Path,
        required=True,
        metavar="LIST.mf",
        help="the mandatory list; of a short one, hits are held",
    )
    add_key(parser)
    parser.add_argument("--folder", type=Path, required=True, help="of category lists")
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
    key = folder_key(options.output)
    for source in sources:
        if source.permits:
            print(f"{source.category}: left out, a list of permitted sites", file=sys.stderr)
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
            _refused(source.category, why)
            continue
        write_whole(list_path(options.output, source.category), octets)
        _tell(report, len(octets))
    return 2 if refused else 0


def run_check(options: argparse.Namespace) -> int:
    for found in _opened(options).check_many(options.urls, int(time.time())):
        print(json.dumps(_as_dict(found), ensure_ascii=False) if options.json else _plain(found))
    return 0


def run_status(options: argparse.Namespace) -> int:
    now = int(time.time())
    profiled = _opened(options)
    lists = {"mandatory": profiled.mandatory} | profiled.asked
    told = profiled.status(now)._asdict() | {
        "lists": {name: one.status(now).as_dict() for name, one in lists.items()}
    }
    if options.json:
        print(json.dumps(told))
        return 0
    for name, one in told["lists"].items():
        age = f"{one['age'] // 3600} h old{', STALE' if one['stale'] else ''}"
        print(f"{name}: {one['entries']:,} entries, version {one['list_version']}, {age}")
    print(f"exceptions: {told['exceptions']}, of which over: {told['exceptions_over']}")
    return 0


def _sources(options: argparse.Namespace) -> list[Source]:
    if options.format == "ut1":
        return list(ut1_sources(options.source, options.category))
    name = options.category[-1] if options.category else None
    return [file_source(options.source, options.format, name)]


def _opened(options: argparse.Namespace) -> ProfiledFilter:
    profiled = ProfiledFilter(
        _mandatory(options), open_folder(options.folder), _profile(options.profile)
    )
    if profiled.missing:
        missing = ", ".join(profiled.missing)
        print(f"no list, so not blocked: {missing}", file=sys.stderr)
    return profiled


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


def _refused(category: str, why: Refused) -> None:
    from mamori_filter.commands import said

    print(f"{category}: {said(why.message)} [{why.code}]", file=sys.stderr)


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
    from mamori_filter.commands import said

    if found.title:
        entry = found.verdict.entry_id or found.verdict.problem
        return f"blocked: {said(found.title)} ({entry})"
    if found.let_through:
        return f"let through ({found.let_through})"
    return f"not blocked ({found.verdict.problem})" if found.verdict.problem else "not blocked"


def _progress(category: str, read: int) -> None:
    terminal = sys.stderr.isatty()
    if terminal or read % 1_000_000 == 0:
        text = f"{category}: {read:,} read"
        print(f"\r{text}" if terminal else text, end="" if terminal else "\n", file=sys.stderr)


def _tell(report: Report, octets: int) -> None:
    start = "\r" if sys.stderr.isatty() else ""
    malformed = report.malformed.total()
    print(
        f"{start}{report.category}: {report.read:,} read, {report.entries:,} entries,"
        f" {report.repeated:,} repeated, {malformed:,} malformed, {octets:,} octets",
        file=sys.stderr,
    )
    for why, count in sorted(report.ignored.items()):
        print(f"{report.category}: {count:,} ignored ({why})", file=sys.stderr)
    for file, numbers in report.named.items():
        rest = f" (the first {MOST_NAMED:,} lines)" if len(numbers) == MOST_NAMED else ""
        print(
            f"{report.category}/{file}: malformed, left out: line"
            f" {', '.join(map(str, numbers))}{rest}",
            file=sys.stderr,
        )
