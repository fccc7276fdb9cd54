import asyncio
import json
import logging
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from mamori_filter.adapters import asgi, wsgi
from mamori_filter.refusals import Refused
from mamori_filter.tests.example_list import ENTRIES, example_filter, write_list


async def nothing_comes():
    raise AssertionError("the middleware reads no body")


async def nothing_goes(message):
    raise AssertionError("the middleware sends nothing of its own here")


def ask_asgi(filter_, target="/", host="listed.test", method="GET", headers=(), **more):
    reached, sent = [], []

    async def app(scope, receive, send):
        reached.append(scope["type"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"the page"})

    async def send(message):
        sent.append(message)

    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [
            (b"host", host.encode()),
            *((name.lower().encode(), value.encode()) for name, value in headers),
        ],
    }
    asyncio.run(asgi.AddressFilter(app, filter_, **more)(scope, nothing_comes, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, sent[1]["body"].decode(), bool(reached)


def ask_wsgi(filter_, target="/", host="listed.test", method="GET", headers=(), **more):
    reached, started = [], []

    def app(environ, start_response):
        reached.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [b"the page"]

    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "HTTP_HOST": host,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(),
    }
    environ |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers}
    setup_testing_defaults(environ)
    answer = wsgi.AddressFilter(app, filter_, **more)(environ, lambda *told: started.append(told))
    status, told = started[0]
    names = {name.lower(): value for name, value in told}
    return int(status[:3]), names, b"".join(answer).decode(), bool(reached)


DOORS = pytest.mark.parametrize("ask", [ask_asgi, ask_wsgi], ids=["asgi", "wsgi"])


@pytest.fixture
def filter_(tmp_path):
    return example_filter(tmp_path)


@DOORS
def test_a_listed_address_is_answered_here_and_never_reaches_the_application(ask, filter_):
    status, headers, body, reached = ask(filter_)
    assert (status, reached) == (451, False)
    assert headers["cache-control"] == "no-store"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert int(headers["content-length"]) == len(body.encode())
    assert "H-1" in body
    assert "listed.test" not in body


@DOORS
def test_an_address_that_is_not_listed_reaches_the_application(ask, filter_):
    assert ask(filter_, host="harmless.test") == (200, {}, "the page", True)


@DOORS
def test_a_page_is_never_widened_to_its_host(ask, filter_):
    assert ask(filter_, "/bad/x", "pages.test")[0] == 451
    assert ask(filter_, "/good/x", "pages.test")[0] == 200


@DOORS
def test_what_is_no_web_address_is_left_to_the_application(ask, filter_):
    assert ask(filter_, host="a b")[3]


@DOORS
def test_a_provider_may_answer_with_403(ask, filter_):
    assert ask(filter_, status=403)[0] == 403


@pytest.mark.parametrize("middleware", [asgi.AddressFilter, wsgi.AddressFilter])
def test_no_other_status_is_taken(middleware, filter_):
    with pytest.raises(Refused) as refused:
        middleware(None, filter_, status=200)
    assert refused.value.code == "status"


@DOORS
def test_a_program_gets_the_verdict_as_json_without_the_address(ask, filter_):
    status, headers, body, _ = ask(filter_, "/secret", headers=[("Accept", "application/json")])
    assert (status, headers["content-type"]) == (451, "application/json")
    verdict = json.loads(body)
    assert (verdict["listed"], verdict["scope"], verdict["entry_id"]) == (True, "host", "H-1")
    assert set(verdict["notice"]) == {"ja", "en"}
    assert "secret" not in body


@DOORS
def test_the_preferred_language_stands_first(ask, filter_):
    body = ask(filter_, headers=[("Accept-Language", "en")])[2]
    assert body.index("lang=en") < body.index("lang=ja")


@DOORS
def test_a_question_for_headers_gets_headers_alone(ask, filter_):
    status, headers, body, _ = ask(filter_, method="HEAD")
    assert (status, body) == (451, "")
    assert int(headers["content-length"]) > 0


class Broken:
    def check(self, address):
        raise RuntimeError(address)


@DOORS
@pytest.mark.parametrize(
    ("accept", "kind"),
    [("text/html", "text/html; charset=utf-8"), ("application/json", "application/problem+json")],
)
def test_a_filter_that_fails_closes_the_gate_in_both_languages(ask, accept, kind, caplog):
    with caplog.at_level(logging.DEBUG):
        status, headers, body, reached = ask(Broken(), headers=[("Accept", accept)])
    assert (status, headers["content-type"], reached) == (503, kind, False)
    assert "表示を止めています" in body
    assert "not shown" in body
    assert "RuntimeError" in caplog.text
    assert "listed.test" not in body + caplog.text


@DOORS
def test_a_fault_in_reading_the_address_closes_the_gate_too(ask, filter_):
    def fails(request):
        raise KeyError(str(request))

    assert ask(filter_, host="harmless.test", address_of=fails)[0] == 503


def test_a_parameter_of_the_query_may_be_what_is_asked(filter_):
    for ask, door in ((ask_asgi, asgi), (ask_wsgi, wsgi)):
        of = door.query_parameter("url")
        asked = "/go?url=http%3A%2F%2Fharmless.test&url=http%3A%2F%2Flisted.test"
        assert ask(filter_, asked, "search.test", address_of=of)[0] == 451
        assert ask(filter_, "/go?url=harmless.test", "search.test", address_of=of)[0] == 200
        assert ask(filter_, "/go", "search.test", address_of=of)[0] == 200


@DOORS
def test_a_new_list_holds_from_the_next_request(ask, filter_):
    assert ask(filter_)[0] == 451
    write_list(filter_.path, ENTRIES[1:], version=2)
    assert filter_.refresh()
    assert ask(filter_)[0] == 200


def test_a_listed_websocket_is_closed_before_it_opens(filter_):
    sent = []

    async def app(scope, receive, send):
        raise AssertionError("reached")

    async def send(message):
        sent.append(message)

    scope = {
        "type": "websocket",
        "scheme": "wss",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", b"listed.test")],
    }
    asyncio.run(asgi.AddressFilter(app, filter_)(scope, nothing_comes, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_start_and_end_of_the_application_pass(filter_):
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(asgi.AddressFilter(app, filter_)({"type": "lifespan"}, nothing_comes, nothing_goes))
    assert seen == ["lifespan"]
