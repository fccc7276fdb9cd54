import gc
import os
import threading
import time
import weakref
from unittest.mock import patch

import pytest

from mamori_filter import Filter, Refused, filters
from mamori_filter.engines import CHOICE
from mamori_filter.lists import building, elias_fano, installing, opening
from mamori_filter.lists.opening import open_list
from mamori_filter.lists.tests.making import KEY, NOW, OTHER_KEY, hosts, many

HOUR = 3600
LISTED, UNLISTED = "http://www.h7.example/a?b", "http://h7.example.invalid/"


@pytest.fixture(params=["native", "python"])
def engine_name(request, monkeypatch):
    monkeypatch.setenv(CHOICE, request.param)
    return request.param


@pytest.fixture
def place(tmp_path):
    return tmp_path / "list.mf"


def replace(place, octets):
    beside = place.with_name("arriving")
    beside.write_bytes(octets)
    os.replace(beside, place)


@pytest.fixture
def filtered(place, engine_name):
    replace(place, hosts(many(400), version=5))
    opened = Filter(place, KEY)
    assert opened.status(NOW).engine == engine_name
    return opened


def goes_on(filtered, code):
    assert not filtered.refresh(NOW)
    assert filtered.refused.code == filtered.status(NOW).refused == code
    assert filtered.check(LISTED, NOW)[:4] == (True, "host", "E-7", 5)
    assert not filtered.check(UNLISTED, NOW).listed
    assert filtered.status(NOW).list_version == 5


def test_a_newer_list_answers_after_a_refresh(filtered, place):
    assert not filtered.refresh(NOW), "the file is the same"
    replace(place, hosts(many(401), version=6))
    assert filtered.refresh(NOW)
    assert filtered.check(LISTED, NOW).list_version == 6
    assert filtered.refused is None


def damaged_record() -> bytes:
    octets = bytearray(hosts(many(400), version=6))
    octets[-1] ^= 1
    return bytes(octets)


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"", "list_unreadable"),
        (b"x" * 500, "not_a_list"),
        (hosts(many(400), version=6)[:-1], "list_damaged"),
        (damaged_record(), "list_damaged"),
        (hosts(many(400), version=4), "list_older"),
        (hosts(many(399), version=5), "list_older"),
        (hosts(many(3), version=6), "size_change"),
        (hosts(many(901), version=6), "size_change"),
        (hosts(many(400), version=6, name="another-list"), "other_list"),
        (hosts(many(400), version=6, key=OTHER_KEY), "wrong_key"),
        (hosts(many(400), version=6, created=NOW + 25 * HOUR), "list_from_future"),
    ],
    ids=[
        "empty file",
        "no list",
        "cut",
        "damaged record",
        "older",
        "same version",
        "tiny",
        "huge",
        "foreign",
        "other key",
        "future",
    ],
)
def test_a_list_that_is_refused_changes_nothing_and_the_next_good_one_is_taken(
    filtered, place, octets, code
):
    replace(place, octets)
    goes_on(filtered, code)
    place.write_bytes(octets + b"\0" * 128)  # copied over, not moved into place
    assert not filtered.refresh(NOW)
    assert filtered.check(LISTED, NOW).list_version == 5
    place.write_bytes(hosts(many(402), version=6))
    assert filtered.refresh(NOW)
    assert filtered.refused is None


def test_a_list_taken_away_leaves_the_last_good_one(filtered, place):
    place.unlink()
    goes_on(filtered, "list_unreadable")


def test_the_same_list_in_a_new_file_is_no_replay_but_a_damaged_copy_is_refused(filtered, place):
    copy = bytearray(place.read_bytes())
    copy[-1] ^= 1
    replace(place, bytes(copy))
    goes_on(filtered, "list_damaged")
    replace(place, hosts(many(400), version=5))
    assert filtered.refresh(NOW)
    assert filtered.refused is None


def test_a_change_of_size_the_operator_accepted_reaches_the_filter_that_runs(filtered, place):
    candidate = place.with_name("candidate.mf")
    candidate.write_bytes(hosts(many(9), version=6))
    installing.install(candidate, place, KEY, NOW, accept_size_change=True)
    assert filtered.refresh(NOW)
    replace(place, hosts(many(900), version=7))
    assert not filtered.refresh(NOW), "only that very list was accepted"
    assert filtered.refused is not None
    assert filtered.refused.code == "size_change"


