"""What each verb tells a person is Japanese on a Japanese terminal and English elsewhere."""

import io
import re
import socket

import pytest

from mamori_filter import commands
from mamori_filter.causes import cause
from mamori_filter.checking.progress import Progress
from mamori_filter.commands import main
from mamori_filter.commands.serve import ready
from mamori_filter.commands.wording import counted, entries
from mamori_filter.lists.opening import open_list
from mamori_filter.short import shorten

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
CSV = "scope,expression,entry_id,expires\n"
PROFILE = 'name = "x"\nbase = "primary"\n[categories]\non = ["nosuch"]\n'
KEY = ("--key", "key.bin")
ASKED = ("--mandatory", "v1.mf", *KEY, "--folder", "lists", "--profile")

VERBS = {
    "keygen": ("keygen", "other.bin"),
    "build": ("build", "more.csv", *KEY, "--output", "made.mf"),
    "check": ("check", "--list", "v1.mf", *KEY, "h1.test", "fine.test", "mailto:x"),
    "status": ("status", "--list", "v1.mf", *KEY),
    "verify": ("verify", "--list", "v1.mf", *KEY),
    "delta": ("delta", "v1.mf", "v2.mf", *KEY, "--output", "made.mfd"),
    "apply": ("apply", "v1.mf", "d.mfd", *KEY, "--output", "made.mf"),
    "install": ("install", "v1.mf", "place.mf", *KEY),
    "shorten": ("shorten", "v1.mf", *KEY, "--output", "made.mfs"),
    "check-file": ("check-file", "--list", "v1.mf", *KEY, "in.txt", "--output", "made.jsonl"),
    "check-short, held": ("check-short", "--list", "s.mfs", *KEY, "--on-hit", "hold", "h1.test"),
    "check-short, passed": ("check-short", "--list", "s.mfs", *KEY, "--on-hit", "pass", "h1.test"),
    "check-short, clear": ("check-short", "--list", "s.mfs", *KEY, "--on-hit", "hold", "fine.test"),
    "export": ("export", "1.csv", "--format", "rpz", "--output", "made.zone"),
    "categories import": (
        "categories",
        "import",
        "games.txt",
        "--format",
        "hosts",
        "--output",
        "l2",
    ),
    "categories check": (
        "categories",
        "check",
        *ASKED,
        "primary",
        "h1.test",
        "play.test",
        "a.test",
    ),
    "categories check, misspelled": ("categories", "check", *ASKED, "own.toml", "a.test"),
    "categories status": ("categories", "status", *ASKED, "own.toml"),
    "squid-config": ("squid-config", "--list", "v1.mf", *KEY),
}


# Not run here. serve and squid do not end by themselves.
ELSEWHERE = {"serve", "squid"}


def test_no_verb_is_forgotten_here():
    tried = {words[0] for words in VERBS.values()}
    verbs = {verb.__name__.rpartition(".")[2].replace("_", "-") for verb in commands.VERBS}
    assert tried | ELSEWHERE == verbs
    assert not tried & ELSEWHERE


