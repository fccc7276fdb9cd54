"""A short list's hits are confirmed by a provider's service that runs, over HTTP, by fingerprint alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mamori_filter.adapters.confirmation import asking
from mamori_filter.commands import main
from mamori_filter.lists.fingerprints import candidates
from mamori_filter.refusals import Refused
from mamori_filter.short.confirming import Answer, written
from mamori_filter.tests.example_list import KEY, example_filter, write_list

LISTED, HARMLESS = "http://www.listed.test/x", "http://other.example/x"
TOKEN = "a-token-of-the-school"


@pytest.fixture
def folder(tmp_path):
    write_list(tmp_path / "list.mf")
    (tmp_path / "key.bin").write_bytes(KEY)
    (tmp_path / "token").write_text(TOKEN)
    paths = [str(tmp_path / name) for name in ("list.mf", "key.bin", "list.mfs")]
    assert main(["shorten", paths[0], "--key", paths[1], "--output", paths[2]]) == 0
    return tmp_path


@pytest.fixture
def place(folder):
    """The service, with a token."""
    words = [
        "--list",
        "list.mf",
        "--key",
        "key.bin",
        "--http",
        "127.0.0.1:0",
        "--token-file",
        "token",
    ]
    command = [sys.executable, "-m", "mamori_filter", "serve", *words]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            line = ""
            assert process.stderr
            while "answers on" not in line:
                line = process.stderr.readline()
                assert line, "the service ended before it answered"
            yield "http://" + line.split("answers on ")[1].strip()
        finally:
            process.terminate()


def check_short(folder: Path, url: str, *words: str) -> int:
    list_and_key = ["--list", str(folder / "list.mfs"), "--key", str(folder / "key.bin")]
    return main(["check-short", *list_and_key, "--json", *words, url])


def fingerprint_of(folder: Path, entry: str) -> str:
    filter_ = example_filter(folder)
    from mamori_filter.canonical import forms

    found = forms(entry)
    assert found is not None
    return written(next(candidates(filter_.opened.keys.fingerprint, found.strict)).fingerprint)


@pytest.mark.whole
def test_a_listed_fingerprint_is_confirmed_with_its_entry_and_another_is_not(folder, place):
    ask = asking(place, folder / "token")
    listed = fingerprint_of(folder, "http://listed.test/")
    assert ask([listed, "0" * 16]) == [Answer(True, "host", "H-1", 1), Answer(False, None, None, 1)]


@pytest.mark.whole
def test_a_school_asks_in_the_shell_and_hears_the_full_lists_answer(folder, place, capsys):
    confirm = ("--on-hit", "confirm", "--confirm-at", place, "--token-file", str(folder / "token"),
               "--if-unreachable", "pass")  # fmt: skip
    assert check_short(folder, LISTED, *confirm) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["listed"], said["entry_id"], said["problem"]) == (True, "H-1", None)
    assert check_short(folder, HARMLESS, *confirm) == 0
    assert json.loads(capsys.readouterr().out)["listed"] is False


@pytest.mark.whole
@pytest.mark.parametrize(("policy", "listed"), [("hold", True), ("pass", False)])
def test_without_the_token_no_answer_comes_and_the_stated_policy_holds(
    folder, place, capsys, policy, listed
):
    words = ("--on-hit", "confirm", "--confirm-at", place, "--if-unreachable", policy)
    assert check_short(folder, LISTED, *words) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["listed"], said["problem"]) == (listed, "unconfirmed")


def test_to_confirm_a_place_and_a_policy_are_needed(folder, capsys):
    assert check_short(folder, LISTED, "--on-hit", "confirm") == 2
    assert "[confirm_incomplete]" in capsys.readouterr().err
    with pytest.raises(Refused) as refused:
        asking("ftp://filter.example")
    assert refused.value.code == "confirm_place"