@pytest.mark.parametrize("octets", [b"", b"x" * 300, hosts(many(9))[:-1]])
def test_a_filter_never_starts_on_an_empty_or_damaged_list(place, octets):
    place.write_bytes(octets)
    with pytest.raises(Refused):
        Filter(place, KEY)


def test_a_day_without_updates_the_filter_answers_says_it_is_stale_and_lets_entries_go(
    place, engine_name
):
    rows = hosts(many(20), expires="2025-11-25T00:00:00Z")
    ends = 1_764_028_800
    assert NOW < ends < NOW + 25 * HOUR
    place.write_bytes(rows)
    opened = Filter(place, KEY)
    assert opened.check(LISTED, ends - 1).listed
    assert not opened.check(LISTED, ends).listed
    assert not opened.status(NOW + 24 * HOUR).stale
    assert opened.status(NOW + 25 * HOUR).stale
    place.write_bytes(hosts(many(20), version=2))
    assert opened.refresh(NOW + 25 * HOUR)
    assert opened.check(LISTED, NOW + 25 * HOUR).listed, "the new list has no end"


def test_a_list_that_its_own_supplier_made_wrongly_is_refused_at_start_and_at_a_refresh(
    filtered, place
):
    def wrongly(keys):
        upper, lower = elias_fano.encode(keys)
        return bytes([upper[0] ^ 1]) + upper[1:], lower

    with patch.object(building, "encode", wrongly):
        replace(place, hosts(many(400), version=6))
    goes_on(filtered, "list_damaged")
    with pytest.raises(Refused) as caught:
        Filter(place, KEY)
    assert caught.value.code == "list_damaged"


def test_a_list_cut_to_nothing_under_a_running_filter_goes_on_answering(filtered, place):
    with place.open("r+b") as file:
        file.truncate(10)
    assert all(filtered.check(f"http://{name}/", NOW).listed for name in many(400))
    goes_on(filtered, "list_damaged")


def test_the_old_list_is_let_go_after_a_refresh(place, engine_name, monkeypatch):
    monkeypatch.setattr(opening, "MAPPED_FROM", 0)
    replace(place, hosts(many(400), version=5))
    filtered = Filter(place, KEY)
    mapped = weakref.ref(filtered.opened.octets.obj)
    replace(place, hosts(many(402), version=6))
    assert filtered.refresh(NOW)
    gc.collect()
    assert mapped() is None


def test_a_refresh_drops_no_question_and_gives_no_wrong_answer(filtered, place):
    stop, wrong, versions = threading.Event(), [], set()

    def ask() -> None:
        while not stop.is_set():
            found, other = filtered.check(LISTED, NOW), filtered.check(UNLISTED, NOW)
            versions.add(found.list_version)
            batch = filtered.check_many([LISTED, UNLISTED], NOW)
            if [v.listed for v in (found, other, *batch)] != [True, False, True, False]:
                wrong.append((found, other, batch))

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for version in range(6, 16):
        replace(place, hosts(many(400), version=version))
        assert filtered.refresh(NOW)
    stop.set()
    for asker in askers:
        asker.join(30)
        assert not asker.is_alive()
    assert wrong == []
    assert len(versions) > 1


def test_two_threads_never_open_lists_at_once(filtered, place, monkeypatch):
    at_once, most, opening = [0], [0], threading.Event()

    def slowly(path, key):
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        opening.set()
        time.sleep(0.05)
        at_once[0] -= 1
        return open_list(path, key)

    monkeypatch.setattr(filters, "open_list", slowly)
    threads = []
    for version in (6, 7):
        opening.clear()
        replace(place, hosts(many(400), version=version))
        threads.append(threading.Thread(target=filtered.refresh, args=(NOW,)))
        threads[-1].start()
        if version == 6:
            assert opening.wait(10)
    for thread in threads:
        thread.join()
    assert most == [1]
    assert filtered.check(LISTED, NOW).list_version == 7
