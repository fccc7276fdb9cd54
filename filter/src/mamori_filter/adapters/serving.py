"""Runs the service: the socket, the signals, and the list opened anew while questions come in.
See docs/policy/filter.md §7."""

import asyncio
import contextlib
import errno
import ipaddress
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from mamori_filter.causes import cause
from mamori_filter.filters import Filter
from mamori_filter.refusals import Refused

log = logging.getLogger("mamori_filter")
LOOK_EVERY = 1.0  # second, between two looks at the list file
LAST_PORT = 65535
SOCKET_MODE = 0o660
_GRACE = 10  # seconds for questions under way when asked to end


@dataclass(frozen=True, slots=True)
class Bind:
    """Where to listen: ``host`` and ``port``, or ``path`` of a unix socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches it. A name may come to mean another machine; only
        "localhost" is trusted."""
        if self.path is not None or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_bind(text: str) -> Bind:
    """Of "127.0.0.1:8090" or "[::1]:8090".

    :raises Refused: ``bind``.
    """
    host, _, port = text.rpartition(":")
    host = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if not host or not port.isascii() or not port.isdigit() or int(port) > LAST_PORT:
        raise Refused(
            "bind",
            f"待ち受け先は 127.0.0.1:8090 の形で、ポートは1〜{LAST_PORT}です。",
            f"The place to listen is written 127.0.0.1:8090; a port is 1-{LAST_PORT}.",
        )
    return Bind(host, int(port))


@contextlib.contextmanager
def listening(bind: Bind) -> Iterator[socket.socket]:
    """:raises Refused: ``bind_taken``, ``bind_impossible``."""
    try:
        opened = _unix(bind.path) if bind.path else _inet(bind)
    except OSError as error:
        raise _not_listening(error, bind) from None
    try:
        yield opened
    finally:
        opened.close()
        if bind.path:
            bind.path.unlink(missing_ok=True)


def _not_listening(error: OSError, bind: Bind) -> Refused:
    if error.errno == errno.EADDRINUSE:
        return Refused(
            "bind_taken",
            "待ち受け先は既に使われています。",
            "Something else is at the place to listen.",
        )
    if isinstance(error, FileNotFoundError) and bind.path:
        folder = bind.path.parent
        return Refused(
            "bind_impossible",
            f"ソケットを置くフォルダ {folder} がありません。",
            f"The folder {folder} for the socket is not there.",
        )
    told = cause(error)
    return Refused(
        "bind_impossible",
        f"待ち受けられません（{told.ja}）。",
        f"Cannot listen there: {told.en}.",
    )


def run(app: Any, filter: Filter, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Until SIGTERM or SIGINT. SIGHUP looks at the list file at once. ``ready`` is called when signals and
    questions are heard."""
    # h11 holds headers to a bound; the access log would hold the client.
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
    )

    def end(*_: object) -> None:
        # Also what uvicorn calls once more when it has ended; by then it has been obeyed.
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    asyncio.run(_serve(server, filter, listener, ready))


async def _serve(
    server: uvicorn.Server, filter: Filter, listener: socket.socket, ready: Callable[[], None]
) -> None:
    async with _refreshing(filter):
        ready()
        await server.serve(sockets=[listener])


@contextlib.asynccontextmanager
async def _refreshing(filter: Filter) -> AsyncIterator[None]:
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, refresh, filter)
    task = asyncio.create_task(_look_for_ever(filter))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _look_for_ever(filter: Filter) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY)
        refresh(filter)


def refresh(filter: Filter) -> None:
    """Opens the list anew where it changed, and says so in the log: the version, or the refusal in both languages.
    Whatever goes wrong, the last good list goes on."""
    before = filter.refused
    try:
        if filter.refresh():
            log.info("List version %d answers now.", filter.opened.header.version)
        elif filter.refused is not None and filter.refused is not before:
            ja, en = filter.refused.message
            log.warning(
                "The new list was refused; the last goes on. %s %s [%s]",
                en,
                ja,
                filter.refused.code,
            )
    except Exception as error:
        log.error("The list could not be opened anew: %s", type(error).__name__)


def _inet(bind: Bind) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(
        bind.host, bind.port, type=socket.SOCK_STREAM
    )[0]
    opened = socket.socket(family, kind, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(place)
        opened.listen(1024)
    except OSError:
        opened.close()
        raise
    return opened


def _unix(path: Path) -> socket.socket:
    """A socket file left behind by a process that died is taken over; a living one is not."""
    if path.is_socket() and not _answers(path):
        path.unlink()
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o777 & ~SOCKET_MODE)
    try:
        opened.bind(str(path))
        opened.listen(1024)
    except OSError:
        opened.close()
        raise
    finally:
        os.umask(before)
    return opened


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        return asking.connect_ex(str(path)) == 0
