"""What holds of every address there can be."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mamori_filter.canonical import Form, Forms, forms
from mamori_filter.canonical.tests.reading import READERS, native_forms, slow_forms
from mamori_filter.canonical.tests.spellings import BREAKS

PIECES = st.sampled_from(
    [
        *("%", "%2", "%25", "%2e", "%2F", "%5c", "%00", "%41", "%C3%9F", "%e3%80%82", "%ff", "%zz"),
        *(
            ".",
            "..",
            "...",
            "/",
            "//",
            "/./",
            "/../",
            "\\",
            "?",
            "#",
            "@",
            ":",
            ";",
            "&",
            "=",
            "+",
            "~",
        ),
        *(
            "http://",
            "HTTPS:",
            "ftp:/",
            "ws:",
            "mailto:",
            "//",
            "\\\\",
            ":80",
            ":65536",
            ":0",
            "user:pw@",
        ),
        *(
            "a",
            "B",
            "xn--",
            "xn--zca",
            "bad.test",
            "www.",
            "-",
            "_",
            "--",
            "\u00df",
            "\u3042",
            "\u200d",
            "\u00ad",
        ),
        *(
            "0",
            "7",
            "08",
            "0x",
            "0X1f",
            "256",
            "4294967295",
            "1.2.3.4",
            "[",
            "]",
            "[::1]",
            "::ffff:",
            "64:ff9b::",
        ),
        *(
            "\u3002",
            "\uff0e",
            "\uff61",
            "\uff05",
            "\uff14",
            "\uff41",
            "\u212a",
            "\u2044",
            "\ufeff",
            "\U0001f600",
        ),
        *(
            "\t",
            "\n",
            "\r",
            "\0",
            " ",
            "\x1f",
            "\x7f",
            "\x80",
            "\ud800",
            "\udfff",
            '"',
            "'",
            "<>",
            "^",
            "`",
            "{|}",
        ),
    ]
)
STARTS = st.sampled_from(
    ["", "http://", "https://a.test/", "http://a.test/?", "http:\\\\", "a.test", "http://["]
)
PLAIN = "abcxyzABC019-_.~!$&()*+,;=:@/"
addresses = st.one_of(
    st.builds("{}{}".format, STARTS, st.lists(PIECES, max_size=12).map("".join)),
    st.builds("http://{}".format, st.text("ax0n-_.%/?#'", max_size=30)),
    st.text(st.characters(), max_size=30),
)
plain_addresses = st.builds(
    "{}://{}/{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.text("abnx019-_.", min_size=1, max_size=20),
    st.text(PLAIN + "'", max_size=20),
    st.one_of(st.just(""), st.text(PLAIN + "?", max_size=12).map("?{}".format)),
    st.sampled_from(["", "#", "#\ud800", "#a#?\t "]),
)
BLANK = "".join(map(chr, range(0x21)))
many = settings(max_examples=250, deadline=None)


def both(address: str) -> Forms | None:
    """The forms of an address, once all three ways agree."""
    found = forms(address)
    assert found == native_forms(address) == slow_forms(address)
    return found


@many
@given(addresses)
@example("http://a.test/#\ud800")
@example("http://a.test/\udcff")
@example("http://a.test/%%3431")
def test_the_native_core_and_its_twin_give_the_same_forms(address):
    both(address)


@many
@given(plain_addresses)
def test_the_short_way_for_plain_addresses_leads_where_the_long_way_leads(address):
    both(address)


@many
@given(addresses | plain_addresses)
@example("http://1..")
@example("http://a..xn--zca/?'")
@example("http://a.test/%25%34%31?%2523%3f")
@example("http://a.test/%3F%5c%2f..%2e")
@example("http://[64:ff9b::]:0/")
def test_each_form_written_out_and_read_again_is_itself(address):
    found = both(address)
    if found is None:
        return
    assert forms(found.strict.text) == found
    if found.second is not None:
        again = both(found.second.text)
        assert again is not None
        assert (again.second or again.strict) == found.second


@many
@given(addresses)
def test_a_form_is_printable_ascii_of_host_path_and_query(address):
    for form in filter(None, both(address) or ()):
        assert form.text.isascii()
        assert form.text.isprintable()
        assert " " not in form.text
        assert "#" not in form.text
        assert form.path.startswith("/")
        assert "?" not in form.host + form.path
        assert form.query != ""


@many
@given(addresses)
def test_a_second_form_has_nothing_left_to_undo(address):
    found = both(address)
    if found is None or found.second is None:
        return
    host, path, _ = found.second
    assert "//" not in path
    assert not {".", ".."} & set(path.split("/"))
    assert host == host.strip(".")
    assert ".." not in host


@many
@given(addresses, st.data())
def test_scheme_fragment_blanks_and_line_breaks_take_no_part(address, data):
    address = address.rstrip(BLANK)
    found = both(address)
    if found is None or "://" not in address[:8]:
        return
    at = data.draw(st.integers(0, len(address)))
    assert both(address[:at] + data.draw(st.sampled_from(BREAKS)) + address[at:]) == found
    assert both(f" \x00{address}#more of it\n") == found


@settings(max_examples=200, deadline=None)
@given(st.text("%0123456789abcdefABCDEF", max_size=200))
def test_escapes_are_undone_to_the_last(text):
    found = both(f"http://a.test/{text}")
    assert found is not None
    path = (found.second or found.strict).path
    escapes = {path[at : at + 3] for at in range(len(path)) if path[at] == "%"}
    undone = {bytes.fromhex(each[1:])[0] for each in escapes if each[1:]}
    assert all(octet <= 0x20 or octet >= 0x7F or octet in b"#%?\\" for octet in undone)


def test_an_address_of_escapes_upon_escapes_is_read_in_one_pass():
    tower = "%" + "25" * 20_000 + "41"
    expected = Form("a.test", "/A", None)
    for read in READERS.values():
        found = read(f"http://a.test/{tower}")
        assert found is not None
        assert found.second == expected
