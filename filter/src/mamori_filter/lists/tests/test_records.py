import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import engines
from mamori_filter.engines import CHOICE
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists.fingerprints import Scope, fingerprint
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.lists.records import Record, record_sum, seal, unseal, width_for
from mamori_filter.lists.tests.making import KEY, NAME, file_of, without_native
from mamori_filter.verdicts import DAMAGED_RECORD

KEYS = derive(KEY, list_id_of(NAME))
IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=64).filter(
    lambda text: len(text.encode()) <= 64
)
RECORDS = st.builds(Record, st.integers(0, 2**32 - 1), st.integers(1, 4), IDS)
NUMBERS = st.integers(0, 2**64 - 1)
HOST, URL = "listed.example", "http://listed.example/"
LISTED = fingerprint(KEYS.fingerprint, HOST, Scope.HOST)


def listed(record: Record) -> OpenList:
    return read_list(memoryview(file_of({LISTED: record, LISTED ^ 9: Record(0, 3, "x")})), KEY)


@settings(deadline=None)
@given(NUMBERS, RECORDS, st.integers(0, 20))
def test_a_record_is_opened_with_its_own_fingerprint_only(owner, record, room):
    width = min(width_for(len(record.entry_id.encode())) + room, width_for(64))
    sealed = seal(KEYS, owner, record, width)
    assert len(sealed) == width
    assert unseal(KEYS, owner, sealed) == record
    assert unseal(KEYS, owner ^ 1, sealed) is None


def test_every_bit_of_a_record_counts():
    sealed = seal(KEYS, 7, Record(9, 1, "E-1"), width_for(5))
    for bit in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[bit >> 3] ^= 1 << (bit & 7)
        assert unseal(KEYS, 7, bytes(altered)) is None


@settings(deadline=None)
@given(st.integers(1, 78), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_sum_of_records_is_the_same_with_and_without_the_native_core(width, count, random):
    records = random.randbytes(width * count)
    with without_native():
        plain = record_sum(KEYS, records, width)
    assert record_sum(KEYS, records, width) == plain


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_both_engines_read_the_same_record(record):
    opened = listed(record)
    native, twin = engines.engine_for(opened), TwinEngine(opened)
    assert type(native) is not TwinEngine
    for now in (1, max(1, record.expires - 1), record.expires or 5, 2**32 - 1):
        assert native.check(URL, now) == twin.check(URL, now)


@pytest.mark.parametrize("choice", ["native", "python"])
def test_an_entry_goes_at_its_second_and_not_before(choice, monkeypatch):
    monkeypatch.setenv(CHOICE, choice)
    engine = engines.engine_for(listed(Record(1_800_000_000, 1, "E-1")))
    assert engine.check(URL, 1_799_999_999).entry_id == "E-1"
    assert not engine.check(URL, 1_800_000_000).listed
    assert engine.counts()["expired"] == 1
    never = engines.engine_for(listed(Record(0, 1, "E-1")))
    assert never.check(URL, 2**32 - 1).listed


@pytest.mark.parametrize("choice", ["native", "python"])
def test_a_listed_address_whose_record_is_damaged_or_of_another_scope_stays_listed(
    choice, monkeypatch
):
    monkeypatch.setenv(CHOICE, choice)
    for opened in (listed(Record(0, 2, "E-1")), _broken()):
        verdict = engines.engine_for(opened).check(URL, 1)
        assert verdict[:3] == (True, "host", None)
        assert verdict.problem == DAMAGED_RECORD


def _broken() -> OpenList:
    octets = bytearray(file_of({LISTED: Record(0, 1, "E-1")}))
    octets[-1] ^= 1
    return read_list(memoryview(bytes(octets)), KEY)
