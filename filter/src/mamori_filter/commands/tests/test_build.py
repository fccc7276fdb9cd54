"""``mamori-filter build``, ``check`` and ``status`` as their user meets them."""

import json
from pathlib import Path

import pytest

from mamori_filter.commands import main

HEAD = "scope,expression,entry_id,expires\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    Path("key.bin").write_bytes(bytes(range(32)))
    return tmp_path


def build(rows: str, *words: str) -> int:
    Path("entries.csv").write_text(HEAD + rows, encoding="utf-8")
    return main(["build", "entries.csv", "--key", "key.bin", "--output", "list.mf", *words])


def test_lines_left_out_are_named_and_lines_joined_are_counted(folder, capsys):
    rows = "host,a.test,E-1,\nhost,A.test,E-2,2030-01-01\nhost,co.jp,E-3,\nhost,*.b.test,E-4,\n"
    assert build(rows) == 0
    said = capsys.readouterr().err
    assert "1 entry, 1 line joined to another, 2 lines left out" in said
    assert "line 4 (E-3): Strangers have their own hosts" in said
    assert "line 5 (E-4): A host has no *" in said
    assert "co.jp" not in said


def test_with_strict_a_line_that_is_left_out_leaves_no_list(folder, capsys):
    assert build("host,a.test,E-1,\nhost,co.jp,E-2,\n", "--strict") == 2
    assert "[lines_left_out]" in capsys.readouterr().err
    assert not Path("list.mf").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--version", "-5"), "version"),
        (("--version", "0"), "version"),
        (("--version", str(2**64)), "version"),
        (("--stale-after", "-3"), "stale_after"),
        (("--stale-after", "nan"), "stale_after"),
        (("--stale-after", "1000000000000"), "stale_after"),
        (("--harmless", "nofile"), "harmless_unreadable"),
    ],
)
def test_a_bad_option_is_refused_in_words(folder, capsys, words, code):
    assert build("host,a.test,E-1,\n", *words) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_check_ends_with_3_only_where_it_was_asked_to(folder, capsys):
    build("host,a.test,E-1,\n")
    ask = ["check", "--list", "list.mf", "--key", "key.bin"]
    assert main([*ask, "http://a.test/"]) == 0
    assert main([*ask, "--exit-code", "http://a.test/"]) == 3
    assert main([*ask, "--exit-code", "http://b.test/", "mailto:x"]) == 0
    assert "listed: E-1, scope host, matched strict:host:0" in capsys.readouterr().out


def test_the_words_are_japanese_where_the_terminal_is(folder, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert build("host,a.test,E-1,\nhost,co.jp,E-2,\n") == 0
    said = capsys.readouterr().err
    assert "登録1件" in said
    assert "3行目（E-2）：この名前の下には" in said
    main(["check", "--list", "list.mf", "--key", "key.bin", "http://a.test/", "http://b.test/"])
    assert capsys.readouterr().out == "登録あり：E-1、範囲 host、照合 strict:host:0\n登録なし\n"
    main(["status", "--list", "list.mf", "--key", "key.bin"])
    assert "更新切れ: いいえ" in capsys.readouterr().out


def test_status_for_programs_has_plain_values(folder, capsys):
    build("host,a.test,E-1,\n", "--version", "7")
    capsys.readouterr()
    main(["status", "--list", "list.mf", "--key", "key.bin", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["list_version"], told["entries"], told["stale"]) == (7, 1, False)
    assert told["engine"] in ("native", "python")


def test_a_batch_is_several_addresses_and_never_one_text(folder):
    from mamori_filter import Filter
    from mamori_filter.engines.twin import TwinEngine

    build("host,a.test,E-1,\n")
    filter_ = Filter("list.mf", bytes(range(32)))
    for engine in (filter_, TwinEngine(filter_.opened)):
        with pytest.raises(TypeError, match="several"):
            engine.check_many("http://a.test/")
