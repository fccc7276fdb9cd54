"""Which texts are web addresses, and what each form makes of them. Each example is a rule of §2."""

import pytest

from mamori_filter.canonical.tests.reading import each_way, second_of

NOT_OF_THE_WEB = [
    "", " \t\n", "mailto:x@a.test", "javascript:1+1", "data:,a", "file:///a.test/x", "about:blank", "tel:x",
    "a:b", ":", "/a.test", "?a.test", "#a.test", "\\a.test", "http:", "http://", "http:////", "http:\\\\",
    "http://?a.test", "http://#a.test", "http://:80/", "http://user@/", "http://user@:80/",
]  # fmt: skip
REFUSED_BY_BROWSERS = [
    "http://a.test:65536/", "http://a.test:8o/", "http://a.test:-1/", "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/", "http://[%3a%3a1]/", "http://[::1", "http://[]/", "http://::1/",
    "http://[::ffff:1.2.3]/", "http://a b.test/", "http://a%00.test/", "http://a%2525.test/",
    "http://1.2.3.256/", "http://1.2.3.4.5/", "http://4294967296/", "http://0x1.2.3.x.4/", "http://xn--\u00df.test/",
    "http://\u00ad/", "http://a.test\uff0fb/",
]  # fmt: skip
STRICT = {
    "HTTP://A.TEST": "a.test/",
    "ws://a.test/x": "a.test/x",
    "wss://a.test": "a.test/",
    "ftp://a.test/x": "a.test/x",
    "http:a.test": "a.test/",
    "http:/a.test": "a.test/",
    "http:///a.test": "a.test/",
    "http:\\\\a.test\\x": "a.test/x",
    "//a.test/x": "a.test/x",
    "\\\\a.test\\x": "a.test/x",
    "a.test": "a.test/",
    "a.test/x?y#z": "a.test/x?y",
    "a.test:80/x": "a.test/x",
    "host:80": "host/",
    "host:80?x": "host/?x",
    "http:80": "0.0.0.80/",
    "a.test:user@b.test": "b.test/",
    "http://@a.test/": "a.test/",
    "http://:@a.test/": "a.test/",
    "http://good.test@a.test/": "a.test/",
    "http://a.test:/": "a.test/",
    "http://a.test:65535/": "a.test/",
    "http://a.test?": "a.test/",
    "http://a.test/?#": "a.test/",
    "http://a.test#@b.test/": "a.test/",
    "http://-a-.b--.test-/": "-a-.b--.test-/",
    "http://_dmarc.under_score.test/": "_dmarc.under_score.test/",
    "http://b\u00fccher.test/\u3042?\u3042": "xn--bcher-kva.test/%E3%81%82?%E3%81%82",
    "http://fa\u00df.test/": "xn--fa-hia.test/",
    "http://\uff41\u3002test\uff0e/": "a.test./",
    "http://a.test/%2e/b/%2E%2e/c": "a.test/c",
    "http://a.test/\udcff": "a.test/%EF%BF%BD",
    "http://a.test/?\ud800#\udfff": "a.test/?%EF%BF%BD",
}
SECOND = {
    "http://a.test./": "a.test/",
    "http://.a..test.../": "a.test/",
    "http://1../": "0.0.0.1/",
    "http://1.2.3.4../": "1.2.3.4/",
    "http://0300.0250.1/": "192.168.0.1/",
    "http://0xC0A80001/": "192.168.0.1/",
    "http://3232235521/": "192.168.0.1/",
    "http://[::FFFF:192.168.0.1]/": "192.168.0.1/",
    "http://[64:ff9b::c0a8:1]/": "192.168.0.1/",
    "http://[64:ff9b::]/": "0.0.0.0/",
    "http://[::ffff:0:0]/": "0.0.0.0/",
    "http://[::192.168.0.1]/": "[::c0a8:1]/",
    "http://[64:ff9b:1::1]/": "[64:ff9b:1::1]/",
    "http://[2001:DB8:0:0::7]/": "[2001:db8::7]/",
    "http://a.test//x///y//": "a.test/x/y/",
    "http://a.test/x%2F..%2Fy": "a.test/y",
    "http://a.test/%252e%252e/x": "a.test/x",
    "http://a.test/x/%252e": "a.test/x/",
    "http://a.test/%25252541": "a.test/A",
    "http://a.test/%%3431": "a.test/C1",
    "http://a.test/%": "a.test/%25",
    "http://a.test/%7e%22<>": 'a.test/~"<>',
    "http://a.test/%23%20%7f%e3%81%82": "a.test/%23%20%7F%E3%81%82",
    "http://a.test/?%61%23%26'": "a.test/?a%23&'",
    "http://a.test/?//../%2541": "a.test/?//../A",
}  # fmt: skip


@each_way
@pytest.mark.parametrize("address", NOT_OF_THE_WEB, ids=ascii)
def test_a_text_without_a_host_to_ask_over_the_web_is_no_web_address(address, read):
    assert read(address) is None


@each_way
@pytest.mark.parametrize("address", REFUSED_BY_BROWSERS, ids=ascii)
def test_what_no_browser_opens_is_no_web_address(address, read):
    assert read(address) is None


@each_way
@pytest.mark.parametrize(("address", "form"), STRICT.items(), ids=ascii)
def test_the_strict_form_is_what_a_browser_asks_for(address, form, read):
    found = read(address)
    assert found is not None
    assert found.strict.text == form


@each_way
@pytest.mark.parametrize(("address", "form"), SECOND.items(), ids=ascii)
def test_the_second_form_is_what_lenient_servers_see(address, form, read):
    second = second_of(read(address))
    assert second is not None
    assert second.text == form


@each_way
@pytest.mark.parametrize("host", [".", "...", "%2e", "\u3002"], ids=ascii)
def test_a_host_of_dots_alone_has_no_second_form(host, read):
    found = read(f"http://{host}/%2541")
    assert found is not None
    assert found.second is None
    assert found.strict.path == "/%2541"


@each_way
@pytest.mark.parametrize("octets", [63, 64, 253, 254, 255, 1000])
def test_a_host_is_read_whole_however_long_it_is(octets, read):
    host = ("a" * 62 + ".") * (octets // 63) + "b" * (octets % 63 or 1)
    found = read(f"http://{host}./%41")
    assert found is not None
    assert found.strict.host == host + "."
    assert found.second is not None
    assert found.second.text == host + "/A"


@each_way
@pytest.mark.parametrize(("escaped", "plain"), [("%3F", "?"), ("%5C", "\\")])
def test_an_escaped_question_mark_or_backslash_in_a_path_stays_escaped(escaped, plain, read):
    """A deviation from Safe Browsing, §2.6: read again, they would begin a query or a segment."""
    second = second_of(read(f"http://a.test/x{escaped.lower()}y"))
    assert second is not None
    assert second.path == f"/x{escaped}y"
    as_query = second_of(read(f"http://a.test/?x{escaped}y"))
    assert as_query is not None
    assert as_query.query == f"x{plain}y"


@each_way
def test_forms_that_say_the_same_are_told_once(read):
    found = read("http://a.test/x?y")
    assert found is not None
    assert found.second is None
