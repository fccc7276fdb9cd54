"""mamori run: everything on this machine, at http://127.0.0.1:8000."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from mamori.accounts import actions as accounts
from mamori.accounts import queries as people
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import queries as plan
from mamori.site import packs

# Requests answered at once, each with a connection to the database of its own: two for a core.
THREADS = 2 * (os.cpu_count() or 1)
LOOK_EVERY, PATIENCE = 10, 30  # seconds: whether the worker is there; until a process has ended


class PortTaken(Refused):
    code = "port_taken"


class Command(BaseCommand):
    help = "Bring the tables up to date, load the country into a new database, and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--pack", type=Path, default=Path("packs/japan"))
        parser.add_argument(
            "--no-demonstration", action="store_true", help="a database for real work"
        )
        parser.add_argument(
            "--demo", action="store_true", help="a new demonstration opens on an invented year"
        )
        parser.add_argument(
            "--prepare", action="store_true", help="get everything ready, then stop"
        )

    def handle(self, *, host: str, port: int, pack: Path, **options: Any) -> None:
        self.stdout.write("Tables …", ending="")
        call_command("migrate", verbosity=0)
        self.stdout.write(" up to date")
        self._load(pack, demonstration=not options["no_demonstration"], invented=options["demo"])
        if options["prepare"]:
            return
        _refuse_a_taken(port, host)
        self.stdout.write(f"Mamori is at http://{host}:{port}/ (Ctrl-C stops it)")
        if people.is_demonstration():
            self.stdout.write(
                f"Enter as a role: http://{host}:{port}/en/staff/accounts/demonstration/"
            )
        self.stdout.flush()
        self._serve(host, port)

    def _load(self, pack: Path, *, demonstration: bool, invented: bool) -> None:
        at = timezone.now()
        if plan.outlines():
            return
        if pack.is_dir():
            self.stdout.write(f"Loading {pack} …", ending="")
            self.stdout.write(f" {packs.load(pack, at=at)} records")
        else:
            self.stdout.write(f"No pack at {pack}: load one with mamori load_pack FOLDER")
        if demonstration and not people.people():
            accounts.mark_demonstration(actor=audit.job("run"), at=at)
            self.stdout.write("Demonstration sign-ins made, one for each role")
            if invented:
                call_command("demo", stdout=self.stdout)

    def _serve(self, host: str, port: int) -> None:
        here = host in {"127.0.0.1", "localhost", "::1"}
        environment = os.environ | ({"MAMORI_PLAIN_HTTP": "1"} if here else {})
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host]
        command += ["--port", str(port), "--no-ws", "--log-level", "warning"]
        command += ["--workers-kill-timeout", str(PATIENCE // 2)]
        command += ["--blocking-threads", str(THREADS), "mamori.site.wsgi:application"]
        _stop_cleanly()
        server = _started(command, environment)
        worker = _worker()
        try:
            while _runs(server):
                if worker.poll() is not None:  # the database was away for a while
                    worker = _worker()
        except KeyboardInterrupt:
            pass
        finally:
            server.terminate()
            worker.terminate()
            _ended(server)
            _ended(worker)


def _refuse_a_taken(port: int, host: str) -> None:
    """The server itself would share the port in silence, and two Mamoris would answer by turns."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return
    raise PortTaken(
        Text(
            ja="{0} のポート {1} では、すでに何かが動いています。止めるか、--port で別の番号を指定してください。",
            en="Something answers at {0}, port {1}, already. Stop it, or choose another port with --port.",
        ).format(host, port)
    )


def _stop_cleanly() -> None:
    """As by Ctrl-C, whoever asks. Under ``nohup`` the end of the session is ignored, and stays so."""
    for stop in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(stop) is not signal.SIG_IGN:
            signal.signal(stop, signal.default_int_handler)


def _worker() -> subprocess.Popen[bytes]:
    """Beside the server; when told to stop it ends its job first."""
    return _started([sys.executable, "-m", "mamori.site.cli", "worker"], os.environ)


def _started(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In a group of its own: Ctrl-C reaches it once, from here; and none of the group is left behind."""
    return subprocess.Popen(command, env=environment, process_group=0)  # noqa: S603 - our own words only


def _runs(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return True
    return False


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
