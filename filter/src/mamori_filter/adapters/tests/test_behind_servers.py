"""The middleware inside real servers, asked with octets that clients' libraries would not send."""

import socket
import threading
from contextlib import closing, contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
import uvicorn

from mamori_filter.adapters import asgi, wsgi
from mamori_filter.tests.example_list import example_filter

pytestmark = pytest.mark.whole


class Silent(WSGIRequestHandler):
    def log_message(self, *told):
        pass


@contextmanager
def by_wsgi(filter_):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    server = WSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(wsgi.AddressFilter(app, filter_))
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def by_asgi(filter_):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    server = uvicorn.Server(
        uvicorn.Config(
            asgi.AddressFilter(app, filter_), http="h11", lifespan="off", ws="none",
            access_log=False, log_config=None,
        )
    )  # fmt: skip
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def status(port, target, host):
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as sent:
        sent.sendall(b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (target, host))
        told = b""
        while part := sent.recv(65536):
            told += part
    return int(told.split()[1])


BLOCKED = [
    (b"/", b"listed.test"),
    (b"/", b"LISTED.test:8080"),
    (b"/", b"www.listed.test."),
    (b"http://listed.test/x", b"harmless.test"),
    (b"http://harmless.test/x", b"listed.test"),
    (b"/bad/x", b"pages.test"),
    (b"/%62ad/x", b"pages.test"),
    (b"//bad/./x", b"pages.test"),
    (b"/good/../bad/x?y", b"pages.test"),
    (b"/good/%2e%2e/bad/x", b"pages.test"),
    (b"/%2562ad/x", b"pages.test"),
    (b"/x/y.html?any=1", b"files.example"),
    (b"/read?id=7", b"board.example"),
    (b"/read?%69d=7", b"board.example"),
]
PASSED = [
    (b"/", b"pages.test"),
    (b"/bad", b"pages.test"),
    (b"/x/y.html/", b"files.example"),
    (b"/read?id=8", b"board.example"),
    (b"/read", b"board.example"),
    (b"/", b"unlisted.test"),
    (b"/http://listed.test/", b"harmless.test"),
    (b"/go?url=http://listed.test/", b"harmless.test"),
]


@pytest.mark.parametrize("server", [by_asgi, by_wsgi])
def test_every_spelling_of_a_listed_address_is_blocked_and_near_misses_pass(tmp_path, server):
    with server(example_filter(tmp_path)) as port:
        assert {asked: status(port, *asked) for asked in BLOCKED} == dict.fromkeys(BLOCKED, 451)
        assert {asked: status(port, *asked) for asked in PASSED} == dict.fromkeys(PASSED, 200)