@pytest.fixture(name="desk")
def _desk(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key.bin").write_bytes(bytes(range(32)))
    (tmp_path / "more.csv").write_text(
        "scope,expression,entry_id,expires\nhost,a.test,E-1,\nhost,co.jp,E-2,\n"
    )
    (tmp_path / "in.txt").write_text("http://h1.test/\nhttp://fine.test/\n")
    (tmp_path / "own.toml").write_text(PROFILE)
    (tmp_path / "games.txt").write_text(
        "0.0.0.0 play.test\n192.0.2.1 else.test\n0.0.0.0 b%d.test\n"
    )
    for version, last in ((1, 2), (2, 3)):
        rows = [f"host,h{n}.test,E-{n},\n" for n in range(last)] + ["path,p.test/a,P-1,\n", "odd\n"]
        (tmp_path / f"{version}.csv").write_text(CSV + "".join(rows))
        made = ["build", f"{version}.csv", *KEY, "--output", f"v{version}.mf"]
        assert main([*made, "--version", str(version)]) == 0
    assert main(["delta", "v1.mf", "v2.mf", *KEY, "--output", "d.mfd"]) == 0
    (tmp_path / "s.mfs").write_bytes(
        shorten(open_list(tmp_path / "v1.mf", bytes(range(32))), 16, 0).octets
    )
    imported = ["categories", "import", "games.txt", "--format", "hosts", "--output", "lists"]
    assert main(imported) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture(name="speaks")
def _speaks(desk, monkeypatch, capsys):
    """Runs a verb on a terminal of a language: the lines it tells."""

    def run(language, words):
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", language)
        assert main(list(words)) == 0
        out, err = capsys.readouterr()
        assert "h1.test" not in out + err
        return (out + err).splitlines()

    return run


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
def test_a_verb_tells_a_japanese_terminal_in_japanese(speaks, words):
    lines = speaks("ja_JP.UTF-8", words)
    assert lines
    if words[0] == "squid-config":  # Squid's own lines stand between the remarks
        lines = ["".join(lines)]
    assert [line for line in lines if not JAPANESE.search(line)] == []


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
def test_a_verb_tells_any_other_terminal_in_english(speaks, words):
    lines = speaks("de_DE.UTF-8", words)
    assert lines
    if words[0] != "squid-config":  # its remarks are in both languages, for whoever reads the file
        named = [re.sub(r"\([^()]* / [^()]*\)", "", line) for line in lines]  # categories have both
        assert [line for line in named if JAPANESE.search(line)] == []


@pytest.mark.parametrize(
    "words", [VERBS["check-short, held"], VERBS["categories check"], VERBS["categories status"]]
)
def test_what_programs_read_is_the_same_in_both_languages(speaks, words):
    found = [
        [line for line in speaks(language, [*words, "--json"]) if line.startswith("{")]
        for language in ("ja_JP.UTF-8", "C")
    ]
    assert found[0]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("language", "seconds", "told"),
    [
        ("ja", 3, "50%、1,000行、毎秒333行、残り3秒"),
        ("ja", 90, "50%、1,000行、毎秒11行、残り1分30秒"),
        ("en", 90, "50%, 1,000 rows, 11 rows/s, 1 min 30 s left"),
    ],
)
def test_how_far_a_check_is_is_told_in_the_same_language(language, seconds, told):
    progress = Progress(io.StringIO(), lambda: 0.0, language=language)
    assert progress.text(1000, 0.5, seconds) == told


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_name_that_leads_to_no_machine_is_told_in_words(number):
    assert re.search("名前", cause(socket.gaierror(number, "as the system says")).ja)


def test_a_service_tells_in_both_languages_where_it_answers():
    ja, en = ready(7, "127.0.0.1:8090")
    assert JAPANESE.search(ja)
    assert en == "mamori-filter: list version 7 answers on 127.0.0.1:8090"
    assert ja.endswith(" 127.0.0.1:8090")


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "--list", "none.mf", *KEY),
        ("verify", "--list", "v1.mf", "--key", "none.bin"),
        ("keygen", "none/key.bin"),
        ("check-file", "--list", "v1.mf", *KEY, "none.txt"),
        ("check-file", "--list", "v1.mf", *KEY, "in.txt", "--output", "none/out"),
        ("shorten", "v1.mf", *KEY, "--output", "none/out.mfs"),
        ("apply", "v1.mf", "none.mfd", *KEY, "--output", "out.mf"),
        ("serve", "--list", "v1.mf", *KEY, "--token-file", "none"),
        ("export", "1.csv", "--format", "e2guardian", "--output", "1.csv/x"),
        ("categories", "import", "games.txt", "--format", "hosts", "--output", "1.csv/x"),
    ],
)
def test_why_a_file_cannot_be_used_is_told_in_the_same_language(desk, words, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert main(list(words)) == 2
    told = capsys.readouterr().err
    assert re.search("（[^（）A-Za-z]+）。", told), told
    monkeypatch.setenv("LC_ALL", "C")
    assert main(list(words)) == 2
    assert re.search(
        ": (no such file or folder|a part of its path is not a folder)\\.", capsys.readouterr().err
    )


def test_a_cause_that_nobody_foresaw_is_told_by_its_number_and_never_by_its_text():
    assert cause(OSError(9999, "secret.test")).en == "system error 9999"
    assert "test" not in "".join(cause(ValueError("embedded null in secret.test")))


def test_one_is_told_as_one():
    assert [entries(n).en for n in (0, 1, 2000)] == ["0 entries", "1 entry", "2,000 entries"]
    assert counted(1, "row") == "1 row"


def test_the_help_says_in_both_languages_what_it_is_for_and_names_every_verb(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    first, _, third = told.partition("\n\n")[2].splitlines()[:3]
    assert first.startswith("Says whether an address is on a provider's list")
    assert JAPANESE.search(third)
    assert "one verb a module" not in told
    assert "check-short, categories" in told
