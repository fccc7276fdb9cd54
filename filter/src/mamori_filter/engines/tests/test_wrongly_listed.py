"""Nobody harmless is listed. A hundred million were asked once (benchmarks/README.md); here are fewer."""

import random
from array import array

import pytest

from mamori_filter import engines
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists.building import Terms, file_of
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import read_list
from mamori_filter.lists.records import width_for

ENTRIES = 100_000
SHAPES = (
    "https://{}.{}.example/{}.html",
    "http://{}.example/{}/{}?id=1",
    "https://www.{}.example/{}/{}/",
)


@pytest.fixture(scope="module")
def opened():
    """Fingerprints as SipHash would make them, drawn at random: nobody's address has one of them."""
    rnd = random.Random(25)
    key, terms, width = rnd.randbytes(32), Terms(1, 1), width_for(4)
    drawn = array("Q", sorted({rnd.getrandbits(64) for _ in range(ENTRIES)}))
    keys = derive(key, list_id_of(terms.name))
    octets = file_of(drawn, bytes(len(drawn) * width), width, keys, terms, len(drawn))
    return read_list(memoryview(octets), key)


def addresses(count):
    rnd = random.Random(189)
    for number in range(count):
        words = [rnd.randbytes(4).hex() for _ in range(3)]
        yield SHAPES[number % 3].format(*words)


@pytest.mark.parametrize(
    ("engine", "count"), [(engines.native_engine, 300_000), (TwinEngine, 20_000)]
)
def test_no_random_address_is_listed(opened, engine, count):
    answers = engine(opened).check_many(addresses(count))
    assert len(answers) == count
    assert not any(verdict.listed for verdict in answers)
