"""``mamori-filter export`` as its user meets it."""

from pathlib import Path

import pytest

from mamori_filter.commands import main

HEAD = "scope,expression,entry_id,expires\n"


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "entries.csv"
    path.write_text(HEAD + "host,bad-host.test,E-1,\npath,shared.test/a,E-2,\n")
    return path


def export(entries: Path, output: Path, kind: str = "rpz", *words: str) -> int:
    return main(["export", str(entries), "--format", kind, "--output", str(output), *words])


def test_an_export_is_for_its_writer_alone_until_its_readers_are_named(
    entries: Path, tmp_path: Path
) -> None:
    output = tmp_path / "zone"
    assert export(entries, output) == 0
    assert output.stat().st_mode & 0o777 == 0o600
    output.chmod(0o640)
    assert export(entries, output) == 0
    assert output.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("kind", ["rpz", "hosts", "e2guardian"])
def test_an_export_that_would_be_empty_leaves_the_last_one_in_place(
    entries: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    assert export(entries, output, kind) == 0
    files = [output] if output.is_file() else sorted(output.iterdir())
    before = [file.read_bytes() for file in files]
    entries.write_text(HEAD + "path,shared.test/a,E-2,\n")
    assert export(entries, output, kind) == 2
    assert "[export_empty]" in capsys.readouterr().err
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("hosts", ["--answer", "block.provider.test"], "answer_ip"),
        ("e2guardian", ["--answer", "192.0.2.1"], "answer_unused"),
        ("rpz", ["--answer", "Block.Provider.test"], "name"),
        ("rpz", ["--answer", "192.0.2.1"], "answer_name"),
        ("rpz", ["--answer", "192.0.2.1."], "answer_name"),
        ("rpz", ["--answer", "2001:db8::1"], "answer_name"),
        ("hosts", ["--canary", "a b.test"], "name"),
        ("e2guardian", ["--canary", "#.test"], "name"),
        ("rpz", ["--soa", "ns1", "x.test"], "name"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    entries: Path,
    tmp_path: Path,
    kind: str,
    words: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert export(entries, tmp_path / "output", kind, *words) == 2
    assert capsys.readouterr().err.endswith(f"[{code}]\n")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "broken", ['host,"bad', 'host,"a"b.test,E-2,', f"host,{'b' * 200_000},E-2,"]
)
def test_a_broken_row_takes_no_other_with_it(
    entries: Path, tmp_path: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["host,a.test,E-1,", broken, "", "host,c.test,E-3,2100-01-01", "host,d.test,E-4"]
    entries.write_text(HEAD + "\r\n".join(rows) + "\r\n")
    assert export(entries, tmp_path / "zone") == 0
    said = capsys.readouterr().err
    assert "line 3 (): " in said
    assert "[row]" in said
    text = (tmp_path / "zone").read_text()
    assert [f"\n{name}.test IN" in text for name in "abcd"] == [True, False, True, True]


@pytest.mark.parametrize("kind", ["rpz", "hosts", "e2guardian"])
def test_an_export_never_takes_the_place_of_the_entries_it_is_made_of(
    entries: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = entries
    if kind == "e2guardian":
        assert export(entries, tmp_path / "lists", kind) == 0
        output = tmp_path / "lists"
        made = min(output.iterdir())
        made.unlink()
        made.hardlink_to(entries)
    before = entries.read_bytes()
    assert export(entries, output, kind) == 2
    assert capsys.readouterr().err.endswith("[output_is_input]\n")
    assert entries.read_bytes() == before


@pytest.mark.parametrize("kind", ["rpz", "hosts", "e2guardian"])
def test_a_place_that_cannot_be_written_is_refused(
    entries: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(entries, entries / "below-a-file", kind) == 2
    assert capsys.readouterr().err.endswith("[output]\n")


def test_what_is_left_out_is_said_in_the_language_of_the_terminal(
    entries: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    export(entries, tmp_path / "zone")
    assert "除外：path 1件：ページの登録にはプロキシーが要ります" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "C")
    export(entries, tmp_path / "zone")
    said = capsys.readouterr().err
    assert "left out: 1 path: pages need a proxy" in said
    assert "shared.test" not in said


def test_a_walled_garden_may_be_answered_in_a_hosts_file(entries: Path, tmp_path: Path) -> None:
    output = tmp_path / "hosts"
    assert export(entries, output, "hosts", "--answer", "192.0.2.9") == 0
    lines = [line for line in output.read_text().splitlines() if not line.startswith("#")]
    assert lines == ["192.0.2.9 bad-host.test"]
