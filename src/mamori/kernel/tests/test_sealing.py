"""Names are sealed where they belong, open nowhere else, and are erased for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel import sealing
from mamori.kernel.sealing import BrokenSeal, Erased, NoSealingKey, Place

HERE = Place("certificate:1", "seal:1", "name")
OTHER_KEY = "B" * 43


def sealed(words="架空 花子"):
    wrapped = sealing.new_key(HERE.subject)
    return sealing.seal(words, wrapped=wrapped, at=HERE), wrapped


@given(st.text())
def test_whatever_is_sealed_is_unsealed(words):
    box, wrapped = sealed(words)
    assert sealing.unseal(box, wrapped=wrapped, at=HERE) == words


def test_the_words_are_not_in_the_box():
    box, wrapped = sealed("Invented Name")
    assert b"Invented" not in box + wrapped


def test_the_same_words_never_look_the_same():
    assert sealed()[0] != sealed()[0]


def test_a_length_tells_little():
    assert len(sealed("A")[0]) == len(sealed("A rather longer invented name")[0])


@pytest.mark.parametrize(
    "place",
    [
        Place("certificate:2", "seal:1", "name"),
        Place("certificate:1", "seal:2", "name"),
        Place("certificate:1", "seal:1", "address"),
        Place("certificate:1", "seal:1n", "ame"),
    ],
)
def test_a_seal_opens_at_its_own_place_only(place):
    box, wrapped = sealed()
    with pytest.raises(BrokenSeal):
        sealing.unseal(box, wrapped=wrapped, at=place)


def test_a_changed_bit_breaks_it():
    box, wrapped = sealed()
    for spoilt in (bytes([box[0] ^ 1]) + box[1:], box[:-1] + bytes([box[-1] ^ 1]), box[:5], b""):
        with pytest.raises(BrokenSeal):
            sealing.unseal(spoilt, wrapped=wrapped, at=HERE)


def test_with_its_key_forgotten_it_is_erased():
    box, _ = sealed()
    with pytest.raises(Erased):
        sealing.unseal(box, wrapped=None, at=HERE)
    with pytest.raises(BrokenSeal):
        sealing.unseal(box, wrapped=sealing.new_key(HERE.subject), at=HERE)


def test_another_master_key_does_not_open_it(settings):
    box, wrapped = sealed()
    settings.SEALING_KEY = OTHER_KEY
    with pytest.raises(BrokenSeal):
        sealing.unseal(box, wrapped=wrapped, at=HERE)


@pytest.mark.parametrize("key", ["", "too-short", "日本語", "A" * 60, "a"])
def test_with_no_proper_master_key_nothing_is_sealed(settings, key):
    settings.SEALING_KEY = key
    with pytest.raises(NoSealingKey):
        sealing.new_key("certificate:1")
