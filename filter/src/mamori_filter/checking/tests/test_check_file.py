import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pyarrow
import pyarrow.parquet as parquet
import pytest

from mamori_filter.checking import tables
from mamori_filter.checking.lines import LONGEST
from mamori_filter.checking.progress import Progress
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


def test_one_line_in_is_one_line_out_in_the_same_order(folder, capsys):
    assert check("in.txt", "--output", "out") == 0
    assert [row["entry_id"] for row in found(folder)] == IDS
    assert [row["problem"] for row in found(folder)][1] == "no-web-address"
    assert "5 rows" in (told := capsys.readouterr().err)
    assert "2 listed (host 1, prefix 1), 2 no web address" in told


def test_without_an_output_the_lines_go_to_standard_output(folder, capfdbinary):
    assert check("in.txt", "--quiet") == 0
    out, err = capfdbinary.readouterr()
    assert (len(out.splitlines()), err) == (5, b"")


def test_csv_has_a_row_number_and_no_address(folder):
    assert check("in.txt", "--format", "csv", "--output", "out") == 0
    rows = list(csv.DictReader(io.StringIO((folder / "out").read_text())))
    assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["entry_id"] or None for row in rows] == IDS
    assert [row["listed"] for row in rows] == ["true", "false", "false", "true", "false"]
    assert "test" not in (folder / "out").read_text()


def test_parquet_goes_in_and_out(folder):
    table = pyarrow.table({"n": range(5), "url": [*LINES.splitlines()[:4], None]})
    parquet.write_table(table, folder / "in.parquet")
    assert check("in.parquet", "--format", "parquet", "--output", "out") == 0
    rows = parquet.read_table(folder / "out").to_pylist()
    assert [row["entry_id"] for row in rows] == IDS
    assert [row["row"] for row in rows] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("values", [[b"http://listed.test/\xff"], [None], [7]])
def test_parquet_of_octets_or_of_no_text_is_read_row_by_row(folder, values):
    parquet.write_table(pyarrow.table({"url": values}), folder / "in.parquet")
    assert check("in.parquet", "--output", "out") == (0 if isinstance(values[0], bytes) else 3)
    assert [row["listed"] for row in found(folder)] == [isinstance(values[0], bytes)]


def test_without_pyarrow_what_to_install_is_said(folder, monkeypatch, capsys):
    monkeypatch.setattr(tables, "parquet", None)
    for options in (["in.txt", "--format", "parquet", "--output", "out"], ["in.parquet"]):
        (folder / "in.parquet").write_bytes(b"")
        assert check(*options) == 2
        assert "pip install pyarrow [parquet_missing]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "n,url\n" + "".join(f'{n},"{line}"\n' for n, line in enumerate(LINES.split()))),
        ("a.jsonl", "".join(json.dumps({"url": line}) + "\n" for line in LINES.split())),
        ("a.ndjson", "".join(json.dumps(line) + "\n" for line in LINES.split())),
        ("a.log", "\n".join(LINES.split())),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_name_says_what_a_file_holds(folder, name, content, packed):
    octets = gzip.compress(content.encode()) if packed else content.encode()
    (folder / (name + ".gz" * packed)).write_bytes(octets)
    assert check(name + ".gz" * packed, "--output", "out") == 0
    assert [row["entry_id"] for row in found(folder)] == ["H-1", None, "P-1", None]


def test_a_line_too_long_for_an_address_gets_no_verdict_and_the_next_one_does(folder):
    (folder / "in.txt").write_text(f"listed.test/{'x' * LONGEST}\nlisted.test\n")
    assert check("in.txt", "--output", "out") == 0
    assert [(row["listed"], row["problem"]) for row in found(folder)] == [
        (False, "too-long"),
        (True, None),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("http://secret.test/", "input_unreadable"),
        ("cut.txt.gz", "input_damaged"),
        ("odd.txt.gz", "input_damaged"),
        ("odd.parquet", "input_damaged"),
        ("odd.csv", "column"),
    ],
)
def test_an_output_is_there_whole_or_not_at_all(folder, capsys, name, code):
    (folder / "cut.txt.gz").write_bytes(gzip.compress(os.urandom(3_000_000))[:2_000_000])
    for odd in ("odd.txt.gz", "odd.parquet", "odd.csv"):
        (folder / odd).write_bytes(b"http://secret.test/")
    (folder / "out").write_text("the old one")
    before = sorted(path.name for path in folder.iterdir())
    assert check(name, "--output", "out", "--quiet") == 2
    told = capsys.readouterr().err
    assert f"[{code}]" in told
    assert "secret" not in told
    assert (folder / "out").read_text() == "the old one"
    assert sorted(path.name for path in folder.iterdir()) == before


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


def test_an_output_that_cannot_be_written_is_refused(folder, capsys):
    assert check("in.txt", "--output", "nowhere/out") == 2
    assert "[output]" in capsys.readouterr().err


def test_parquet_is_written_to_a_file_only(folder, capsys):
    assert check("in.txt", "--format", "parquet") == 2
    assert "[parquet_output]" in capsys.readouterr().err


@pytest.mark.whole
def test_a_pipe_is_answered_as_it_fills(folder):
    with subprocess.Popen(
        [sys.executable, "-m", "mamori_filter", "check-file", "--list", "list.mf",
         "--key", "key.bin", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"http://listed.test/\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["entry_id"] == "H-1"
        process.stdin.write(b"x.test")
        process.stdin.close()
        assert json.loads(process.stdout.read())["listed"] is False
        assert process.wait(10) == 0


MEASURED = """
import resource, sys
from mamori_filter.commands import main
assert main(["check-file", "--list", "list.mf", "--key", "key.bin", "-", "--output", "out", "--quiet"]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.whole
def test_memory_does_not_grow_with_the_file(folder):
    def peak(lines):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", MEASURED], check=True, capture_output=True,
            input=b"http://harmless.example/a/long/enough/path?id=1\n" * lines,
        )  # fmt: skip
        return int(done.stdout)

    assert peak(1_000_000) < peak(50_000) + 30  # MiB


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(stream, **more):
    now = [0.0]
    progress = Progress(stream, lambda: now[0], **more)
    for second in range(1, 11):
        now[0] = float(second)
        progress.at(second * 1000, second / 20)
    progress.end()
    return stream.getvalue()


def test_a_terminal_shows_a_bar_with_rate_and_time_left():
    text = told(Terminal())
    assert text.count("\r") == 11
    assert "[############............] 50%, 10,000 rows, 1,000 rows/s, 10 s left" in text


def test_elsewhere_a_line_comes_every_few_seconds():
    assert told(io.StringIO()).splitlines() == [
        "25%, 5,000 rows, 1,000 rows/s, 15 s left",
        "50%, 10,000 rows, 1,000 rows/s, 10 s left",
    ]


def test_quiet_is_quiet():
    assert told(Terminal(), quiet=True) == ""
