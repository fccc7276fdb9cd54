"""keygen, build, verify, delta, apply and install, as an operator uses them."""

import pytest

from mamori_filter.commands import main

HEAD = "scope,expression,entry_id,expires\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    """A directory with a key and three versions of a list: 300 entries, 280 others of them, and 2."""
    monkeypatch.chdir(tmp_path)
    assert main(["keygen", "key.bin"]) == 0
    for version, names in ((1, range(300)), (2, range(40, 320)), (3, range(2))):
        lines = (f"host,h{n}.example,E-{n:03d},{2090 + version * (n == 99)}-01-01" for n in names)
        (tmp_path / f"{version}.csv").write_text(HEAD + "\n".join(lines))
        made = ["build", f"{version}.csv", "--key", "key.bin", "--output", f"v{version}.mf"]
        assert main([*made, "--version", str(version)]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def says(desk, capsys):
    """Runs a verb with the key: its exit code and the one line it says."""

    def run(*words):
        code = main([*words, "--key", "key.bin"])
        out, err = capsys.readouterr()
        (line,) = (out + err).splitlines()
        assert "example" not in line
        return code, line

    return run


def test_a_new_key_is_its_owners_alone_and_never_written_over_another(desk, capsys):
    key = desk / "key.bin"
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    assert len(before) == 32
    assert main(["keygen", "key.bin"]) == 2
    assert "[key_exists]" in capsys.readouterr().err
    assert key.read_bytes() == before
    assert main(["keygen", "second.bin"]) == 0
    assert (desk / "second.bin").read_bytes() != before
    assert main(["keygen", "nowhere/key.bin"]) == 2
    assert "[output]" in capsys.readouterr().err


def test_a_delta_brings_a_list_in_its_own_place_up_to_date(desk, says):
    code, line = says("delta", "v1.mf", "v2.mf", "--output", "d.mfd")
    assert code == 0
    assert "version 1 to 2, 40 removed, 20 added, 1 changed" in line
    assert says("install", "v1.mf", "list.mf")[0] == 0
    code, line = says("apply", "list.mf", "d.mfd", "--output", "list.mf")
    assert (code, line) == (0, "list.mf: version 2, 280 entries (version 1 had 300)")
    assert (desk / "list.mf").read_bytes() == (desk / "v2.mf").read_bytes()
    assert (desk / "list.mf.previous").read_bytes() == (desk / "v1.mf").read_bytes()
    assert says("apply", "list.mf", "d.mfd", "--output", "list.mf")[0] == 2
    assert (desk / "list.mf").read_bytes() == (desk / "v2.mf").read_bytes()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("apply", "v2.mf", "d.mfd", "--output", "out.mf"), "delta_replayed"),
        (("apply", "v1.mf", "v2.mf", "--output", "out.mf"), "not_a_delta"),
        (("apply", "v1.mf", "cut.mfd", "--output", "out.mf"), "delta_damaged"),
        (("apply", "v1.mf", "none.mfd", "--output", "out.mf"), "file_unreadable"),
        (("apply", "d.mfd", "d.mfd", "--output", "out.mf"), "not_a_list"),
        (("apply", "v1.mf", "shrinks.mfd", "--output", "out.mf"), "size_change"),
        (("apply", "v1.mf", "d.mfd", "--output", "v3.mf"), "list_older"),
        (("delta", "v2.mf", "v1.mf", "--output", "out.mf"), "delta_order"),
        (("delta", "v1.mf", "v1.mf", "--output", "out.mf"), "delta_order"),
        (("install", "v1.mf", "v2.mf"), "list_older"),
        (("install", "v3.mf", "v2.mf"), "size_change"),
        (("install", "cut.mfd", "out.mf"), "not_a_list"),
        (("install", "v1.mf", "nowhere/out.mf"), "output"),
        (("verify", "--list", "cut.mf"), "list_damaged"),
        (("verify", "--list", "none.mf"), "list_unreadable"),
    ],
)
def test_a_refusal_is_one_line_with_its_code_and_writes_nothing(desk, says, words, code):
    assert says("delta", "v1.mf", "v2.mf", "--output", "d.mfd")[0] == 0
    assert says("delta", "v1.mf", "v3.mf", "--output", "shrinks.mfd")[0] == 0
    (desk / "cut.mfd").write_bytes((desk / "d.mfd").read_bytes()[:-1])
    (desk / "cut.mf").write_bytes((desk / "v1.mf").read_bytes()[:-1])
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    status, line = says(*words)
    assert status == 2
    assert line.endswith(f"[{code}]")
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before


def test_a_change_of_size_is_applied_and_installed_where_the_operator_accepts_it(desk, says):
    assert says("delta", "v1.mf", "v3.mf", "--output", "d.mfd")[0] == 0
    assert says("apply", "v1.mf", "d.mfd", "--output", "out.mf", "--accept-size-change")[0] == 0
    assert (desk / "out.mf").read_bytes() == (desk / "v3.mf").read_bytes()
    assert says("install", "v3.mf", "v2.mf", "--accept-size-change")[0] == 0
    assert (desk / "v2.mf").read_bytes() == (desk / "v3.mf").read_bytes()


def test_a_refusal_is_told_in_japanese_where_the_terminal_is(says, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    code, line = says("install", "v1.mf", "v2.mf")
    assert code == 2
    assert "現在の第2版より新しくありません" in line


def test_a_list_verified_wholly_says_what_it_is(desk, says):
    code, line = says("verify", "--list", "v1.mf")
    size = (desk / "v1.mf").stat().st_size
    assert code == 0
    assert line == f"v1.mf: whole; version 1, 300 entries, 300 fingerprints, {size:,} octets"


def test_a_damaged_record_is_found_by_verify_though_the_list_opens(desk, says):
    octets = bytearray((desk / "v1.mf").read_bytes())
    octets[-1] ^= 1
    (desk / "v1.mf").write_bytes(octets)
    assert says("status", "--list", "v1.mf", "--json")[0] == 0
    code, line = says("verify", "--list", "v1.mf")
    assert code == 2
    assert line.endswith("[list_damaged]")
    assert says("delta", "v1.mf", "v2.mf", "--output", "d.mfd")[0] == 2
