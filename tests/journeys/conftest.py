"""The real site, as `mamori run` serves it on a new folder, and the system's own Chromium."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.journeys.walk import ADDRESS, ELSEWHERE, PASSWORD, Scheme, Visit, sign_in
from tests.system_packages import browser as installed_browser

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a new database, its tables, the country and the first answer
COMMAND = [sys.executable, "-m", "mamori.site.cli"]
CHROMIUM = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="module")
def data() -> Iterator[str]:
    """The folder of a site of one's own."""
    with folder() as made:
        yield made


@pytest.fixture(scope="module")
def site(data: str) -> Iterator[str]:
    """The address of that site, with the Japan pack and demonstration sign-ins."""
    with running(data) as address:
        yield address


@pytest.fixture(scope="module")
def site_for_work() -> Iterator[str]:
    """The same for real people: one administrator, no demonstration; named so that passkeys work."""
    with folder() as data:
        mamori(data, "add_person", ADDRESS, "--name", "Mio", said=f"{PASSWORD}\n")
        with running(data, "--no-demonstration") as address:
            yield address.replace("127.0.0.1", "localhost")


@contextmanager
def folder() -> Iterator[str]:
    made = mkdtemp(prefix="m-")
    yield made
    rmtree(made, ignore_errors=True)


def mamori(data: str, *words: str, said: str = "") -> None:
    """One command on that data folder; ``said`` is what a person would type."""
    subprocess.run(
        [*COMMAND, *words], cwd=ROOT, env=_environment(data), input=said, text=True, check=True,
        capture_output=True,
    )  # fmt: skip


@contextmanager
def running(data: str, *words: str) -> Iterator[str]:
    port = _free_port()
    server = subprocess.Popen(
        [*COMMAND, "run", "--port", str(port), *words],
        cwd=ROOT,
        env=_environment(data) | {"QUICK_EXIT_URL": f"http://localhost:{port}{ELSEWHERE}"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/en/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _environment(data: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    return own | {"MAMORI_DATA": data}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed_browser()
    if path is None:
        pytest.skip("no Chromium on this machine: make test says what it could not install")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def visit(site: str, chromium: Browser) -> Iterator[Visit]:
    """Opens pages; whatever they ask of another host, and every error they log, fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        path: str, *, width: int = 1440, scheme: Scheme = "light", javascript: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: _stays(r.url, site, complaints))
        page.on("console", lambda m: complaints.append(m.text) if _wrong(m) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def as_(visit: Visit) -> Callable[..., Page]:
    """A window of one's own for each role."""

    def signed_in(role: str, **how: Any) -> Page:
        page: Page = visit("/en/", **how)
        sign_in(page, role)
        return page

    return signed_in


def _stays(url: str, site: str, complaints: list[str]) -> None:
    if not url.startswith((site, "data:", "blob:")):
        complaints.append(f"asked another host: {re.sub(r'[?#].*', '', url)}")


def _wrong(message: ConsoleMessage) -> bool:
    """An error; but Chromium also logs every refusal (422), which is an answer like any other."""
    return message.type == "error" and "status of 422" not in message.text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 10):
        if server.poll() is not None:
            pytest.fail(f"mamori run ended with {server.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - this machine's own
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            sleep(0.1)
        else:
            return
    pytest.fail("mamori run did not answer")
