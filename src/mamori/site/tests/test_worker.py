"""A worker of its own, the one inside ``mamori run``, and what ``mamori doctor`` says of both."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from mamori.kernel import queue
from mamori.kernel.tests.sink import listening
from mamori.site.tests.build import ROOT, url_of

pytestmark = pytest.mark.whole


def doctor() -> dict[str, str]:
    out = StringIO()
    call_command("doctor", json=True, stdout=out)
    found: dict[str, str] = json.loads(out.getvalue())
    return found


def wait_for(true: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@contextmanager
def mamori(database, *words, under=(), **settings):
    """A real process with that command; ended here if the test has not ended it."""
    with TemporaryDirectory(prefix="mamori-", dir="/tmp") as folder:
        kept = {k: v for k, v in os.environ.items() if k not in ("SECRET_KEY", "MAMORI_PLAIN_HTTP")}
        here = {"DATABASE_URL": url_of(database), "MAMORI_DATA": folder, **settings}
        command = [*under, Path(sys.executable).with_name("mamori"), *words]
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # these tests run in the background
            signal.signal(signal.SIGINT, signal.default_int_handler)
        process = subprocess.Popen(  # noqa: S603 - our own words only
            command,
            cwd=ROOT,
            env=kept | here,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()  # not killed: it takes its server and its worker along
            process.communicate(timeout=90)


def workers(database: str) -> int:
    with psycopg.connect(url_of(database)) as there:
        if there.execute("SELECT to_regclass('procrastinate_workers')").fetchone() == (None,):
            return 0
        [found] = there.execute("SELECT count(*) FROM procrastinate_workers").fetchone() or [0]
        return int(found)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/") as page:
            return bool(page.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_stops_when_told(fresh_database, stop):
    with mamori(fresh_database, "worker") as worker:
        assert wait_for(lambda: workers(fresh_database) == 1)
        worker.send_signal(stop)
        out, err = worker.communicate(timeout=15)
        assert (worker.returncode, out, err) == (0, "", "")
        assert workers(fresh_database) == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_run_answers_soon_with_a_worker_inside_and_stops_with_it(fresh_database, stop):
    port = free_port()
    with mamori(fresh_database, "run", "--port", str(port)) as run:
        assert wait_for(lambda: answers(port), seconds=60)
        assert wait_for(lambda: workers(fresh_database) == 1)
        run.send_signal(stop)
        _, err = run.communicate(timeout=90)
        assert (run.returncode, err) == (0, "")
        assert workers(fresh_database) == 0
        assert not answers(port)


def test_under_nohup_the_end_of_the_session_stops_nothing(fresh_database):
    port = free_port()
    with mamori(fresh_database, "run", "--port", str(port), under=["nohup"]) as run:
        assert wait_for(lambda: answers(port), seconds=60)
        run.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=2)
        assert answers(port)


def test_a_port_on_which_something_answers_is_not_shared(fresh_database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with mamori(fresh_database, "run", "--port", port) as run:
            _, err = run.communicate(timeout=90)
    assert (run.returncode, err) == (
        2,
        f"mamori: Something answers at 127.0.0.1, port {port}, already. "
        "Stop it, or choose another port with --port.\n",
    )


def test_a_worker_does_what_is_due_and_stops_when_asked_to(fresh_database):
    with mamori(fresh_database, "worker", "--once") as worker:
        out, err = worker.communicate(timeout=60)
        assert (worker.returncode, out, err) == (0, "", "")


@pytest.mark.django_db
def test_doctor_says_what_waits_and_what_failed():  # kernel 7.4
    before = queue.counts()
    for n in range(3):
        queue.defer("garden.dig", n=n)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed'"
            " WHERE task_name = 'garden.dig' AND args->>'n' = '2'"
        )
    waiting, failed = before.waiting + 2, before.failed + 1
    assert doctor()["jobs"].startswith(f"{waiting} wait, {failed} failed, ")


@pytest.mark.django_db
def test_doctor_says_in_words_that_nothing_is_sent(settings):  # kernel 6.1
    settings.MAIL_URL = ""
    assert doctor()["mail"] == (
        "none: MAIL_URL is not set, so nothing is sent (0 letters were counted)"
    )


@pytest.mark.django_db
def test_doctor_names_the_server_and_no_secret(settings):  # kernel 6.2
    settings.MAIL_URL = "smtp://user:hush@mail.example:2525"
    settings.MAIL_FROM = "mamori@office.example"
    assert doctor()["mail"] == "through mail.example:2525 as mamori@office.example"
    settings.MAIL_URL = "smpt://user:hush@mail.example"
    assert doctor()["mail"].startswith("MAIL_URL cannot be read.")
    assert "hush" not in json.dumps(doctor())


@pytest.mark.django_db
def test_doctor_looks_for_no_jobs_before_there_are_tables():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'plan'")
    assert doctor()["jobs"] == "none before the tables are up to date"


def test_the_settings_come_from_the_environment(fresh_database):
    with listening() as sink:
        url = f"smtp://user:hush@127.0.0.1:{sink.port}?tls=none"
        with mamori(fresh_database, "migrate", "--verbosity", "0") as migrate:
            migrate.communicate(timeout=60)
        with mamori(fresh_database, "doctor", MAIL_URL=url, MAIL_FROM="a@b.example") as said:
            out, err = said.communicate(timeout=60)
    assert f"through 127.0.0.1:{sink.port} as a@b.example" in out
    assert "hush" not in out + err
