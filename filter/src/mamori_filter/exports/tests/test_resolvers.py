"""The zone and the hosts file, as real servers read them."""

import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from mamori_filter.commands import main
from mamori_filter.exports.rpz import ZONE
from mamori_filter.exports.tests.running_resolver import UPSTREAM, Told, ask, bind, program, unbound

pytestmark = pytest.mark.whole

Resolver = Callable[[Path, str, Path], AbstractContextManager[int]]

ENTRIES = """\
scope,expression,entry_id,expires
host,bad-host.test,E-1,
host,deep.under.bad-host.test,E-2,
host,www.only-www.test,E-3,
host,bücher.test,E-4,
host,under_score.test,E-5,
host,gone.test,E-6,2020-01-01
host,"malformed row; $(x) "" @ test",E-7,
host,"quoted"" CNAME x.test",E-8,
host,*.star.test,E-9,
host,192.0.2.1,E-10,
path,shared.test/a/b.html,E-11,
prefix,shared.test/gallery/7/,E-12,
query,shared.test/view?id=7,E-13,
path,front.test/,E-14,
"""
BLOCKED = (
    "bad-host.test",
    "BAD-host.TEST",
    "img.bad-host.test",
    "a.b.c.bad-host.test",
    "under.bad-host.test",
    "other.under.bad-host.test",
    "deep.under.bad-host.test",
    "www.only-www.test",
    "xn--bcher-kva.test",
    "under_score.test",
    "canary-17.test",
)
PASSES = (
    "test",
    "other.test",
    "badhost.test",
    "not-bad-host.test",
    "only-www.test",
    "ftp.only-www.test",
    "shared.test",
    "www.shared.test",
    "front.test",
    "gone.test",
    "star.test",
    "x.star.test",
)


@pytest.fixture
def zone_file(tmp_path: Path) -> Path:
    return export(tmp_path, ENTRIES)


def export(folder: Path, entries: str, *words: str) -> Path:
    (folder / "entries.csv").write_text(entries)
    file = folder / "rpz.zone"
    options = ["--format", "rpz", "--output", str(file), "--canary", "canary-17.test", *words]
    assert main(["export", str(folder / "entries.csv"), *options]) == 0
    return file


@pytest.mark.parametrize("resolver", [bind, unbound])
def test_a_dedicated_host_and_all_below_it_are_blocked_and_nothing_beside_it(
    tmp_path: Path, zone_file: Path, resolver: Resolver
) -> None:
    with resolver(tmp_path, ZONE, zone_file) as port:
        found = {name: ask(port, name) for name in (*BLOCKED, *PASSES)}
        logged = (tmp_path / "told").read_text().lower()
    assert not [name for name in BLOCKED if name.lower() in logged]
    assert {name: found[name] for name in BLOCKED} == dict.fromkeys(BLOCKED, Told("NXDOMAIN", []))
    assert {name: found[name] for name in PASSES} == dict.fromkeys(
        PASSES, Told("NOERROR", [UPSTREAM])
    )


@pytest.mark.parametrize("resolver", [bind, unbound])
def test_a_name_that_explains_may_be_answered_instead(tmp_path: Path, resolver: Resolver) -> None:
    file = export(tmp_path, ENTRIES, "--answer", "notice.provider.test")
    with resolver(tmp_path, ZONE, file) as port:
        assert ask(port, "img.bad-host.test").answers[0] == "notice.provider.test."
        assert ask(port, "shared.test").answers == [UPSTREAM]


def test_bind_finds_no_fault_with_the_zone(zone_file: Path) -> None:
    words = [program("named-checkzone", "bind9-utils"), "-k", "warn", ZONE, str(zone_file)]
    checked = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    assert checked.returncode == 0
    assert "loaded serial" in checked.stdout
    assert "warning" not in checked.stdout + checked.stderr


def test_a_malformed_row_is_named_without_its_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(tmp_path, ENTRIES)
    said = capsys.readouterr().err
    assert "line 8 (E-7): " in said
    assert "malformed row" not in said
    assert "left out: 1 prefix, 2 path, 1 query: pages need a proxy" in said


def test_the_serial_is_when_the_entries_last_changed_or_one_expired(tmp_path: Path) -> None:
    entries, file = tmp_path / "entries.csv", export(tmp_path, ENTRIES)
    for changed, serial in ((1_800_000_000, 1_800_000_000), (1_500_000_000, 1_577_923_200)):
        os.utime(entries, (changed, changed))
        for _ in range(2):
            assert main(["export", str(entries), "--format", "rpz", "--output", str(file)]) == 0
            assert f" {serial} 60 60 " in file.read_text()


def test_a_program_that_reads_hosts_files_blocks_by_it(tmp_path: Path) -> None:
    (tmp_path / "entries.csv").write_text(ENTRIES)
    file = tmp_path / "hosts"
    words = ["--format", "hosts", "--output", str(file), "--canary", "canary-17.test"]
    assert main(["export", str(tmp_path / "entries.csv"), *words]) == 0
    lines = [line.split() for line in file.read_text().splitlines() if line[0] != "#"]
    names = {name for _, name in lines}
    assert {"bad-host.test", "deep.under.bad-host.test", "canary-17.test"} <= names
    assert names.isdisjoint(PASSES)
    assert {target for target, _ in lines} == {"0.0.0.0", "::"}  # noqa: S104
    assert "cannot express subdomains" in file.read_text()
