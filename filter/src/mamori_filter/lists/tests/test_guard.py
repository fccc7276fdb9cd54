import threading
from pathlib import Path

import pytest

from mamori_filter.lists import guard
from mamori_filter.lists.header import Header
from mamori_filter.lists.installing import install
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.lists.tests.making import KEY, NAME, NOW, OTHER_KEY, hosts, many
from mamori_filter.refusals import Refused

DAY = 24 * 3600


def opened(octets: bytes, key: bytes = KEY) -> OpenList:
    return read_list(memoryview(octets), key)


def answer(octets: bytes, current: Header | None, now: int = NOW, accepts: bool = False) -> str:
    try:
        guard.examine(opened(octets), current, now, accepts)
    except Refused as refused:
        return refused.code
    return "taken"


CURRENT = opened(hosts(many(400), version=5)).header


def test_a_newer_list_of_about_the_same_size_is_taken():
    assert answer(hosts(many(410), version=6), CURRENT) == "taken"


def test_the_first_list_is_taken_whatever_its_size_and_version():
    assert answer(hosts(many(1), version=0), None) == "taken"


@pytest.mark.parametrize("version", [0, 4, 5])
def test_an_older_list_or_the_same_version_again_is_refused(version):
    assert answer(hosts(many(400), version=version), CURRENT) == "list_older"


def test_a_list_of_another_name_is_refused():
    assert answer(hosts(many(400), version=6, name="another-list"), CURRENT) == "other_list"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (1, "size_change"),
        (199, "size_change"),
        (200, "taken"),
        (900, "taken"),
        (901, "size_change"),
    ],
)
def test_a_list_that_shrinks_below_half_or_grows_above_twice_and_100_is_refused(entries, told):
    assert answer(hosts(many(entries), version=6), CURRENT) == told


@pytest.mark.parametrize("entries", [1, 1000])
def test_a_change_of_size_is_taken_where_the_supplier_signed_it_or_the_operator_accepts(entries):
    assert answer(hosts(many(entries), version=6, signed=True), CURRENT) == "taken"
    assert answer(hosts(many(entries), version=6), CURRENT, accepts=True) == "taken"


def test_accepting_a_change_of_size_accepts_nothing_else():
    assert answer(hosts(many(1), version=4), CURRENT, accepts=True) == "list_older"
    assert answer(hosts(many(1), version=6, name="b"), CURRENT, accepts=True) == "other_list"


def test_a_list_dated_more_than_a_day_ahead_is_refused():
    ahead = hosts(many(400), version=6, created=NOW + DAY)
    assert answer(ahead, CURRENT) == "taken"
    assert answer(ahead, CURRENT, now=NOW - 1) == "list_from_future"
    assert answer(ahead, None, now=NOW - 1) == "list_from_future"


def test_a_list_is_taken_while_one_entry_lives_and_not_after():
    dated = hosts(many(400), version=6, expires="2030-01-01T00:00:00Z")
    last = 1_893_456_000
    assert answer(dated, CURRENT, now=last - 1) == "taken"
    assert answer(dated, CURRENT, now=last) == "list_expired"


def test_a_list_with_a_damaged_record_is_refused():
    octets = bytearray(hosts(many(400), version=6))
    octets[-1] ^= 1
    assert answer(bytes(octets), CURRENT) == "list_damaged"


def refusal(candidate: Path, place: Path, key: bytes = KEY, accepts: bool = False) -> str:
    before = {path.name: path.read_bytes() for path in place.parent.iterdir()}
    with pytest.raises(Refused) as caught:
        install(candidate, place, key, NOW, accepts)
    assert {path.name: path.read_bytes() for path in place.parent.iterdir()} == before
    return caught.value.code


@pytest.fixture
def place(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in" / "list.mf"


@pytest.fixture
def arrives(tmp_path):
    def put(octets):
        path = tmp_path / "candidate.mf"
        path.write_bytes(octets)
        return path

    return put


def test_what_was_there_is_kept_as_the_previous_list(place, arrives):
    lists = [hosts(many(400), version=version) for version in (1, 2, 3)]
    for octets in lists:
        install(arrives(octets), place, KEY, NOW)
    assert place.read_bytes() == lists[2]
    assert place.with_name("list.mf.previous").read_bytes() == lists[1]
    assert sorted(path.name for path in place.parent.iterdir()) == ["list.mf", "list.mf.previous"]


def test_a_refusal_leaves_everything_as_it_was(place, arrives):
    good = hosts(many(400), version=5)
    install(arrives(good), place, KEY, NOW)
    damaged = bytearray(hosts(many(400), version=6))
    damaged[-1] ^= 1
    told = [
        refusal(arrives(octets), place)
        for octets in (
            bytes(damaged),
            good,
            good[:-1],
            b"",
            hosts(many(400), version=4),
            hosts(many(3), version=6),
            hosts(many(400), version=6, name="another-list"),
            hosts(many(400), version=6, key=OTHER_KEY),
            hosts(many(400), version=6, created=NOW + DAY + 1),
        )
    ]
    assert told == [
        "list_damaged",
        "list_older",
        "list_damaged",
        "not_a_list",
        "list_older",
        "size_change",
        "other_list",
        "wrong_key",
        "list_from_future",
    ]
    assert refusal(place.with_name("none.mf"), place) == "file_unreadable"


def test_an_older_list_is_refused_even_after_the_present_one_was_damaged(place, arrives):
    for version in (5, 6):
        install(arrives(hosts(many(400), version=version)), place, KEY, NOW)
    place.write_bytes(b"not a list any more")
    assert refusal(arrives(hosts(many(400), version=5)), place) == "list_older"
    install(arrives(hosts(many(400), version=6)), place, KEY, NOW)
    previous = place.with_name("list.mf.previous").read_bytes()
    assert previous == hosts(many(400), version=5), "a damaged list is not kept"


def test_a_provider_whose_key_changed_installs_over_the_list_of_the_old_key(place, arrives):
    install(arrives(hosts(many(400), version=5)), place, KEY, NOW)
    renewed = hosts(many(400), version=6, key=OTHER_KEY)
    assert refusal(arrives(renewed), place, OTHER_KEY) == "place_other_key"
    assert place.read_bytes() == hosts(many(400), version=5)
    assert install(arrives(renewed), place, OTHER_KEY, NOW, replace_key=True).header.version == 6
    assert opened(place.read_bytes(), OTHER_KEY).keys == derive(OTHER_KEY, list_id_of(NAME))


def test_a_reader_never_finds_the_place_empty_or_half_written(place, arrives):
    install(arrives(hosts(many(400), version=1)), place, KEY, NOW)
    found, stop = set(), threading.Event()

    def read() -> None:
        while not stop.is_set():
            found.add(opened(place.read_bytes()).header.version)

    reader = threading.Thread(target=read)
    reader.start()
    for version in range(2, 20):
        install(arrives(hosts(many(400), version=version)), place, KEY, NOW)
    stop.set()
    reader.join()
    assert found <= set(range(1, 20))
    assert len(found) > 1


def test_whoever_could_read_the_list_before_can_read_the_new_one(place, arrives):
    install(arrives(hosts(many(400), version=1)), place, KEY, NOW)
    place.chmod(0o640)
    install(arrives(hosts(many(400), version=2)), place, KEY, NOW)
    assert place.stat().st_mode & 0o777 == 0o640
