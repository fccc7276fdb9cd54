"""The helper under a real Squid."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mamori_filter.adapters.squid import Answer
from mamori_filter.adapters.tests.running_squid import ENTRIES, FILTER, Proxy, squid, write_list

pytestmark = pytest.mark.whole

LISTED = (
    "http://bad-host.test:{p}/",
    "http://img.bad-host.test:{p}/any/page?x=y",
    "http://BAD-HOST.test.:{p}/",
    "http://b%61d-host.test:{p}/",
    "http://shared.test:{p}/a/b.html",
    "http://shared.test:{p}/a/b.html?any=query",
    "http://shared.test:{p}/%61/%62.html",
    "http://shared.test:{p}/%2561/./b.html",
    "http://shared.test:{p}//a/c/../b.html",
    "http://shared.test:{p}/gallery/7/image%201.html",
    "http://shared.test:{p}/view?id=7",
    "http://front.test:{p}/",
    "http://shared.test:{p}/a\\b.html",
    "http://shared.test:{p}/a/b.html#top",
    "http://shared.test:{p}/gallery/7/\xfc",
)
NEAR = (
    "http://other.test:{p}/",
    "http://badhost.test:{p}/",
    "http://shared.test:{p}/",
    "http://shared.test:{p}/a/b.html/c",
    "http://shared.test:{p}/a/b.htm",
    "http://www.shared.test:{p}/a/b.html",
    "http://shared.test:{p}/gallery/7",
    "http://shared.test:{p}/gallery/70/",
    "http://shared.test:{p}/view?id=70",
    "http://shared.test:{p}/view?id=7&page=2",
    "http://front.test:{p}/page",
    "http://other.test:{p}/a'b~(c)|d[e]{f}",
)


@pytest.fixture
def room() -> Iterator[Path]:
    """Not under pytest's own folder, which Squid's user may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="mamori-squid-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("answer", list(Answer))
def test_what_is_listed_is_refused_and_what_is_near_it_passes(room: Path, answer: Answer) -> None:
    last = "http_access allow localnet" if answer is Answer.LISTED else ""
    with squid(room, answer=answer, last=last) as proxy:
        assert {address: proxy.get(address) for address in LISTED} == dict.fromkeys(LISTED, 403)
        assert {address: proxy.get(address) for address in NEAR} == dict.fromkeys(NEAR, 200)


def test_of_a_tunnel_only_the_host_is_asked(room: Path) -> None:
    with squid(room) as proxy:
        assert proxy.connect("bad-host.test") == 403
        assert proxy.connect("img.bad-host.test") == 403
        assert proxy.connect("other.test") == 200
        assert proxy.connect("shared.test") == 200
        assert proxy.connect("front.test") == 200  # its front page is listed, the host is not


def test_nothing_passes_while_the_helper_is_dead(room: Path) -> None:
    with squid(room, children=1) as proxy:
        assert proxy.get("http://other.test:{p}/before") == 200
        proxy.key.rename(proxy.key.with_name("taken"))
        (helper,) = proxy.helpers()
        os.kill(helper, signal.SIGKILL)
        statuses = [proxy.get(f"http://other.test:{{p}}/{number}") for number in range(30)]
        statuses += [proxy.get("http://bad-host.test:{p}/")]
    assert 200 not in statuses


def test_a_helper_that_died_is_started_anew(room: Path) -> None:
    with squid(room, children=1) as proxy:
        assert proxy.get("http://other.test:{p}/before") == 200
        os.kill(proxy.helpers()[0], signal.SIGKILL)
        _until(proxy, "http://other.test:{p}/after", 200)
        assert proxy.get("http://bad-host.test:{p}/") == 403


