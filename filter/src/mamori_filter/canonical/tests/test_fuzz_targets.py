"""The fuzz targets still run, on a few hundred seeded inputs; the fuzzers themselves run apart (filter/fuzz)."""

import sys
from collections import Counter
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random

import pytest

FUZZ = Path(__file__).parents[4] / "fuzz"
TARGETS = ("parser", "list_file", "short_list", "delta", "codes")
MODULES = ("addresses", "list_files", "targets", "seed")


@pytest.fixture(scope="module")
def fuzz():
    """The fuzzers' modules, which stand outside the package, found for as long as these tests run."""
    sys.path.insert(0, str(FUZZ))
    yield {name: import_module(name) for name in MODULES}
    sys.path.remove(str(FUZZ))
    for name in MODULES:
        sys.modules.pop(name)


@pytest.mark.parametrize("target", TARGETS)
def test_a_fuzz_target_takes_its_seeds_and_changed_seeds(target, fuzz):
    run, chance = fuzz["targets"].TARGETS[target], Random(6)
    texts = fuzz["seed"].texts(target)
    assert texts
    for text in texts:
        run(text)
        for _ in range(200 // len(texts) + 1):
            changed = bytearray(text)
            for _ in range(chance.randint(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            run(bytes(changed))


def test_every_fuzz_target_is_tried_here(fuzz):
    assert set(fuzz["targets"].TARGETS) == set(TARGETS)


def test_changed_lists_get_past_the_header_and_into_the_engines(fuzz):
    """Else the fuzzer would try the first check alone."""
    lists, targets, chance = fuzz["list_files"], fuzz["targets"], Random(6)
    opened = refused = 0
    for _ in range(300):
        mode = bytes([chance.randrange(4) | chance.randrange(4) << 4])
        octets = lists.mutated_list(mode + chance.randbytes(4 * chance.randint(1, 3)))
        try:
            targets.read_list(memoryview(octets), lists.KEY)
        except targets.Refused:
            refused += 1
        else:
            opened += 1
    assert opened > 50
    assert refused > 50


def test_changed_deltas_get_to_every_refusal_and_to_new_lists(fuzz):
    lists, targets, chance = fuzz["list_files"], fuzz["targets"], Random(6)
    outcomes: Counter[str] = Counter()
    for _ in range(600):
        mode = bytes([chance.randrange(4) | chance.randrange(4) << 4])
        octets = lists.mutated_delta(mode + chance.randbytes(4 * chance.randint(0, 2)))
        found = targets._applied(octets)
        outcomes["applied" if isinstance(found, bytes) else found] += 1
    expected = {
        "applied",
        "delta_damaged",
        "not_a_delta",
        "delta_newer",
        "delta_wrong_base",
        "wrong_key",
    }
    assert expected <= set(outcomes)


def test_generated_addresses_are_read_alike_and_about_half_are_of_the_web(fuzz):
    addresses = islice(fuzz["addresses"].addresses(7), 3000)
    read = sum(fuzz["targets"].same_forms(address) is not None for address in addresses)
    assert 1000 < read < 2000
