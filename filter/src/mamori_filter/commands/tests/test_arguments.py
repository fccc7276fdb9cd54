"""What is said of arguments that are wrong: what may be given, never what was, for it may be an address."""

import pytest

from mamori_filter.commands import check, main

SECRET = "secret.test"
KEYED = ["--key", "k"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([SECRET], "argument VERB: choose from keygen, build, delta"),
        (["categories", SECRET], "argument ACTION: choose from import, check, status"),
        (["shorten", "l", *KEYED, "--output", "o", "--bits", SECRET], "--bits: choose from 8, 16"),
        (["shorten", "l", *KEYED, "--output", "o", "--bits", "9"], "--bits: choose from 8, 16"),
        (
            ["export", "l", "--output", "o", "--format", SECRET],
            "--format: choose from rpz, hosts, e2guardian",
        ),
        (
            ["check-short", "--list", "l", *KEYED, SECRET, "--on-hit", SECRET],
            "--on-hit: choose from hold, pass, confirm",
        ),
        (
            ["build", "e", *KEYED, "--output", "o", "--version", SECRET],
            "--version: wanted is a whole number",
        ),
        (
            ["build", "e", *KEYED, "--output", "o", "--stale-after", SECRET],
            "--stale-after: wanted is a number",
        ),
        (["check", "--list", "l", *KEYED, SECRET, f"--{SECRET}"], "unrecognized arguments"),
    ],
)
def test_a_wrong_argument_is_answered_with_the_right_ones(capsys, words, told):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("words", "told"), [("C.UTF-8", "Interrupted."), ("ja_JP.UTF-8", "中断しました。")]
)
def test_an_interruption_is_one_line_and_its_own_exit_code(capsys, monkeypatch, words, told):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setenv("LC_ALL", words)
    monkeypatch.setattr(check, "run", interrupted)
    assert main(["check", "--list", "l", *KEYED, SECRET]) == 130
    assert capsys.readouterr().err == f"mamori-filter: {told}\n"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["check-file"], "default by its name: .csv, .parquet, else jsonl"),
        (["install"], "PLACE.mf.accepted"),
        (["apply"], "PLACE.mf.accepted"),
    ],
)
def test_the_help_names_what_is_chosen_and_left_beside(capsys, monkeypatch, words, named):
    monkeypatch.setenv("COLUMNS", "400")
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    assert named in capsys.readouterr().out