def test_an_overloaded_helper_lets_nothing_listed_pass(room: Path) -> None:
    with squid(room, command=(_slow(room),), children=1, channels=1, queue=1) as proxy:
        listed = _at_once(proxy, [f"http://bad-host.test:{{p}}/{number}" for number in range(40)])
        others = _at_once(proxy, [f"http://other.test:{{p}}/{number}" for number in range(40)])
        written = proxy.written()
    assert set(listed) <= {403, 0}
    assert b"bad-host" not in written
    assert 403 in others  # the queue did run over, and what could not be asked was refused


def test_a_delisting_is_effective_once_the_answer_has_lapsed(room: Path) -> None:
    page = "http://shared.test:{p}/a/b.html"
    with squid(room, ttl=1) as proxy:
        assert proxy.get(page) == 403
        write_list(proxy.supplied, tuple(row for row in ENTRIES if row.entry_id != "E-2"), 2)
        started = time.monotonic()
        _until(proxy, page, 200)
        assert time.monotonic() - started < 10
        assert proxy.get("http://bad-host.test:{p}/") == 403
        write_list(proxy.supplied, ENTRIES, 3)
        _until(proxy, page, 403)


def test_a_list_that_is_refused_changes_nothing_and_is_told(room: Path) -> None:
    with squid(room, ttl=1) as proxy:
        assert proxy.get("http://bad-host.test:{p}/") == 403
        proxy.supplied.write_bytes(proxy.supplied.read_bytes()[:-1])
        time.sleep(2.2)
        assert proxy.get("http://bad-host.test:{p}/") == 403
        assert proxy.get("http://other.test:{p}/") == 200
        _until(proxy, "http://other.test:{p}/", 200)
        written = proxy.written()
    assert b"[list_damaged]" in written


@pytest.mark.parametrize("answer", list(Answer))
def test_no_refused_address_and_no_client_is_in_any_file(room: Path, answer: Answer) -> None:
    last = "http_access allow localnet" if answer is Answer.LISTED else ""
    with squid(room, answer=answer, last=last) as proxy:
        for address in LISTED:
            proxy.get(address)
        proxy.connect("bad-host.test")
        proxy.get("http://other.test:{p}/passed-and-logged")
    written = proxy.written()
    assert b"passed-and-logged" in written
    assert written.count(b" 403\n") == len(LISTED) + 1
    assert not [
        name for name in (b"bad-host", b"shared.test", b"front.test") if name in written.lower()
    ]


@pytest.mark.parametrize("answer", list(Answer))
def test_a_person_may_be_shown_why(room: Path, answer: Answer) -> None:
    last = "http_access allow localnet" if answer is Answer.LISTED else ""
    page = "https://notice.provider.test/why"
    with squid(room, answer=answer, last=last, notice=page) as proxy:
        assert proxy.get("http://bad-host.test:{p}/") == 302
        assert proxy.get("http://other.test:{p}/") == 200


def test_squid_accepts_the_lines_it_is_given(room: Path) -> None:
    with squid(room) as proxy:
        config = proxy.supplied.with_name("squid.conf")
        program = shutil.which("squid", path="/usr/sbin:/usr/bin")
        checked = subprocess.run(  # noqa: S603
            [str(program), "-k", "parse", "-f", str(config)], capture_output=True, check=False
        )
    assert checked.returncode == 0
    assert b"ERROR" not in checked.stderr
    assert b"WARNING" not in checked.stderr


def _until(proxy: Proxy, address: str, status: int) -> None:
    until = time.monotonic() + 20
    while proxy.get(address) != status:
        assert time.monotonic() < until
        time.sleep(0.1)


def _at_once(proxy: Proxy, addresses: list[str]) -> list[int]:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda address=address: statuses.append(proxy.get(address)))
        for address in addresses
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == len(addresses)
    return statuses


def _slow(room: Path) -> str:
    """The helper behind a reader that lets three lines a second through."""
    path = room / "mamori-slow"
    path.write_text(
        "#!/bin/sh\n"
        'while IFS= read -r line; do sleep 0.3; printf "%s\\n" "$line"; done | '
        f'{FILTER} "$@"\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return str(path)
