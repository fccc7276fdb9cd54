"""No verb writes over a key, a table or a list of another kind, whatever --output says."""

import pytest

from mamori_filter.commands import main

KEYED = ("--key", "key.bin")


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    """A key, entries, two versions of a list, the delta between them and a short list."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    rows = "".join(f"host,h{n}.example,E-{n},\n" for n in range(9))
    (tmp_path / "h.csv").write_text("scope,expression,entry_id,expires\n" + rows)
    for words in (
        ("keygen", "key.bin"),
        ("keygen", "other.bin"),
        ("build", "h.csv", *KEYED, "--version", "1", "--output", "a.mf"),
        ("build", "h.csv", *KEYED, "--version", "2", "--output", "b.mf"),
        ("build", "h.csv", "--key", "other.bin", "--version", "3", "--output", "c.mf"),
        ("delta", "a.mf", "b.mf", *KEYED, "--output", "d.mfd"),
        ("shorten", "a.mf", *KEYED, "--output", "s.mfs"),
    ):
        assert main(list(words)) == 0
    capsys.readouterr()
    return tmp_path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "words",
    [
        ("build", "h.csv", "--output", "key.bin"),
        ("build", "h.csv", "--output", "h.csv"),
        ("build", "h.csv", "--output", "s.mfs"),
        ("delta", "a.mf", "b.mf", "--output", "key.bin"),
        ("delta", "a.mf", "b.mf", "--output", "a.mf"),
        ("delta", "a.mf", "b.mf", "--output", "b.mf"),
        ("shorten", "a.mf", "--output", "a.mf"),
        ("shorten", "a.mf", "--output", "key.bin"),
        ("apply", "a.mf", "d.mfd", "--output", "key.bin"),
        ("apply", "a.mf", "d.mfd", "--output", "d.mfd"),
        ("apply", "a.mf", "d.mfd", "--output", "s.mfs"),
        ("install", "b.mf", "key.bin"),
        ("install", "b.mf", "h.csv"),
        ("install", "b.mf", "key.bin", "--replace"),
    ],
)
def test_what_is_no_such_list_is_never_replaced_by_one(desk, capsys, words):
    before = contents(desk)
    assert main([*words, *KEYED]) == 2
    assert capsys.readouterr().err.endswith("[output_other]\n")
    assert contents(desk) == before


@pytest.mark.parametrize("words", [("build", "h.csv"), ("delta", "a.mf", "b.mf"), ("shorten", "a.mf"),
                                   ("apply", "a.mf", "d.mfd")])  # fmt: skip
def test_an_output_that_is_a_folder_is_refused_in_words(desk, capsys, words):
    before = contents(desk)
    assert main([*words, *KEYED, "--output", "."]) == 2
    assert capsys.readouterr().err == "mamori-filter: . is a folder; name a file. [output]\n"
    assert contents(desk) == before


def test_a_list_a_delta_and_a_short_list_are_made_anew_in_their_places(desk):
    assert main(["build", "h.csv", *KEYED, "--version", "7", "--output", "b.mf"]) == 0
    assert main(["delta", "a.mf", "b.mf", *KEYED, "--output", "d.mfd"]) == 0
    assert main(["shorten", "b.mf", *KEYED, "--output", "s.mfs"]) == 0
    assert main(["apply", "a.mf", "d.mfd", *KEYED, "--output", "a.mf"]) == 0
    assert (desk / "a.mf").read_bytes() == (desk / "b.mf").read_bytes()


def test_a_list_of_another_key_is_replaced_only_where_the_operator_says_so(desk, capsys):
    before = contents(desk)
    other = ["--key", "other.bin"]
    assert main(["install", "c.mf", "a.mf", *other]) == 2
    told = capsys.readouterr().err
    assert "--replace" in told
    assert told.endswith("[place_other_key]\n")
    assert contents(desk) == before
    assert main(["install", "c.mf", "a.mf", *other, "--replace"]) == 0
    assert (desk / "a.mf").read_bytes() == before["c.mf"]
    assert (desk / "a.mf.previous").read_bytes() == before["a.mf"]


def test_a_delta_is_not_applied_onto_a_list_of_another_key(desk, capsys):
    before = contents(desk)
    assert main(["apply", "a.mf", "d.mfd", *KEYED, "--output", "c.mf"]) == 2
    assert capsys.readouterr().err.endswith("[place_other_key]\n")
    assert contents(desk) == before


def test_a_list_is_installed_where_a_link_leads_and_the_one_before_is_kept(desk):
    before = contents(desk)
    (desk / "folder").mkdir()
    (desk / "folder" / "list.mf").write_bytes(before["a.mf"])
    (desk / "link.mf").symlink_to("folder/list.mf")
    assert main(["install", "b.mf", "link.mf", *KEYED]) == 0
    assert (desk / "link.mf").is_symlink()
    assert (desk / "folder" / "list.mf").read_bytes() == before["b.mf"]
    assert (desk / "link.mf.previous").read_bytes() == before["a.mf"]


def test_a_list_that_is_cut_off_is_said_to_be_and_so_is_a_list_given_for_a_key(desk, capsys):
    whole = {"a.mf": (desk / "a.mf").read_bytes(), "s.mfs": (desk / "s.mfs").read_bytes()}
    for name, octets in whole.items():
        verb = ["check-short", "--on-hit", "hold"] if name == "s.mfs" else ["check"]
        for kept in (8, 100, 127, 150, len(octets) - 1):
            (desk / "cut").write_bytes(octets[:kept])
            assert main([*verb, "--list", "cut", *KEYED, "a.test"]) == 2
            told = capsys.readouterr().err
            assert "is cut off" in told
            assert told.endswith("[list_damaged]\n")
    (desk / "cut").write_bytes(octets + b"\0")
    assert main([*verb, "--list", "cut", *KEYED, "a.test"]) == 2
    assert "is damaged" in capsys.readouterr().err
    assert main(["check", "--list", "key.bin", "--key", "a.mf", "a.test"]) == 2
    told = capsys.readouterr().err
    assert "wrong way round" in told
    assert told.endswith("[key_is_list]\n")


def test_a_short_list_names_the_verb_that_opens_it(desk, capsys):
    assert main(["check", "--list", "s.mfs", *KEYED, "a.test"]) == 2
    told = capsys.readouterr().err
    assert "mamori-filter check-short" in told
    assert told.endswith("[list_short]\n")
