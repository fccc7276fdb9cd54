"""Real server processes, asked over real sockets."""

import http.client
import json
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest

from mamori_filter.adapters.serving import read_bind
from mamori_filter.commands import main
from mamori_filter.lists.files import write_whole
from mamori_filter.refusals import Refused
from mamori_filter.tests.example_list import ENTRIES, KEY, write_list

pytestmark = pytest.mark.whole


@pytest.fixture
def folder(tmp_path):
    write_list(tmp_path / "list.mf")
    (tmp_path / "key.bin").write_bytes(KEY)
    (tmp_path / "token").write_text("correct-horse-battery")
    return tmp_path


@contextmanager
def served(folder, *options):
    """The process, and where it listens."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "mamori_filter", "serve", "--list", "list.mf", "--key", "key.bin",
         *options],
        cwd=folder, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert "answers on" in line, line + process.stderr.read()
        yield process, line.rpartition(" ")[2].strip()
    finally:
        process.terminate()
        process.communicate(timeout=20)


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.host)


def ask(connection, method, path, content=None, headers=None):
    body = None if content is None else json.dumps(content)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def test_a_unix_socket_is_for_its_group_alone_and_goes_with_the_service(folder):
    with served(folder, "--unix", "s.sock") as (process, _):
        path = folder / "s.sock"
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        connection = UnixConnection(str(path))
        status, body, _ = ask(connection, "POST", "/check", {"url": "http://listed.test/"})
        assert (status, json.loads(body)["entry_id"]) == (200, "H-1")
        connection.close()
        process.terminate()
        assert process.wait(20) == 0
        assert not path.exists()


def test_a_socket_left_by_a_dead_process_is_taken_over_and_a_living_one_is_not(folder):
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(str(folder / "s.sock"))
    left.close()
    with served(folder, "--unix", "s.sock"):
        second = subprocess.run(
            [sys.executable, "-m", "mamori_filter", "serve", "--list", "list.mf", "--key", "key.bin",
             "--unix", "s.sock"],
            cwd=folder, capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
        assert (second.returncode, "[bind_taken]" in second.stderr) == (2, True)
        with closing(UnixConnection(str(folder / "s.sock"))) as connection:
            assert ask(connection, "GET", "/health")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_ends_cleanly_when_asked_to(folder, number):
    with served(folder, "--http", "127.0.0.1:0") as (process, place):
        connection = http.client.HTTPConnection(place)
        assert ask(connection, "GET", "/health")[0] == 200
        process.send_signal(number)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
        connection.close()


def test_a_signal_opens_the_new_list_at_once(folder):
    with served(folder, "--http", "127.0.0.1:0") as (process, place):
        connection = http.client.HTTPConnection(place)
        write_list(folder / "list.mf", version=2)
        process.send_signal(signal.SIGHUP)
        until = time.monotonic() + 0.5
        while json.loads(ask(connection, "GET", "/status")[1])["list_version"] != 2:
            assert time.monotonic() < until
        connection.close()


class Asking(threading.Thread):
    """Asks the same three questions again and again, on one connection."""

    def __init__(self, place):
        super().__init__()
        self.place = place
        self.over = threading.Event()
        self.answers = []

    def run(self):
        urls = ["http://listed.test/x", "http://harmless.test/", "http://pages.test/bad/y"]
        with closing(http.client.HTTPConnection(self.place)) as connection:
            while not self.over.is_set():
                status, body, _ = ask(connection, "POST", "/check", {"urls": urls})
                verdicts = json.loads(body)["verdicts"]
                found = tuple(verdict["entry_id"] for verdict in verdicts)
                versions = frozenset(verdict["list_version"] for verdict in verdicts)
                self.answers.append((status, found, versions))

    def end(self):
        self.over.set()
        self.join(20)


def replace_list(folder, version):
    if version % 5 == 0:  # one that is refused now and then
        write_whole(folder / "list.mf", b"no list")
    else:
        write_list(folder / "list.mf", ENTRIES, version=version)


def test_no_question_is_dropped_or_answered_wrongly_while_lists_are_replaced(folder):
    with served(folder, "--http", "127.0.0.1:0") as (process, place):
        asking = [Asking(place) for _ in range(4)]
        for thread in asking:
            thread.start()
        for version in range(2, 40):
            replace_list(folder, version)
            process.send_signal(signal.SIGHUP)
            time.sleep(0.05)
        for thread in asking:
            thread.end()
    answers = [answer for thread in asking for answer in thread.answers]
    assert {(status, found) for status, found, _ in answers} == {(200, ("H-1", None, "P-1"))}
    assert {len(versions) for _, _, versions in answers} == {1}  # never two lists in one answer
    assert len({versions for _, _, versions in answers}) > 20
    assert len(answers) > 200


def test_other_machines_may_call_only_with_a_token_and_at_a_rate(folder, monkeypatch):
    monkeypatch.chdir(folder)
    common = ["serve", "--list", "list.mf", "--key", "key.bin", "--http", "0.0.0.0:0"]
    assert main(common) == 2
    with served(folder, *common[5:], "--token-file", "token", "--questions-per-second", "5") as (
        _,
        place,
    ):
        connection = http.client.HTTPConnection("127.0.0.1", int(place.rpartition(":")[2]))
        assert ask(connection, "GET", "/status")[0] == 401
        shown = {"Authorization": "Bearer correct-horse-battery"}
        urls = {"urls": ["http://listed.test/"] * 5}
        answers = [ask(connection, "POST", "/check", urls, shown) for _ in range(8)]
        assert answers[0][0] == 200
        assert answers[-1][0] == 429
        assert int(answers[-1][2]["Retry-After"]) >= 1
        connection.close()


def test_a_body_past_the_bound_ends_in_413_and_the_service_goes_on(folder):
    with served(folder, "--http", "127.0.0.1:0") as (_, place):
        connection = http.client.HTTPConnection(place)
        connection.putrequest("POST", "/check")
        connection.putheader("Content-Length", str(9 * 1024 * 1024))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()
        with closing(http.client.HTTPConnection(place)) as another:
            assert ask(another, "GET", "/health")[0] == 200


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("127.0.0.1:8090", True),
        ("127.9.9.9:1", True),
        ("[::1]:8090", True),
        ("localhost:80", True),
        ("0.0.0.0:80", False),
        ("[::]:80", False),
        ("192.0.2.1:80", False),
        ("filter.test:80", False),
    ],
)
def test_only_what_this_machine_alone_reaches_is_private(text, private):
    assert read_bind(text).is_private is private


@pytest.mark.parametrize("text", ["", "8090", ":8090", "127.0.0.1:", "127.0.0.1:x", "a:99999"])
def test_a_place_to_listen_that_cannot_be_read_is_refused(text):
    with pytest.raises(Refused) as refused:
        read_bind(text)
    assert refused.value.code == "bind"
