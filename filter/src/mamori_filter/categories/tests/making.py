"""Lists made for the tests: reserved names only."""

from pathlib import Path

from mamori_filter.categories.folders import folder_key, list_path, open_folder
from mamori_filter.categories.importing import import_category
from mamori_filter.categories.sources import file_source
from mamori_filter.filters import Filter
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted

KEY = bytes(range(32))
NOW = 1_800_000_000  # 2027-01-15T08:00:00Z
DAY = 24 * 3600
CATEGORIES = {
    "adult": ["grown.test", "both.test"],
    "games": ["play.test", "both.test", "bad.test"],
    "chat": ["talk.test"],
}


def mandatory_list(folder: Path) -> Path:
    path = folder / "list.mf"
    rows = [Row(1, "host", "bad.test", "M1"), Row(2, "path", "pages.test/one", "M2")]
    path.write_bytes(build(accepted(rows), KEY, Terms(version=7, created=NOW)).octets)
    return path


def mandatory_filter(folder: Path) -> Filter:
    return Filter(mandatory_list(folder), KEY)


def category_folder(folder: Path) -> Path:
    made = folder / "categories"
    key = folder_key(made)
    for name, domains in CATEGORIES.items():
        text = folder / f"{name}.txt"
        text.write_text("\n".join(domains))
        octets, _ = import_category(file_source(text, "domains", None), key, version=1, created=NOW)
        list_path(made, name).write_bytes(octets)
    return made


def category_filters(folder: Path) -> dict[str, Filter]:
    return open_folder(category_folder(folder))


def ut1_folder(folder: Path) -> Path:
    """Four categories, one of permitted sites, one under a second name."""
    made = folder / "blacklists"
    files = {
        "adult/domains": "grown.test\n.more.test\nlocalhost\ntest\nbad line\n192.0.2.7\n",
        "adult/urls": "mixed.test/part/\nmixed.test/one\nbad line/x\n",
        "adult/expressions": "(^|/)x\n# remark\n\ny$\n",
        "adult/usage": "black\n",
        "games/domains": "play.test\n",
        "child/domains": "kids.test\n",
        "child/usage": "white\n",
        "empty/domains": "\n# nothing\n",
        "README": "no category\n",
    }
    for name, text in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    (made / "porn").symlink_to("adult")
    return made
