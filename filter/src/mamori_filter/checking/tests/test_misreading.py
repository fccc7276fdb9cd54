"""What check-file writes where, and what it says of an input that it misread."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from mamori_filter.commands import main
from mamori_filter.tests.example_list import KEY, write_list

LINES = (
    "http://a.listed.test/x\n\nhttp://harmless.test/\nhttp://pages.test/bad/y\nmailto:a@b.test\n"
)
IDS = ["H-1", None, None, "P-1", None]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    write_list(tmp_path / "list.mf")
    (tmp_path / "key.bin").write_bytes(KEY)
    (tmp_path / "in.txt").write_text(LINES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def check(*options):
    return main(["check-file", "--list", "list.mf", "--key", "key.bin", *options])


def found(folder, name="out"):
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


@pytest.mark.parametrize("output", ["in.txt", "list.mf", "key.bin", "./in.txt", "link"])
def test_an_output_never_takes_the_place_of_what_is_read(folder, capsys, output):
    (folder / "link").symlink_to("in.txt")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert check("in.txt", "--output", output) == 2
    assert "[output_is_input]" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.whole
def test_an_output_never_takes_the_place_of_what_comes_by_standard_input(folder):
    with (folder / "in.txt").open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "mamori_filter", "check-file", "--list", "list.mf",
             "--key", "key.bin", "-", "--output", "in.txt"],
            stdin=file, capture_output=True, check=False,
        )  # fmt: skip
    assert (done.returncode, b"[output_is_input]" in done.stderr) == (2, True)
    assert (folder / "in.txt").read_text() == LINES


def test_a_pipe_gets_the_verdicts_and_stays_a_pipe(folder):
    os.mkfifo(folder / "out")
    heard = []
    reader = threading.Thread(target=lambda: heard.append((folder / "out").read_bytes()))
    reader.start()
    assert check("in.txt", "--output", "out") == 0
    reader.join(10)
    assert (folder / "out").is_fifo()
    assert [json.loads(line)["entry_id"] for line in heard[0].splitlines()] == IDS


@pytest.mark.parametrize(
    ("name", "begins"),
    [("o.csv", b"row,listed"), ("o.PARQUET", b"PAR1"), ("o.jsonl", b"{"), ("o.txt", b"{")],
)
def test_the_name_of_the_output_says_its_format(folder, name, begins):
    assert check("in.txt", "--output", name) == 0
    assert (folder / name).read_bytes().startswith(begins)
    assert check("in.txt", "--output", name, "--format", "csv") == 0
    assert (folder / name).read_bytes().startswith(b"row,listed")


SQUID = (
    "1764000000.123     12 192.0.2.7 TCP_MISS/200 512 GET http://listed.test/x - HIER_NONE/- -\n"
)
MISREAD = {
    "a.jsonl": json.dumps({"address": "http://listed.test/"}) + "\n",
    "access.log": SQUID,
    "blank.txt": "\n\n",
}


@pytest.mark.parametrize("name", MISREAD)
@pytest.mark.parametrize(
    ("words", "said"), [("C.UTF-8", "not one row"), ("ja_JP.UTF-8", "どの行も")]
)
def test_an_input_of_which_no_row_is_an_address_is_no_all_clear(
    folder, capsys, monkeypatch, name, words, said
):
    monkeypatch.setenv("LC_ALL", words)
    (folder / name).write_text(MISREAD[name] * 3)
    assert check(name, "--output", "out", "--quiet") == 3
    told = capsys.readouterr().err
    assert said in told
    assert "--input-format" in told
    assert "--column" in told
    assert "listed.test" not in told
    assert not any(row["listed"] for row in found(folder))


def test_an_input_told_rightly_is_read_without_a_warning(folder, capsys):
    (folder / "access.log").write_text(SQUID * 3)
    (folder / "a.jsonl").write_text(MISREAD["a.jsonl"])
    (folder / "empty.txt").write_text("")
    options = {"access.log": ["--input-format", "squid-log"], "a.jsonl": ["--column", "address"]}
    for name in (*options, "empty.txt"):
        assert check(name, *options.get(name, []), "--output", "out", "--quiet") == 0
        assert capsys.readouterr().err == ""


def test_half_of_the_rows_may_be_no_address_and_more_than_half_is_warned_of(folder, capsys):
    (folder / "in.txt").write_text("mailto:a@b.test\nlisted.test\n" * 5)
    assert check("in.txt", "--output", "out", "--quiet") == 0
    assert capsys.readouterr().err == ""
    (folder / "in.txt").write_text("mailto:a@b.test\nlisted.test\n" * 5 + "\n")
    assert check("in.txt", "--output", "out", "--quiet") == 0
    assert "more than half of the rows" in capsys.readouterr().err


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["u.txt", "u.csv", "u.jsonl"])
def test_utf_16_is_refused_in_words_and_not_taken_for_lines_without_addresses(
    folder, capsys, coding, name
):
    (folder / name).write_bytes(("\ufeffurl\nhttp://listed.test/\n").encode(coding))
    assert check(name, "--output", "out") == 2
    told = capsys.readouterr().err
    assert "UTF-16" in told
    assert told.endswith("[input_utf16]\n")
    assert not (folder / "out").exists()


@pytest.mark.whole
def test_an_interrupted_check_says_so_in_one_line_and_leaves_nothing(folder):
    with subprocess.Popen(
        [sys.executable, "-m", "mamori_filter", "check-file", "--list", "list.mf",
         "--key", "key.bin", "-", "--output", "out"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"http://listed.test/\n")
        process.stdin.flush()
        until = time.monotonic() + 10
        while not any(path.name.startswith(".out.") for path in folder.iterdir()):
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"mamori-filter: Interrupted.\n"
        assert process.wait(10) == 130
    assert sorted(path.name for path in folder.iterdir()) == ["in.txt", "key.bin", "list.mf"]
