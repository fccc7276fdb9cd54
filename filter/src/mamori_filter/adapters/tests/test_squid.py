"""What the helper answers, line by line. docs/policy/filter.md, Squid."""

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.adapters.squid import (
    LONGEST_LINE,
    Answer,
    Channels,
    Helper,
    Lines,
    Upkeep,
    serve,
)
from mamori_filter.adapters.tests.running_squid import ENTRIES, KEY, write_list
from mamori_filter.filters import Filter
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.refusals import Text
from mamori_filter.verdicts import Verdict

NOW = int(time.time()) + 50 * 24 * 3600  # long after any list here was made


@pytest.fixture(scope="module")
def filter_(tmp_path_factory: pytest.TempPathFactory) -> Filter:
    path = tmp_path_factory.mktemp("list") / "list.mf"
    rows = (
        *ENTRIES,
        Row(7, "host", "[2001:db8::7]", "E-6"),
        Row(8, "host", "odd-id.test", 'E "7"\\ 番\n'),
        Row(9, "host", "expired.test", "E-8", "2026-01-01T00:00:01Z"),
    )
    terms = Terms(version=7, created=1)
    path.write_bytes(build(accepted(rows), KEY, terms).octets)
    return Filter(path, KEY)


def ask(
    filter_: Filter, *lines: str, answer: Answer = Answer.CLEAR, channels: Channels = Channels.AUTO
) -> list[str]:
    return Helper(filter_, answer, channels).answers(lines, NOW)


def words(filter_: Filter, *lines: str, **options: Any) -> list[str]:
    return [" ".join(answer.split()[:2]) for answer in ask(filter_, *lines, **options)]


def test_ok_means_that_the_request_may_pass(filter_: Filter) -> None:
    assert ask(filter_, "0 http://other.test/ -") == ["0 OK tag=mamori-clear\n"]
    (refused,) = ask(filter_, "12 http://bad-host.test/x -")
    told = "mamori:%20entry%20E-1,%20list%207"
    assert refused == f"12 ERR tag=mamori-listed message={told} log={told}\n"


def test_or_ok_means_listed_where_that_was_asked_for(filter_: Filter) -> None:
    lines = "0 http://other.test/ -", "1 http://bad-host.test/ -"
    assert words(filter_, *lines, answer=Answer.LISTED) == ["0 ERR", "1 OK"]


def test_answers_come_in_the_order_of_the_lines(filter_: Filter) -> None:
    lines = [
        f"{number} http://{'bad-host' if number % 3 else 'other'}.test/ -" for number in range(100)
    ]
    expected = [f"{number} {'ERR' if number % 3 else 'OK'}" for number in range(100)]
    assert words(filter_, *lines) == expected


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (
            Channels.AUTO,
            ["5 OK", "ERR tag=mamori-listed", "6 BH", "BH message=mamori:%20no-web-address"],
        ),
        (
            Channels.ON,
            [
                "5 OK",
                "BH message=mamori:%20no-web-address",
                "6 BH",
                "BH message=mamori:%20no-web-address",
            ],
        ),
        (
            Channels.OFF,
            ["BH message=mamori:%20no-web-address", "ERR tag=mamori-listed"]
            + ["BH message=mamori:%20no-web-address"] * 2,
        ),
    ],
)
def test_a_first_word_of_digits_is_the_channel(
    filter_: Filter, channels: Channels, expected: list[str]
) -> None:
    lines = "5 http://other.test/ -", "http://bad-host.test/ -", "6", ""
    assert words(filter_, *lines, channels=channels) == expected


@pytest.mark.parametrize(
    "line",
    [
        "urn:isbn:1",
        "-",
        "",
        "http://",
        "\udcff\udcfe",
        "*",
        "\0",
        "http://bad-host.test/a b",
        "http://other.test/ x",
    ],
)
@pytest.mark.parametrize("answer", list(Answer))
def test_what_is_no_address_is_answered_broken_never_clear(
    filter_: Filter, line: str, answer: Answer
) -> None:
    (found,) = ask(filter_, f"3 {line} -", answer=answer)
    assert found == "3 BH message=mamori:%20no-web-address\n"


def test_a_tunnel_is_judged_by_its_host_alone(filter_: Filter) -> None:
    lines = (
        "1 bad-host.test:443 -",
        "2 %5B2001:db8::7%5D:443 -",
        "3 front.test:443 -",
        "4 http://front.test/ -",
    )
    assert words(filter_, *lines) == ["1 ERR", "2 ERR", "3 OK", "4 ERR"]


def test_squids_own_escapes_hide_no_address(filter_: Filter) -> None:
    lines = (
        "1 http://%5B2001:db8::7%5D/x -",
        "2 http://user:p@%5B2001:DB8::7%5D:80/ -",
        "3 http://other.test/%5B2001:db8::7%5D -",
    )
    assert words(filter_, *lines) == ["1 ERR", "2 ERR", "3 OK"]


def test_an_entry_past_its_date_lets_pass(filter_: Filter) -> None:
    assert words(filter_, "1 http://expired.test/ -") == ["1 OK"]


