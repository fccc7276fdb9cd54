from array import array
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import _native
from mamori_filter.lists import rice
from mamori_filter.lists.tests.making import numbers

WORDS = st.integers(0, 2**64 - 1)
SMALL = st.integers(0, 5000)


@st.composite
def coded(draw):
    """Numbers with a parameter that does not make their codes endless."""
    parameter = draw(st.integers(0, 64))
    quotients = draw(st.lists(st.integers(0, 200), max_size=50))
    rest = st.integers(0, 2**parameter - 1)
    values = [min(2**64 - 1, q << parameter | draw(rest)) for q in quotients]
    if parameter == 64:
        values = draw(st.lists(WORDS, max_size=50))
    return array("Q", values), parameter


@settings(deadline=None)
@given(coded())
def test_codes_lead_back_to_their_numbers_and_say_where_they_end(case):
    values, parameter = case
    text = rice.encode(values, parameter)
    assert rice.decode(text + b"\xff\x00", len(values), parameter) == (values, len(text))


@settings(deadline=None)
@given(coded())
def test_the_native_core_and_its_twin_write_the_same_octets_and_read_the_same_numbers(case):
    values, parameter = case
    text = rice.encode_plainly(values, parameter)
    assert text == _native.rice_encode(values, parameter)
    assert rice.decode_plainly(text, len(values), parameter) == rice.decode(
        text, len(values), parameter
    )


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 40), st.integers(0, 64))
def test_any_octets_are_read_alike_or_refused_alike(text, count, parameter):
    def answer(read):
        try:
            return read(text, count, parameter)
        except ValueError:
            return "refused"

    assert answer(rice.decode) == answer(rice.decode_plainly)


@settings(deadline=None)
@given(coded())
def test_codes_that_are_cut_short_are_refused(case):
    values, parameter = case
    text = rice.encode(values, parameter)
    if text:
        for read in (rice.decode, rice.decode_plainly):
            with pytest.raises(ValueError, match=r"end too early|more numbers"):
                read(text[:-1], len(values), parameter)


def test_more_numbers_than_bits_are_refused_before_room_is_made_for_them():
    for read in (rice.decode, rice.decode_plainly):
        with pytest.raises(ValueError, match="more numbers"):
            read(b"\0" * 8, 2**40, 0)


def test_a_number_past_64_bits_is_refused():
    for read in (rice.decode, rice.decode_plainly):
        for parameter in (60, 63, 64):
            with pytest.raises(ValueError, match="64 bits"):
                read(b"\xff" * 8 + b"\0" * 16, 1, parameter)


@pytest.mark.parametrize("count", [100, 500, 700, 1000, 1400])
def test_the_parameter_chosen_gives_the_shortest_codes(count):
    ascending = sorted(numbers("gaps", count))
    gaps = array("Q", (b - a for a, b in pairwise(ascending)))
    chosen = rice.parameter_for(2**64 / count)
    sizes = {k: len(rice.encode(gaps, k)) for k in range(chosen - 2, chosen + 3)}
    assert sizes[chosen] <= min(sizes.values()) * 1.001
