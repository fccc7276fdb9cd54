"""The vectors beside the format's document are what the code makes, and what both engines answer."""

import json
from pathlib import Path

import pytest

from mamori_filter.lists import deltas
from mamori_filter.lists.opening import read_list
from mamori_filter.tests import vectors

WRITTEN = Path(__file__).parents[4] / "docs/policy/address-list-vectors.json"


@pytest.fixture(scope="module")
def told():
    return json.loads(WRITTEN.read_text())


def test_the_code_makes_every_octet_that_is_written_down(told):
    assert vectors.made() == told


def test_the_delta_leads_from_one_list_to_the_other(told):
    old, new, delta = (bytes.fromhex(told[name]) for name in ("list", "new_list", "delta"))
    key = bytes.fromhex(told["key"])
    assert deltas.apply(read_list(memoryview(old), key), delta) == new


@pytest.mark.parametrize("engine", ["native", "python"])
def test_both_engines_give_the_answers_that_are_written_down(told, engine, monkeypatch, tmp_path):
    from mamori_filter import Filter, engines

    monkeypatch.setenv(engines.CHOICE, engine)
    assert engines.name() == engine
    for name in ("list", "new_list"):
        path = tmp_path / name
        path.write_bytes(bytes.fromhex(told[name]))
        filter_ = Filter(path, bytes.fromhex(told["key"]))
        for case in told["verdicts"]:
            if case["list"] == name:
                verdict = filter_.check(case["address"], case["now"])._asdict()
                assert verdict == {field: case[field] for field in verdict}
