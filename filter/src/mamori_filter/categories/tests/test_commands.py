import json
from pathlib import Path

import pytest

from mamori_filter.categories.tests.making import KEY, mandatory_list, ut1_folder
from mamori_filter.commands import main
from mamori_filter.lists.opening import open_list
from mamori_filter.short import shorten

PROFILE = """
name = "みどり小学校"
base = "primary"
allow = ["mixed.test/part/"]
[categories]
off = ["vpn"]
[[exceptions]]
site = "play.test"
until = 2099-12-31
by = "a parent"
reason = "club"
"""


@pytest.fixture(name="options")
def _options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (tmp_path / "key.bin").write_bytes(KEY)
    (tmp_path / "own.toml").write_text(PROFILE)
    mandatory_list(tmp_path)
    source, folder = str(ut1_folder(tmp_path)), str(tmp_path / "lists")
    names = ["--category", "adult", "--category", "games"]
    assert (
        main(["categories", "import", source, "--format", "ut1", "--output", folder, *names]) == 0
    )
    capsys.readouterr()
    mandatory = ["--mandatory", str(tmp_path / "list.mf"), "--key", str(tmp_path / "key.bin")]
    return [*mandatory, "--folder", folder, "--profile"]


def test_an_import_names_malformed_lines_by_number_and_never_by_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, folder = str(ut1_folder(tmp_path)), str(tmp_path / "lists")
    asked = ["categories", "import", source, "--format", "ut1", "--output", folder]
    assert main(asked) == 2  # one category has no line that can be listed
    told = capsys.readouterr().err
    assert "adult/domains: malformed, left out: line 5" in told
    assert "adult/urls: malformed, left out: line 3" in told
    assert "child: left out, a list of permitted sites" in told
    assert "empty: No line of the category" in told
    assert ".test" not in told
    assert sorted(path.name for path in (tmp_path / "lists").iterdir()) == [
        "adult.mf",
        "categories.key",
        "games.mf",
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [("hosts", "0.0.0.0 play.test\n"), ("domains", "play.test\n"), ("rpz", "play.test CNAME .\n")],
)
def test_a_file_of_each_format_becomes_the_category_it_is_named(
    tmp_path: Path, form: str, text: str
) -> None:
    (tmp_path / "Some File.txt").write_text(text)
    asked = ["categories", "import", str(tmp_path / "Some File.txt"), "--format", form]
    assert main([*asked, "--output", str(tmp_path / "lists")]) == 2
    assert main([*asked, "--output", str(tmp_path / "lists"), "--category", "games"]) == 0
    assert (tmp_path / "lists" / "games.mf").stat().st_size > 128


def test_a_profile_is_asked_in_the_shell(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = ["bad.test", "grown.test", "play.test", "mixed.test/part/x", "fine.test"]
    own = str(tmp_path / "own.toml")
    assert main(["categories", "check", *options, own, "--json", *addresses]) == 0
    told = capsys.readouterr()
    found = [json.loads(line) for line in told.out.splitlines()]
    assert [(one["blocked"], one["category"], one["let_through"]) for one in found] == [
        (True, "mandatory", None),
        (True, "adult", None),
        (False, None, "exception"),
        (False, None, "allow"),
        (False, None, None),
    ]
    assert ".test" not in told.out + told.err
    assert told.err == ""  # what has no list is told by the import and the status


def test_a_school_that_comes_with_the_filter_is_asked_by_its_name(
    options: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert main(["categories", "check", *options, "junior-high", "grown.test", "play.test"]) == 0
    assert capsys.readouterr().out == "ブロック：アダルト（adult:1）\nブロックしません\n"


def test_the_status_tells_the_lists_that_answer(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["categories", "status", *options, "primary", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["lists"]) == {"mandatory", "adult", "games"}
    assert told["lists"]["adult"]["entries"] == 5
    assert "gambling" in told["missing"]
    assert main(["categories", "status", *options, "primary"]) == 0
    told = capsys.readouterr().out
    assert "adult (アダルト / Adult): 5 entries" in told
    assert "games (ゲーム / Games): 1 entry, " in told
    assert "drogue (薬物 / Drugs): no list, so not blocked\n" in told
    assert told.endswith("no exceptions\n")


def test_a_category_that_the_profile_leaves_out_is_named_as_not_used(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own-list.txt").write_text("odd.test\n")
    source = ["categories", "import", str(tmp_path / "own-list.txt"), "--format", "domains"]
    assert main([*source, "--output", str(tmp_path / "lists")]) == 0
    told = capsys.readouterr().err
    assert "in no profile that comes with the filter: own-list;" in told
    assert "no list here yet, so not blocked: agressif," in told
    assert " adult," not in told
    for profile, unused in (("primary", {"own-list"}), ("high-school", {"games", "own-list"})):
        assert main(["categories", "check", *options, profile, "odd.test"]) == 0
        out, err = capsys.readouterr()
        assert (out, "so not used: own-list\n" in err) == ("not blocked\n", True)
        assert main(["categories", "status", *options, profile, "--json"]) == 0
        assert set(json.loads(capsys.readouterr().out)["unused"]) == unused
    assert main(["categories", "status", *options, "high-school"]) == 0
    out = capsys.readouterr().out
    assert "games (ゲーム / Games): has a list but is not on in this profile" in out
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.replace("off =", 'on = ["own-list"]\noff ='))
    assert main(["categories", "check", *options, str(path), "odd.test"]) == 0
    assert capsys.readouterr() == ("blocked: own-list (own-list:1)\n", "")


def test_a_category_turned_off_on_purpose_is_no_mistake(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.replace('"vpn"', '"games"'))
    assert main(["categories", "check", *options, str(path), "fine.test"]) == 0
    assert capsys.readouterr() == ("not blocked\n", "")


@pytest.mark.parametrize("switch", ["on", "off"])
def test_a_category_that_is_nowhere_is_named_as_probably_misspelled(
    tmp_path: Path, options: list[str], switch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.replace('off = ["vpn"]', f'{switch} = ["gamez"]'))
    assert main(["categories", "check", *options, str(path), "fine.test"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gamez: this category is neither in the folder nor in a profile")
    assert line.endswith("probably misspelled (games?)")
    assert main(["categories", "status", *options, str(path)]) == 0
    assert capsys.readouterr().out.count("gamez") == 1


def test_without_the_mandatory_list_nothing_starts(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.mf"
    good = path.read_bytes()
    for octets, code in ((good[:-1], "list_damaged"), (b"", "list_unreadable")):
        path.write_bytes(octets)
        assert main(["categories", "check", *options, "primary", "fine.test"]) == 2
        told = capsys.readouterr()
        assert f"[{code}]" in told.err
        assert told.out == ""


def test_a_profile_that_names_the_mandatory_list_stops_in_the_shell(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.replace('"vpn"', '"mandatory"'))
    assert main(["categories", "check", *options, str(path), "bad.test"]) == 2
    assert "[profile_mandatory]" in capsys.readouterr().err


def test_a_short_mandatory_list_holds_its_hits_in_the_shell(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.mf"
    path.write_bytes(shorten(open_list(path, KEY), 16, 0).octets)
    assert main(["categories", "check", *options, "primary", "bad.test"]) == 0
    assert capsys.readouterr().out == "blocked: the mandatory list (unconfirmed)\n"
