"""Real resolvers on loopback, before an upstream of our own that knows one address for every name."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from mamori_filter.exports.rpz import bind_policy

PLACES = "/usr/sbin:/usr/bin:/sbin:/bin"
UPSTREAM = "192.0.2.1"

_BIND = """\
options {{
  directory "{folder}"; pid-file "{folder}/named.pid"; session-keyfile "{folder}/session.key";
  listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion yes; allow-query {{ any; }}; allow-recursion {{ any; }};
  dnssec-validation no; empty-zones-enable no;
  forward only; forwarders {{ 127.0.0.1 port {upstream}; }};
  {policy}
}};
controls {{ }};
zone "{zone}" {{ type primary; file "{file}"; allow-query {{ none; }}; }};
"""

_UNBOUND = """\
server:
  directory: "{folder}"
  chroot: ""
  username: ""
  pidfile: "{folder}/unbound.pid"
  use-syslog: no
  interface: 127.0.0.1@{port}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  local-zone: "test." nodefault
  module-config: "respip iterator"
  num-threads: 1
remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{upstream}
rpz:
  name: "{zone}"
  zonefile: "{file}"
"""


class Told(NamedTuple):
    """``status``: as dig writes it. ``answers``: the data of the answer's records."""

    status: str
    answers: list[str]


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=PLACES)
    assert found, f"this test needs {name}: install the package {package}"
    return found


def ask(port: int, name: str, kind: str = "A") -> Told:
    words = [program("dig", "bind9-dnsutils"), "@127.0.0.1", "-p", str(port), "+tries=2", "+time=5"]
    told = subprocess.run(  # noqa: S603
        [*words, "+noall", "+comments", "+answer", name, kind],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    status = told.partition("status: ")[2].partition(",")[0]
    lines = [line for line in told.splitlines() if line and not line.startswith(";")]
    return Told(status, [line.split(None, 4)[4] for line in lines])


@contextmanager
def bind(folder: Path, zone: str, file: Path) -> Iterator[int]:
    """The port of a BIND that has the zone as its response policy."""
    with _upstream() as upstream:
        port = _free_port()
        config = folder / "named.conf"
        config.write_text(
            _BIND.format(
                folder=folder,
                port=port,
                upstream=upstream,
                zone=zone,
                file=file,
                policy=bind_policy(zone),
            )
        )
        words = [program("named", "bind9"), "-g", "-c", str(config)]
        # BIND answers without its policy for a moment after it has started.
        with _running(words, folder / "told", port, "reload done: success"):
            yield port


@contextmanager
def unbound(folder: Path, zone: str, file: Path) -> Iterator[int]:
    """The port of an Unbound that has the zone as its response policy."""
    with _upstream() as upstream:
        port = _free_port()
        config = folder / "unbound.conf"
        config.write_text(
            _UNBOUND.format(folder=folder, port=port, upstream=upstream, zone=zone, file=file)
        )
        checked = subprocess.run(  # noqa: S603
            [program("unbound-checkconf", "unbound"), str(config)], capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
        words = [program("unbound", "unbound"), "-d", "-c", str(config)]
        with _running(words, folder / "told", port):
            yield port


@contextmanager
def _running(words: list[str], told: Path, port: int, ready: str = "") -> Iterator[None]:
    with told.open("wb") as file:
        process = subprocess.Popen(words, stdout=file, stderr=file)  # noqa: S603
    try:
        until = time.monotonic() + 20
        while not (_listens(port) and ready in told.read_text()):
            assert process.poll() is None, told.read_text()
            assert time.monotonic() < until, told.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def _upstream() -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.2)
        stop = threading.Event()
        thread = threading.Thread(target=_answer, args=(server, stop))
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            stop.set()
            thread.join()


def _answer(server: socket.socket, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            question, client = server.recvfrom(4096)
        except TimeoutError:
            continue
        end = question.index(b"\0", 12) + 5
        kind = question[end - 4 : end - 2]
        record = b"\xc0\x0c" + kind + b"\0\1\0\0\0\0\0\4" + socket.inet_aton(UPSTREAM)
        counts = b"\0\1\0\1\0\0\0\0" if kind == b"\0\1" else b"\0\1\0\0\0\0\0\0"
        body = question[12:end] + (record if kind == b"\0\1" else b"")
        server.sendto(question[:2] + b"\x85\x80" + counts + body, client)
