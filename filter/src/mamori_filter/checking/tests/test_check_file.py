import csv
import gzip
import io
import json
import os
import subprocess
import sys

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
