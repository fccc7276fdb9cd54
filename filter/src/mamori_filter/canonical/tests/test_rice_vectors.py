"""Rice codes are those of Safe Browsing, with 64-bit numbers; its sets of prefixes have no counterpart here."""

from array import array
from hashlib import sha256

import pytest

from mamori_filter import _native
from mamori_filter.canonical.tests.reading import vectors
from mamori_filter.lists import elias_fano

FACTS = vectors("safe_browsing_rice.json")
KEY = 8  # octets of a fingerprint

# A set of Safe Browsing mixes prefixes of several lengths, so that one may begin another. Our keys have 64
# bits, all of them; of its rules only "ascending, each once" has a counterpart. Both tables are counted below.
OF_SEVERAL_LENGTHS = "prefixes of several lengths"
TOO_SHORT = "a prefix shorter than four octets"


def decoded(encoded: str, count: int, parameter: int) -> list[int]:
    return array("Q", _native.rice_decode(bytes.fromhex(encoded), count, parameter)).tolist()


def ascending(first: int, encoded: str, count: int, parameter: int) -> list[int]:
    """A first value, and one more for each coded gap."""
    values = [first]
    for gap in decoded(encoded, count, parameter):
        values.append(values[-1] + gap)
    return values


def as_keys(prefixes: list[str]) -> "array[int]":
    """Prefixes of one length as 64-bit keys in the same order."""
    return array("Q", [int.from_bytes(text.encode().ljust(KEY, b"\0")) for text in prefixes])


def test_the_vectors_are_all_there():
    counts = {name: len(facts) for name, facts in FACTS.items() if isinstance(facts, list)}
    assert counts == {
        "notes": 3, "rice_values": 12, "decode_prefixes": 10, "decode_indices": 8, "valid_sets": 11,
        "set_checksum": 3, "set_lookup": 3,
    }  # fmt: skip


@pytest.mark.parametrize("case", FACTS["rice_values"], ids=lambda case: case["encoded_hex"][:12])
def test_rice_codes_are_read_and_written(case):
    values, parameter = case["values"], case["rice_parameter"]
    assert decoded(case["encoded_hex"], len(values), parameter) == values
    assert _native.rice_encode(array("Q", values), parameter).hex() == case["encoded_hex"]


@pytest.mark.parametrize("case", FACTS["decode_indices"], ids=lambda case: str(case["indices"][0]))
def test_indices_are_a_first_value_and_coded_gaps(case):
    found = ascending(
        case["first_value"], case["encoded_hex"], case["num_entries"], case["rice_parameter"]
    )
    assert found == case["indices"]


@pytest.mark.parametrize(
    "case", FACTS["decode_prefixes"], ids=lambda case: case["sorted_prefixes_hex"][0][:12]
)
def test_sets_of_prefixes_are_read_through_the_same_codes(case):
    prefixes = []
    for block in case["sets"]:
        size = block["prefix_size"]
        if block["compression"] == "raw":
            raw = bytes.fromhex(block["raw_hex"])
            prefixes += [raw[at : at + size] for at in range(0, len(raw), size)]
        else:
            numbers = ascending(
                block["first_value"],
                block["encoded_hex"],
                block["num_entries"],
                block["rice_parameter"],
            )
            prefixes += [number.to_bytes(size, "little") for number in numbers]
    assert [prefix.hex() for prefix in sorted(prefixes)] == case["sorted_prefixes_hex"]


def test_bits_are_read_lowest_first():
    """A number coded with quotient nought is a zero bit and then its bits as they lie."""
    facts = FACTS["bit_reader"]
    stream, left = int.from_bytes(bytes.fromhex(facts["input_hex"]), "little"), 56
    for each in facts["reads"]:
        bits = each["bits"]
        code = ((stream & ((1 << bits) - 1)) << 1).to_bytes(bits // 8 + 1, "little")
        assert decoded(code.hex(), 1, bits) == [each["value"]]
        stream, left = stream >> bits, left - bits
        assert left == each["remaining_after"]


def test_reading_a_bit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="more numbers than the text can hold"):
        decoded("", 1, 0)


def test_eight_bits_left_over_are_refused():
    with pytest.raises(ValueError, match="left over"):
        decoded("f70200", 2, 2)


@pytest.mark.parametrize(("parameter", "text"), [(64, "01" + "00" * 8), (63, "03" + "00" * 8)])
def test_a_number_of_more_than_64_bits_is_refused(parameter, text):
    with pytest.raises(ValueError, match="passes 64 bits"):
        decoded(text, 1, parameter)


@pytest.mark.parametrize(("parameter", "text"), [(1, "ff" * 9), (64, "00" * 8), (8, "01")])
def test_a_number_that_is_cut_off_is_refused(parameter, text):
    with pytest.raises(ValueError, match="too early"):
        decoded(text, 1, parameter)


def test_keys_that_ascend_are_encoded_and_no_others():
    without_counterpart = []
    for case in FACTS["valid_sets"]:
        prefixes = case["prefixes_ascii"]
        if len({len(prefix) for prefix in prefixes}) > 1:
            without_counterpart.append(OF_SEVERAL_LENGTHS)
        elif len(prefixes[0]) < 4:
            without_counterpart.append(TOO_SHORT)
        elif case["valid"]:
            keys = as_keys(prefixes)
            assert _native.encode(keys) == elias_fano.encode(keys)
        else:
            with pytest.raises(ValueError, match="ascend"):
                _native.encode(as_keys(prefixes))
    assert without_counterpart.count(OF_SEVERAL_LENGTHS) == 7
    assert without_counterpart.count(TOO_SHORT) == 1


def test_the_checksum_of_a_set_is_sha_256_of_its_prefixes_in_order():
    """Ours is SHA-256 of the coded fingerprints (§6); this is the fact about SHA-256 alone."""
    for case in FACTS["set_checksum"]:
        assert sha256("".join(case["prefixes_ascii"]).encode()).hexdigest() == case["sha256"]


def test_a_key_is_found_whole_or_not_at_all():
    without_counterpart = 0
    for case in FACTS["set_lookup"]:
        prefixes = case["prefixes_ascii"]
        size = len(prefixes[0])
        if {len(prefix) for prefix in prefixes} != {size}:
            without_counterpart += len(case["queries"])
            continue
        keys = as_keys(prefixes)
        listed = elias_fano.Sorted(*elias_fano.encode(keys), len(keys))
        for query in case["queries"]:
            asked = query["hash_ascii"]
            if len(asked) != size:  # a longer one begins with a prefix; a key has no beginning
                without_counterpart += 1
                continue
            assert (listed.rank(as_keys([asked])[0]) >= 0) == (query["matched_length"] == size)
    assert without_counterpart == 9
