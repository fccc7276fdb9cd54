import json
from pathlib import Path

import pytest

from mamori_filter.commands import main
from mamori_filter.short.tests.making import KEY, full_list


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "key.bin").write_bytes(KEY)
    full_list(tmp_path)
    return {name: str(tmp_path / name) for name in ("list.mf", "list.mfs", "key.bin")}


def test_a_list_is_shortened_and_asked_in_the_shell(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    key = ["--key", files["key.bin"]]
    assert main(["shorten", files["list.mf"], *key, "--output", files["list.mfs"]]) == 0
    capsys.readouterr()
    asked = ["check-short", "--list", files["list.mfs"], *key, "--json", "--on-hit"]
    for policy, listed in (("hold", True), ("pass", False)):
        assert main([*asked, policy, "http://www.bad.test/"]) == 0
        told = capsys.readouterr()
        verdict = json.loads(told.out)
        assert (verdict["listed"], verdict["problem"]) == (listed, "unconfirmed")
        assert "bad.test" not in told.out + told.err


def test_the_shell_asks_what_a_hit_means(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check-short", "--list", files["list.mf"], "--key", files["key.bin"], "bad.test"])
    assert stopped.value.code == 2
    assert "--on-hit" in capsys.readouterr().err


def test_a_full_list_is_no_short_one_in_the_shell(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    key = ["--key", files["key.bin"]]
    asked = ["check-short", "--list", files["list.mf"], *key, "--on-hit", "hold", "bad.test"]
    assert main(asked) == 2
    assert "[list_full]" in capsys.readouterr().err
