from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from mamori_filter.adapters.asked import (
    addresses_in_query,
    addresses_of_environ,
    addresses_of_scope,
)
from mamori_filter.canonical import forms


def scope(target=b"/", host=b"a.test", query=b"", **more):
    return {
        "type": "http",
        "method": "GET",
        "scheme": "https",
        "path": "/",
        "raw_path": target,
        "query_string": query,
        "headers": [(b"host", host)] if host else [],
        **more,
    }


def test_the_address_is_put_together_as_received():
    asked = addresses_of_scope(scope(b"/x/%2e/y", b"a.test:8443", b"q=%41"))
    assert asked == ["https://a.test:8443/x/%2e/y?q=%41"]


def test_an_absolute_target_and_the_host_header_are_both_asked():
    asked = addresses_of_scope(scope(b"http://listed.test/p", b"harmless.test"))
    assert asked == ["http://listed.test/p", "https://harmless.test/p"]


def test_a_tunnel_is_asked_by_its_host_and_port():
    assert addresses_of_scope(scope(b"listed.test:443", method="CONNECT")) == ["listed.test:443"]


def test_a_question_about_the_whole_server_is_asked_by_its_host():
    assert addresses_of_scope(scope(b"*", method="OPTIONS")) == ["https://a.test"]


def test_without_a_host_header_the_server_s_own_name_is_asked():
    asked = addresses_of_scope(scope(host=b"", server=("b.test", 8080)))
    assert asked == ["https://b.test:8080/"]


def test_octets_that_are_not_utf_8_are_asked_percent_encoded():
    assert addresses_of_scope(scope(b"/\xff\xe3\x81\x82")) == ["https://a.test/%FFあ"]


def test_a_server_that_tells_no_raw_path_is_asked_by_the_decoded_one():
    asked = addresses_of_scope(scope(None, path="/a?b c"))
    assert asked == ["https://a.test/a%3Fb%20c"]


def environ(**more):
    return {
        "REQUEST_METHOD": "GET",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "a.test",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        **more,
    }


def test_wsgi_without_a_raw_target_is_put_together_from_its_parts():
    asked = addresses_of_environ(
        environ(SCRIPT_NAME="/app", PATH_INFO="/x%y/\xe3\x81\x82", QUERY_STRING="z=1")
    )
    assert asked == ["http://a.test/app/x%25y/%E3%81%82?z=1"]


def test_wsgi_with_a_raw_target_is_asked_by_that():
    asked = addresses_of_environ(environ(RAW_URI="/x/%2e%2e/y?z=1", PATH_INFO="/y"))
    assert asked == ["http://a.test/x/%2e%2e/y?z=1"]


def test_wsgi_without_a_host_header_is_asked_by_the_server_s_name():
    asked = addresses_of_environ(environ(HTTP_HOST="", SERVER_NAME="b.test", SERVER_PORT="8080"))
    assert asked == ["http://b.test:8080/"]


@example(path="*", query="")
@example(path="a*", query="")
@given(path=st.text(st.characters(exclude_categories=["Cs"])), query=st.text("abc=&%?#"))
def test_asgi_and_wsgi_ask_for_the_same_place(path, query):
    octets = ("/" + path).encode()
    raw = quote(octets).encode()
    by_scope = addresses_of_scope(scope(raw, query=query.encode(), scheme="http"))
    by_environ = addresses_of_environ(
        environ(PATH_INFO=octets.decode("latin-1"), QUERY_STRING=query)
    )
    assert [place(address) for address in by_scope] == [place(address) for address in by_environ]


def place(address):
    found = forms(address)
    assert found is not None
    return found.second or found.strict


def test_every_value_of_a_parameter_is_asked():
    found = addresses_in_query(b"url=http%3A%2F%2Fa.test%2F&x=1&url=http://b.test/%FF", "url")
    assert found == ["http://a.test/", "http://b.test/%FF"]
