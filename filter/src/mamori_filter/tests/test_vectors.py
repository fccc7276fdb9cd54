"""The vectors beside the format's document are what the code makes, and what both engines answer."""

import json
from functools import partial
from pathlib import Path

import pytest

from mamori_filter import Filter, engines
from mamori_filter.lists import deltas
from mamori_filter.lists.opening import read_list
from mamori_filter.refusals import Refused
from mamori_filter.tests import vectors

WRITTEN = Path(__file__).parents[4] / "docs/policy/address-list-vectors.json"


@pytest.fixture(scope="module")
def told():
    return json.loads(WRITTEN.read_text())


@pytest.fixture(scope="module")
def files(told):
    found = {f"list {one['name']}": one["octets"] for one in told["lists"]}
    found |= {f"delta {one['base']}": one["octets"] for one in told["deltas"]}
    found |= {f"short list {one['bits']}": one["octets"] for one in told["short_lists"]}
    return {name: bytes.fromhex(octets) for name, octets in found.items()}


def opened(octets):
    return read_list(memoryview(octets), vectors.KEY)


def test_the_code_makes_every_octet_that_is_written_down(told):
    assert vectors.made() == told


def test_each_delta_leads_from_one_list_to_the_next(told, files):
    for delta in told["deltas"]:
        base = opened(files[f"list {delta['base']}"])
        assert (
            deltas.apply(base, files[f"delta {delta['base']}"])
            == files[f"list {delta['leads_to']}"]
        )


@pytest.mark.parametrize("engine", ["native", "python"])
def test_both_engines_give_the_answers_that_are_written_down(
    told, files, engine, monkeypatch, tmp_path
):
    monkeypatch.setenv(engines.CHOICE, engine)
    assert engines.name() == engine
    for one in told["lists"]:
        path = tmp_path / one["name"]
        path.write_bytes(files[f"list {one['name']}"])
        filter_ = Filter(path, vectors.KEY)
        for case in told["verdicts"]:
            if case["list"] == one["name"]:
                verdict = filter_.check(case["address"], case["now"])._asdict()
                assert verdict == {field: case[field] for field in verdict}


def changed(case, octets):
    out = bytearray(octets[: case.get("cut")])
    if "octet" in case:
        out[case["octet"]] ^= case["xor"]
    return bytes(out)


def test_what_is_damaged_is_refused_for_the_reason_that_is_written_down(told, files):
    base = opened(files["list first"])
    for case in told["refused"]:
        octets = changed(case, files[case["file"]])
        ask = partial(deltas.apply, base) if case["file"].startswith("delta") else opened
        with pytest.raises(Refused) as refused:
            ask(octets)
        assert refused.value.code == case["code"], case
