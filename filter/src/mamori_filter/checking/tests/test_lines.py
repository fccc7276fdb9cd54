import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.checking import lines
from mamori_filter.checking.lines import FORMATS, LONGEST
from mamori_filter.refusals import Refused


def rows(kind, octets, column="url"):
    return [row for chunk in FORMATS[kind](io.BytesIO(octets), column) for row in chunk]


def test_every_line_is_a_row_blank_ones_and_one_without_an_end_too():
    assert rows("lines", b"a.test\n\nb.test\r\nc.test") == ["a.test", "", "b.test\r", "c.test"]
    assert rows("lines", b"") == []
    assert rows("lines", b"\n") == [""]


def test_what_is_not_utf_8_is_percent_encoded_and_a_byte_order_mark_is_dropped():
    assert rows("lines", "\ufeffあ.test\n".encode() + b"a.test/\xff\xfe\n") == [
        "あ.test",
        "a.test/%FF%FE",
    ]


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), min_size=1))
def test_there_are_as_many_rows_as_lines_whatever_they_hold(content):
    assert len(rows("lines", b"\n".join(content) + b"\n")) == len(content)
    for kind in ("squid-log", "common-log", "jsonl"):
        assert len(rows(kind, b"\n".join(content) + b"\n")) == len(content)


@given(st.lists(st.text("ab\n", max_size=30), max_size=20), st.integers(1, 7))
def test_where_a_block_ends_makes_no_difference(parts, block):
    octets = "".join(parts).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "BLOCK", block)
        cut = rows("lines", octets)
    assert cut == rows("lines", octets)


def test_a_line_without_end_is_held_in_bounded_memory_and_seen_to_be_too_long():
    class Endless:
        left = 40

        def read(self, size):
            self.left -= 1
            return b"a" * size if self.left > 0 else b"\nb.test\n" if self.left == 0 else b""

    (long, after) = [row for chunk in FORMATS["lines"](Endless(), "url") for row in chunk]
    assert LONGEST < len(long) <= 6 * LONGEST
    assert after == "b.test"


def test_a_squid_log_names_the_address_in_its_seventh_field():
    log = b"1700000000.123     52 192.0.2.7 TCP_MISS/200 1512 GET http://a.test/x - HIER_DIRECT/- text/html\nodd\n"
    assert rows("squid-log", log) == ["http://a.test/x", ""]


def test_a_common_log_names_the_address_in_the_request():
    log = (
        b'192.0.2.7 - - [01/Oct/2026:00:00:00 +0900] "GET http://a.test/x?y HTTP/1.1" 200 5 "-" "x"\n'
        b'192.0.2.7 - - [01/Oct/2026:00:00:00 +0900] "-" 400 0\n'
    )
    assert rows("common-log", log) == ["http://a.test/x?y", ""]


def test_a_json_line_is_an_object_with_the_column_or_a_string():
    log = (
        b'{"url": "a.test"}\n"b.test"\n{"link": "c.test"}\n{"url": 5}\n[]\nno json\n'
        + b"[" * 99_999
    )
    assert rows("jsonl", log) == ["a.test", "b.test", "", "", "", "", ""]
    assert rows("jsonl", b'{"link": "c.test"}\n', "link") == ["c.test"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=20))
def test_a_column_of_csv_is_read_as_it_was_written(table):
    table = [tuple(cell.replace("\r", "").replace("\0", "") for cell in row) for row in table]
    table = [tuple(cell.encode(errors="replace").decode() for cell in row) for row in table]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("n", "link"), *table])
    assert rows("csv", text.getvalue().encode(), "link") == [row[1] for row in table]


def test_csv_rows_that_are_short_or_too_long_are_rows_all_the_same():
    octets = b"n,url\n1,a.test\n\n2\n3," + b"x" * 200_000 + b"\n4,b.test\n"
    assert rows("csv", octets) == ["a.test", "", "", "", "b.test"]


@pytest.mark.parametrize("octets", [b"", b"link\na.test\n", b'"' + b"x" * 200_000])
def test_csv_without_the_column_is_refused(octets):
    with pytest.raises(Refused) as refused:
        rows("csv", octets)
    assert refused.value.code == "column"
