"""No address that is asked about is written anywhere: docs/policy/filter.md §4. Every address here carries a
marker, and the marker is looked for in all that comes out: answers, logs at their most talkative, files,
figures, errors. Faults are forced, with the address in their text."""

import argparse
import asyncio
import gzip
import http.client
import json
import logging
import socket
import subprocess
import sys
from contextlib import closing, contextmanager, suppress

import pytest

from mamori_filter.adapters import asgi, wsgi
from mamori_filter.commands import VERBS
from mamori_filter.filters import Filter
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.metrics import metrics_text
from mamori_filter.tests.example_list import CREATED, KEY, example_filter, write_list
from mamori_filter.tests.marked import ADDRESSES, LINES, MARKER, OCTETS, assert_unmarked

RUN = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
from mamori_filter import commands, filters
use = filters.Filter._use
def fails(address, now=None):
    raise RuntimeError(f"{address!r}")
def use_and_fail(self, *taken):
    use(self, *taken)
    self.check = self.check_many = fails
if sys.argv.pop(1) == "broken":
    filters.Filter._use = use_and_fail
sys.exit(commands.main(sys.argv[1:]))
"""


@pytest.fixture
def folder(tmp_path):
    write_list(tmp_path / "list.mf")
    (tmp_path / "key.bin").write_bytes(KEY)
    return tmp_path


def command(state, *arguments):
    return [sys.executable, "-X", "dev", "-c", RUN, state, *arguments]


def environment(folder):
    return {"TMPDIR": str(folder), "PYTHONASYNCIODEBUG": "1", "LANG": "C.UTF-8"}


def run(folder, state, *arguments):
    """Everything the command said; what it wrote must hold no marker."""
    given = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    done = subprocess.run(  # noqa: S603
        command(state, *arguments), input=LINES, capture_output=True, timeout=60, check=False,
        cwd=folder, env=environment(folder),
    )  # fmt: skip
    written = [
        path
        for path in folder.rglob("*")
        if path.is_file() and given.get(path.name) != path.stat().st_mtime_ns
    ]
    assert_unmarked(done.stdout, done.stderr, *(path.read_bytes() for path in written))
    return done.returncode


LIST = ("--list", "list.mf", "--key", "key.bin")


@pytest.mark.whole
@pytest.mark.parametrize(("state", "code"), [("sound", 0), ("broken", 1)])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_verdict_on_the_command_line_holds_no_address(folder, state, code, options):
    assert run(folder, state, "check", *LIST, *options, "--", *OCTETS) == code


FILES = {
    "a.txt": LINES,
    "a.csv": b"url\n" + b"".join(b'"' + line + b'"\n' for line in OCTETS),
    "a.jsonl": "".join(json.dumps({"url": address}) + "\n" for address in ADDRESSES).encode(),
    "cut.txt.gz": gzip.compress(LINES, 0)[:-20],
    "odd.csv": LINES,
    "odd.jsonl": LINES,
    "odd.parquet": LINES,
    f"{MARKER}.missing": None,
}
REFUSED = {"cut.txt.gz", "odd.csv", "odd.parquet", f"{MARKER}.missing"}
MISREAD = {"odd.jsonl"}


@pytest.mark.whole
@pytest.mark.parametrize("state", ["sound", "broken"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_s_verdicts_hold_no_address(folder, state, name):
    content = FILES[name]
    if content is not None:
        (folder / name).write_bytes(content)
    code = run(folder, state, "check-file", *LIST, name, "--format", "csv", "--output", "out")
    sound = 3 if name in MISREAD else 0
    assert code in ((2, 1) if name in REFUSED else (sound if state == "sound" else 1,))
    assert (folder / "out").exists() == (code in (0, 3))


@pytest.mark.whole
def test_a_list_and_the_report_of_its_building_hold_no_address(folder):
    rows = [f"{scope},{line},E-1,\n" for scope in ("host", "path", "no") for line in ADDRESSES[:6]]
    (folder / "entries.csv").write_text("scope,expression,entry_id,expires\n" + "".join(rows))
    for options in ((), ("--harmless", "entries.csv")):
        assert run(folder, "sound", "build", "entries.csv", "--key", "key.bin", "--output", "o.mf",
                   *options) in (0, 2)  # fmt: skip


def verbs():
    parsers = argparse.ArgumentParser().add_subparsers()
    for verb in VERBS:
        verb.add(parsers)
    return sorted(parsers.choices)


@pytest.mark.whole
@pytest.mark.parametrize("verb", verbs())
def test_a_verb_that_is_given_an_address_by_mistake_does_not_repeat_it(folder, verb):
    for mistaken in (
        [ADDRESSES[0], ADDRESSES[1], ADDRESSES[2]],
        [f"--{MARKER}={ADDRESSES[0]}"],
        [*LIST, ADDRESSES[0], f"--{MARKER}"],
        [*LIST, "--format", ADDRESSES[0], ADDRESSES[0]],
        [*LIST, "--http", ADDRESSES[0]],
    ):
        assert run(folder, "sound", verb, *mistaken) in (0, 1, 2)


@contextmanager
def served(folder, state):
    """Where the service listens; at its end, its log must hold no marker."""
    log = folder / "log"
    with log.open("wb") as file, subprocess.Popen(  # noqa: S603
        command(state, "serve", *LIST, "--http", "127.0.0.1:0"), stderr=subprocess.PIPE,
        stdout=file, cwd=folder, env=environment(folder),
    ) as process:  # fmt: skip
        try:
            yield _place(process)
        finally:
            process.terminate()
            said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert_unmarked(said, log.read_bytes())


def _place(process):
    while b"answers on" not in (line := process.stderr.readline()):
        assert line, "the service ended before it answered"
        assert_unmarked(line)
    return line.split()[-1].decode()


def raw(place, octets):
    """What comes back for octets sent as they are."""
    host, _, port = place.rpartition(":")
    with closing(socket.create_connection((host, int(port)), timeout=10)) as sent:
        with suppress(ConnectionError):
            sent.sendall(octets)
            sent.shutdown(socket.SHUT_WR)
        told = b""
        with suppress(ConnectionError):
            while part := sent.recv(65536):
                told += part
        return told


@pytest.mark.whole
@pytest.mark.parametrize("state", ["sound", "broken"])
def test_the_service_writes_and_answers_no_address(folder, state):
    with (
        served(folder, state) as place,
        closing(http.client.HTTPConnection(place, timeout=20)) as connection,
    ):

        def ask(method, path, body=None):
            connection.request(method, path, body)
            answer = connection.getresponse()
            assert_unmarked(answer.read(), str(answer.headers))
            return answer.status

        fault = 500 if state == "broken" else 200
        assert {ask("POST", "/check", json.dumps({"url": one})) for one in ADDRESSES} == {fault}
        assert ask("POST", "/check", json.dumps({"urls": ADDRESSES})) == fault
        assert ask("POST", "/check", LINES) == 400
        with suppress(http.client.HTTPException):  # a fault leaves the answer unfinished
            ask("POST", "/check-lines", LINES)
        connection.close()
        assert ask("GET", f"/check?url={MARKER}") == 400
        assert ask("GET", f"/{MARKER}") == 404
        assert ask(MARKER.upper(), "/check") == 405
        assert ask("GET", "/metrics") == ask("GET", "/status") == 200


@pytest.mark.whole
def test_the_service_s_server_writes_no_address_of_a_broken_request(folder):
    requests = [
        f"{MARKER}\r\n\r\n",
        f"GET /{MARKER} HTTP/9.9\r\n\r\n",
        f"GET /{MARKER * 10_000} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET http://{MARKER}.test/ HTTP/1.1\r\nHost: a\r\n\r\n",
        f"CONNECT {MARKER}.test:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET / HTTP/1.1\r\n{MARKER}\r\n\r\n",
        f"POST /check HTTP/1.1\r\nHost: a\r\nContent-Length: x{MARKER}\r\n\r\n",
        f'POST /check HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\n{{"url": "{MARKER}',
        f"POST /check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{MARKER}\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\nX: {MARKER}\r\n\r\n",
    ]
    with served(folder, "sound") as place:
        for request in requests:
            assert_unmarked(raw(place, request.encode()))


class Broken:
    def check(self, address, now=None):
        raise RuntimeError(address)


def ask_asgi(filter_, host, accept):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive():
        raise AssertionError("no body is read")

    async def send(message):
        sent.append(message)

    headers = [(b"host", host), (b"accept", accept.encode())]
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "headers": headers,
             "raw_path": f"/{MARKER}".encode(), "query_string": MARKER.encode()}  # fmt: skip
    asyncio.run(asgi.AddressFilter(app, filter_)(scope, receive, send))
    return repr(sent)


def ask_wsgi(filter_, host, accept):
    sent = []

    def app(environ, start_response):
        return [b""]

    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": host.decode("latin-1"), "HTTP_ACCEPT": accept,
               "PATH_INFO": f"/{MARKER}", "QUERY_STRING": MARKER}  # fmt: skip
    body = wsgi.AddressFilter(app, filter_)(environ, lambda *told: sent.append(told))
    return repr(sent) + repr(list(body))


@pytest.mark.parametrize("ask", [ask_asgi, ask_wsgi], ids=["asgi", "wsgi"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("broken", [False, True])
def test_the_middleware_writes_and_answers_no_address(tmp_path, caplog, ask, accept, broken):
    filter_ = Broken() if broken else example_filter(tmp_path)
    with caplog.at_level(logging.DEBUG):
        for host in (b"listed.test", f"{MARKER}.listed.test".encode(), b"a.test", *OCTETS):
            assert_unmarked(ask(filter_, host, accept))
    assert_unmarked(caplog.text, *(repr(record.__dict__) for record in caplog.records))
    assert any(record.name == "mamori_filter" for record in caplog.records) == broken


@pytest.mark.parametrize("engine", ["native", "python"])
def test_neither_verdicts_nor_errors_nor_figures_hold_an_address(tmp_path, monkeypatch, engine):
    monkeypatch.setenv("MAMORI_FILTER_ENGINE", engine)
    filter_ = Filter(write_list(tmp_path / "list.mf"), KEY)
    wrong = [*OCTETS, *([address] for address in ADDRESSES), 7, None]
    for address in (*ADDRESSES, *wrong):
        for question in (address, [address]):
            for ask in (filter_.check, filter_.check_many):
                try:
                    told = repr(ask(question))
                except Exception as error:
                    told = f"{error} {error!r}"
                assert_unmarked(told)
    assert_unmarked(metrics_text(filter_, CREATED), repr(filter_.counts()))
    assert_unmarked(repr(filter_.status(CREATED)), repr(filter_.opened.header))


def test_a_line_that_is_left_out_of_a_list_is_named_by_number_and_id_alone():
    scopes = ("host", "prefix", "path", "query", MARKER)
    rows = [Row(2, scope, address, "E-1", MARKER) for scope in scopes for address in ADDRESSES]
    for row in accepted(rows):
        assert_unmarked(repr(row))


def test_the_marker_is_found_where_it_is():
    with pytest.raises(AssertionError):
        assert_unmarked(f"http://a.test/{MARKER.upper()}")
    assert all(MARKER in address for address in ADDRESSES)
