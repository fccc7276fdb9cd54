import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mamori.site import cli
from mamori.site.tests.build import ROOT, url_of

pytestmark = pytest.mark.whole


@pytest.fixture
def here(monkeypatch, tmp_path):
    """The command line as a person would have it, on the tests' own database."""
    monkeypatch.setenv("DATABASE_URL", url_of())
    monkeypatch.setenv("MAMORI_DATA", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "not a secret")
    return tmp_path


def refused(capsys, *words):
    """The one line a refusal says."""
    assert cli.main(words) == cli.REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mamori: ")
    return err.removesuffix("\n")


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_with_no_command_it_says_what_there_is(capsys, words):
    assert cli.main(words) == cli.DONE
    out, err = capsys.readouterr()
    assert all(f"  {command} " in out for command in cli.COMMANDS)
    assert err == ""


def test_an_unknown_command_is_refused_with_those_there_are(capsys):
    said = refused(capsys, "outlines")
    assert "there is no command “outlines”" in said
    assert "load_pack" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["outline", "FY1999"], "FY1999"),
        (["outline", "FY2017", "--format", "bmp"], "invalid choice: 'bmp'"),
        (["outline"], "required: key"),
        (["load_pack", "packs/japan", "--quickly"], "--quickly"),
        (["restore", "nowhere.dump"], "there is no file nowhere.dump"),
    ],
)
def test_a_refusal_is_said_in_its_own_words(here, capsys, words, reason):
    assert reason in refused(capsys, *words)


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["outline", "FY1999"], ["outline"], ["restore", "nowhere"]])
def test_a_refusal_takes_one_line(here, capsys, words):
    assert "\n" not in refused(capsys, *words)


@pytest.mark.django_db
def test_every_fault_of_a_pack_is_said_before_it_is_refused(here, capsys):
    assert cli.main(["load_pack", "nowhere"]) == cli.REFUSED
    fault, refusal = capsys.readouterr().err.splitlines()
    assert fault == "pack.yaml:1 There is no pack.yaml."
    assert refusal == "mamori: The country pack has 1 fault; nothing of it was loaded."


def test_a_data_folder_too_deep_for_a_socket_is_refused(monkeypatch, capsys):  # kernel 5.2
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MAMORI_DATA", "/tmp/" + "deep/" * 30)  # noqa: S108 - never made
    assert "Set MAMORI_DATA to a shorter one." in refused(capsys, "doctor")


@pytest.fixture
def nothing_here(monkeypatch, tmp_path):
    """A folder in which Mamori has never run, and no database of one's own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("MAMORI_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("words", [["outline", "FY2017"], ["audit_verify"], ["backup", "x.dump"]])
def test_where_there_is_no_data_nothing_is_made_to_read_it(nothing_here, capsys, words):
    assert refused(capsys, *words) == (
        f"mamori: There is no data in {nothing_here}. Run mamori run, or set MAMORI_DATA."
    )


def test_a_pack_is_checked_where_there_is_no_data(nothing_here, capsys):
    pack = str(ROOT / "packs/japan")
    assert cli.main(["load_pack", pack, "--check"]) == cli.DONE
    said = capsys.readouterr().out
    assert said == "Japan: No data folder here; the files are in order: 0 faults.\n"
    assert cli.main(["load_pack", pack, "--check", "--json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out) == {"pack": "Japan", "faults": 0}


def test_a_wrong_pack_is_refused_where_there_is_no_data(nothing_here, capsys):
    assert cli.main(["load_pack", "nowhere", "--check"]) == cli.REFUSED
    assert "pack.yaml:1 There is no pack.yaml." in capsys.readouterr().err


def test_the_key_that_signs_sessions_is_made_once_and_kept_from_others(tmp_path):
    first = cli.kept_secret(tmp_path / "data")
    assert cli.kept_secret(tmp_path / "data") == first
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "data/secret_key").stat().st_mode) == 0o600


def test_the_whole_way_on_the_real_command_line(fresh_database):
    with TemporaryDirectory(prefix="mamori-", dir="/tmp") as folder:
        settings = {"DATABASE_URL": url_of(fresh_database), "MAMORI_DATA": folder}
        kept = {k: v for k, v in os.environ.items() if k not in ("SECRET_KEY", "MAMORI_PLAIN_HTTP")}

        def mamori(*words):
            command = [Path(sys.executable).with_name("mamori"), *words]
            done = subprocess.run(  # noqa: S603 - our own words only
                command, cwd=ROOT, env=kept | settings, capture_output=True, check=False
            )
            assert done.returncode == cli.DONE, done.stderr.decode()
            assert done.stderr == b""
            return done.stdout.decode()

        said = mamori("run", "--prepare")
        assert "Loading packs/japan …" in said
        assert "one for each role" in said
        assert (Path(folder) / "secret_key").exists()

        outline = json.loads(mamori("outline", "FY2017", "--language", "en", "--format", "json"))
        assert "FY2017" in json.dumps(outline)

        found = json.loads(mamori("doctor", "--json"))
        assert found["tables"] == "up to date"
        assert found["data folder"] == folder
        assert "your own" in found["database"]

        assert "plan: 1 entries, whole" in mamori("audit_verify")
        assert "0 differences, 0 loaded" in mamori("load_pack", "packs/japan", "--check")
