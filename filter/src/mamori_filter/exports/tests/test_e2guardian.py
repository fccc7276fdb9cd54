"""The lists, as a real e2guardian reads them; and why pages are not in them."""

from pathlib import Path

import pytest

from mamori_filter.commands import main
from mamori_filter.exports.tests.running_e2guardian import e2guardian_proxy
from mamori_filter.exports.tests.test_resolvers import ENTRIES

pytestmark = pytest.mark.whole

BLOCKED = (
    "http://bad-host.test/",
    "http://BAD-host.test./any/page?x=y",
    "http://img.bad-host.test/x",
    "http://other.under.bad-host.test/",
    "http://xn--bcher-kva.test/",
    "http://192.0.2.1/x",
    "http://canary-17.test/",
)
PASSES = (
    "http://badhost.test/",
    "http://not-bad-host.test/",
    "http://only-www.test/",
    "http://192.0.2.10/",
    "http://gone.test/",
    "http://shared.test/",
    "http://shared.test/a/b.html",
    "http://shared.test/gallery/7/1",
    "http://front.test/",
)


def test_listed_hosts_are_blocked_and_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "entries.csv").write_text(ENTRIES)
    lists = tmp_path / "lists"
    words = ["--format", "e2guardian", "--output", str(lists), "--canary", "canary-17.test"]
    assert main(["export", str(tmp_path / "entries.csv"), *words]) == 0
    texts = {path.name: path.read_text() for path in lists.iterdir()}
    with e2guardian_proxy(tmp_path, texts) as passes:
        assert {address: passes(address) for address in BLOCKED} == dict.fromkeys(BLOCKED, False)
        assert {address: passes(address) for address in PASSES} == dict.fromkeys(PASSES, True)
    log = tmp_path / "access.log"
    assert not log.exists() or log.read_bytes() == b""
    assert b"test" not in (tmp_path / "told").read_bytes().replace(bytes(tmp_path), b"")


@pytest.mark.parametrize(
    ("name", "line", "near"),
    [
        ("bannedurllist", "shared.test/a", "http://www.shared.test/a"),
        ("bannedurllist", "shared.test/a", "http://shared.test/a/b/c"),
        ("bannedurllist", "shared.test/a", "http://shared.test/A"),
        ("bannedregexpurllist", r"^shared\.test/(?-i:a)$", "http://shared.test/A"),
        ("bannedregexpurllist", r"^shared\.test/(?-i:a)$", "http://shared.test/a/"),
    ],
)
def test_a_page_in_its_lists_would_take_others_with_it(
    tmp_path: Path, name: str, line: str, near: str
) -> None:
    with e2guardian_proxy(tmp_path, {name: f"{line}\n"}) as passes:
        assert not passes("http://shared.test/a")
        assert not passes(near)
        assert passes("http://shared.test/other")
