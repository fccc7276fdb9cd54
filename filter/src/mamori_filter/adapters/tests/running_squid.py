"""A real Squid on loopback, before an origin of our own. Names resolve by a hosts file, never by DNS."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import mamori_filter
from mamori_filter.adapters.squid_config import Setting, squid_config
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted

KEY = bytes(range(32))
FILTER = str(Path(sys.executable).with_name("mamori-filter"))
NAMES = (
    "bad-host.test img.bad-host.test shared.test www.shared.test front.test other.test badhost.test"
)
ENTRIES = (
    Row(2, "host", "bad-host.test", "E-1"),
    Row(3, "path", "shared.test/a/b.html", "E-2"),
    Row(4, "prefix", "shared.test/gallery/7/", "E-3"),
    Row(5, "query", "shared.test/view?id=7", "E-4"),
    Row(6, "path", "front.test/", "E-5"),
)

_CONFIG = """\
http_port 127.0.0.1:{port}
visible_hostname proxy.invalid
pid_filename {folder}/squid.pid
cache_log {folder}/cache.log
coredump_dir {folder}
hosts_file {hosts}
dns_nameservers 127.0.0.1
cache deny all
netdb_filename none
pinger_enable off
shutdown_lifetime 0 seconds
acl localnet src 127.0.0.1
{mamori}
{last}
"""


def write_list(path: Path, rows: tuple[Row, ...], version: int) -> None:
    octets = build(accepted(rows), KEY, Terms(version=version, created=int(time.time()))).octets
    fresh = path.with_suffix(".new")
    fresh.write_bytes(octets)
    fresh.chmod(0o644)
    fresh.replace(path)


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, format: str, *args: Any) -> None: ...


@dataclass
class Proxy:
    port: int
    origin: int
    process: subprocess.Popen[bytes]
    folder: Path  # what Squid and the helper wrote
    supplied: Path
    key: Path

    def get(self, address: str) -> int:
        """``{p}`` in the address is the origin's port. 0 where Squid gives no answer."""
        target = address.replace("{p}", str(self.origin))
        return self._ask(f"GET {target} HTTP/1.1\r\nHost: x.invalid\r\nConnection: close\r\n\r\n")

    def connect(self, host: str) -> int:
        target = f"{host}:{self.origin}"
        return self._ask(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n")

    def _ask(self, request: str) -> int:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as asked:
                asked.sendall(request.encode("latin-1"))
                head = asked.recv(64)
        except OSError:
            return 0
        return int(head.split()[1]) if head.startswith(b"HTTP/") else 0

    def helpers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        commands = {
            int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children.split()
        }
        return [child for child, command in commands.items() if b"mamori" in command]

    def written(self) -> bytes:
        return b"\n".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@contextmanager
def squid(room: Path, *, last: str = "", **options: Any) -> Iterator[Proxy]:
    """``room``: an empty folder. ``options``: of ``Setting``."""
    program = shutil.which("squid") or shutil.which("squid", path="/usr/sbin")
    assert program, "this test needs Squid: install the package squid"
    folder, held = room / "written", room / "held"
    folder.mkdir()
    held.mkdir()
    (held / "key").write_bytes(KEY)
    (held / "hosts").write_text(f"127.0.0.1 {NAMES}\n")
    write_list(held / "list.mf", ENTRIES, 1)
    port = _free_port()
    given: dict[str, Any] = {
        "command": (FILTER,),
        "list": held / "list.mf",
        "key": held / "key",
        "log": f"stdio:{folder}/access.log",
    } | options
    setting = Setting(**given)
    config = _CONFIG.format(
        port=port, folder=folder, hosts=held / "hosts", mamori=squid_config(setting), last=last
    )
    (held / "squid.conf").write_text(config)
    origin = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=origin.serve_forever, daemon=True).start()
    with open(folder / "told", "wb") as told:
        process = subprocess.Popen(  # noqa: S603
            [*_words_before(room), program, "-N", "-f", str(held / "squid.conf")],
            stdout=told,
            stderr=told,
        )
    try:
        _wait_for(port, process, folder / "told")
        yield Proxy(port, origin.server_port, process, folder, held / "list.mf", held / "key")
    finally:
        _stop(process)
        origin.shutdown()
        origin.server_close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _words_before(room: Path) -> list[str]:
    """Squid refuses to be root. Where the tests are, and its own user could not enter the interpreter's
    folder, a user namespace lends it a number that is not root's."""
    if os.geteuid():
        return []
    user = pwd.getpwnam("proxy")
    needed = (Path(sys.executable).resolve(), Path(FILTER), Path(mamori_filter.__file__), room)
    if not all(parent.stat().st_mode & stat.S_IXOTH for path in needed for parent in path.parents):
        return ["unshare", "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}"]
    for path in (room, *room.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    return []


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], told: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, f"Squid did not start: {told.read_text()}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("Squid does not listen")
