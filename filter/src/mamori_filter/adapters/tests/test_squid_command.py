"""``mamori-filter squid`` as Squid starts it: a process, a pipe in, a pipe out."""

import subprocess
from pathlib import Path

import pytest

from mamori_filter.adapters.tests.running_squid import ENTRIES, FILTER, KEY, write_list
from mamori_filter.commands import main

pytestmark = pytest.mark.whole


@pytest.fixture
def supplied(tmp_path: Path) -> list[str]:
    write_list(tmp_path / "list.mf", ENTRIES, 1)
    (tmp_path / "key").write_bytes(KEY)
    return ["--list", str(tmp_path / "list.mf"), "--key", str(tmp_path / "key")]


def helper(words: list[str], lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        [FILTER, "squid", *words], input=lines, capture_output=True, check=False, timeout=60
    )


def test_many_lines_at_once_are_answered_in_their_order(supplied: list[str]) -> None:
    names = ["bad-host.test", "other.test", "shared.test"]
    lines = "".join(f"{number} http://{names[number % 3]}/{number} -\n" for number in range(20_000))
    found = helper(supplied, lines.encode())
    answers = [answer.split()[:2] for answer in found.stdout.decode().splitlines()]
    assert answers == [
        [str(number), "ERR" if number % 3 == 0 else "OK"] for number in range(20_000)
    ]
    assert found.returncode == 0


def test_the_helper_says_nothing_of_what_it_was_asked(supplied: list[str]) -> None:
    lines = b"1 http://bad-host.test/ -\n\xff\xfe\n2 http://[bad-host -\n" + b"x" * 200_000 + b"\n"
    found = helper(supplied, lines)
    assert found.stdout.count(b"\n") == 4
    assert found.stderr == b""
    assert b"bad-host" not in found.stdout


def test_without_a_sound_list_there_is_no_helper(supplied: list[str]) -> None:
    Path(supplied[1]).write_bytes(b"")
    found = helper(supplied, b"1 http://bad-host.test/ -\n")
    assert found.returncode == 2
    assert found.stdout == b""
    assert b"[list_unreadable]" in found.stderr


def test_the_lines_for_squid_conf_name_the_helper_and_its_files_in_full(
    supplied: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(supplied[1]).parent
    monkeypatch.chdir(folder)
    assert main(["squid-config", "--list", "list.mf", "--key", "key", "--ttl", "30"]) == 0
    lines = capsys.readouterr().out
    assert f"squid --list {folder}/list.mf --key {folder}/key --answer clear" in lines
    assert " ttl=30 negative_ttl=30 grace=0 " in lines


def test_a_lifetime_past_an_hour_is_refused(
    supplied: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["squid-config", *supplied, "--ttl", "86400"]) == 2
    assert capsys.readouterr().err.endswith("[ttl]\n")