def test_an_odd_id_is_told_as_one_word(filter_: Filter) -> None:
    (found,) = ask(filter_, "1 http://odd-id.test/ -")
    assert found.count(" ") == 4
    assert found.count("\n") == 1
    assert found.isascii()
    assert '"' not in found


class Failing:
    """An engine that breaks at one address, as a bug would."""

    def __init__(self, filter_: Filter) -> None:
        self.engine, self._filter = self, filter_

    def check(self, address: str, now: int) -> Verdict:
        if "boom" in address:
            raise RuntimeError(f"at {address}")
        return self._filter.check(address, now)

    def check_many(self, addresses: list[str], now: int) -> list[Verdict]:
        return [self.check(address, now) for address in addresses]


@pytest.mark.parametrize("answer", list(Answer))
def test_an_exception_at_one_line_is_answered_broken_and_the_others_as_ever(
    filter_: Filter, answer: Answer
) -> None:
    lines = "1 http://other.test/ -", "2 http://boom.test/ -", "3 http://bad-host.test/ -"
    found = Helper(Failing(filter_), answer).answers(lines, NOW)  # type: ignore[arg-type]
    assert found[1] == "2 BH message=mamori:%20internal-error\n"
    assert [bool(" OK" in line) for line in (found[0], found[2])] == (
        [True, False] if answer is Answer.CLEAR else [False, True]
    )


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=40), max_size=8))
def test_any_line_gets_one_answer_and_its_text_is_in_none(
    filter_: Filter, lines: list[str]
) -> None:
    marked = [f"{line}secret-name" for line in lines]
    found = ask(filter_, *marked)
    assert len(found) == len(marked)
    assert all(answer.count("\n") == 1 and answer.endswith("\n") for answer in found)
    assert not [answer for answer in found if "secret-name" in answer]


@given(st.binary(max_size=400), st.lists(st.integers(1, 50), max_size=30))
def test_lines_are_the_same_however_the_pipe_cuts_them(octets: bytes, sizes: list[int]) -> None:
    whole, cut = Lines(), Lines()
    pieces, at = [], 0
    for size in [*sizes, len(octets)]:
        pieces.append(octets[at : at + size])
        at += size
    assert [line for piece in pieces for line in cut.cut(piece)] == whole.cut(octets)


@pytest.mark.parametrize("size", [1000, LONGEST_LINE, 3 * LONGEST_LINE])
def test_a_line_too_long_is_answered_broken_on_its_channel(filter_: Filter, size: int) -> None:
    short = "http://other.test/ -"
    long = "http://bad-host.test/" + "a" * 2 * LONGEST_LINE
    octets = f"1 {short}\n2 {long} -\n3 {short}\n{long}\n4 {short}\n".encode()
    lines = Lines()
    found = [
        line for at in range(0, len(octets), size) for line in lines.cut(octets[at : at + size])
    ]
    told = "message=mamori:%20no-web-address"
    assert words(filter_, *found) == ["1 OK", "2 BH", "3 OK", f"BH {told}", "4 OK"]


def test_the_helper_answers_until_its_reader_goes_away(tmp_path: Path) -> None:
    write_list(tmp_path / "list.mf", ENTRIES, 1)
    filter_ = Filter(tmp_path / "list.mf", KEY)
    (asked, asking), (answers, answering) = os.pipe(), os.pipe()
    said: list[Text] = []
    thread = threading.Thread(
        target=serve,
        args=(
            Helper(filter_, Answer.CLEAR),
            Upkeep(filter_, said.append),
            (asked, answering),
            (lambda: NOW, lambda: 0.0),
        ),
    )
    thread.start()
    os.write(asking, b"1 http://other.test/ -\n2 http://bad-ho")
    assert os.read(answers, 1000) == b"1 OK tag=mamori-clear\n"
    os.write(asking, b"st.test/ -\n")
    assert os.read(answers, 1000).startswith(b"2 ERR ")
    os.close(asking)
    thread.join(10)
    assert not thread.is_alive()
    for descriptor in (asked, answers, answering):
        os.close(descriptor)
    assert [text.en for text in said] == [
        "The list is stale: no newer version has arrived. [list_stale]"
    ]


def test_the_list_is_looked_at_once_a_second_at_most_and_a_refusal_told_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.mf"
    write_list(path, ENTRIES, 1)
    filter_ = Filter(path, KEY)
    said: list[Text] = []
    upkeep = Upkeep(filter_, said.append)
    now = filter_.opened.header.created
    upkeep.attend(10.0, now)
    write_list(path, ENTRIES[1:], 2)
    upkeep.attend(10.9, now)
    assert filter_.status(now).list_version == 1
    upkeep.attend(11.1, now)
    assert filter_.status(now).list_version == 2
    path.write_bytes(b"damaged")
    for at in (13, 14, 15):
        upkeep.attend(at, now)
    assert filter_.status(now).list_version == 2
    assert len(said) == 1
    assert said[0].en.endswith("]")


def test_octets_that_are_no_text_are_escaped_as_a_browser_would(filter_: Filter) -> None:
    lines = Lines().cut(b"1 http://other.test/\xfc -\n2 http://shared.test/gallery/7/\xfc -\n")
    assert lines[0] == "1 http://other.test/%FC -"
    assert words(filter_, *lines) == ["1 OK", "2 ERR"]
