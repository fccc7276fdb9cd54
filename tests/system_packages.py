"""Installs what tests need beyond Python, where it can; says in one line what it could not."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# The servers a provider runs, and the package of each.
SERVERS = {
    "squid": "squid",
    "named": "bind9",
    "named-checkzone": "bind9-utils",
    "dig": "bind9-dnsutils",
    "unbound": "unbound",
    "e2guardian": "e2guardian",
}
PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


def browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None) or (
        MAC_CHROME if os.path.exists(MAC_CHROME) else None
    )


def missing():
    """The packages of the servers that are not here."""
    return [package for name, package in SERVERS.items() if not shutil.which(name, path=PLACES)]


def install():
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        update, get = ["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq"]
        pages = [] if browser() else ["chromium", "fonts-noto-cjk"]
        for command in ([*root, *update], [*root, *get, *pages, *missing()]):
            subprocess.run(command, check=False, capture_output=True, env=environment)
    elif shutil.which("brew"):
        subprocess.run(["brew", "install", "--cask", "--quiet", "chromium"], check=False)


if __name__ == "__main__":
    if browser() is None or missing():
        try:
            install()
        except OSError as error:
            print(f"could not install: {error}", file=sys.stderr)
    if browser() is None:
        print(
            "No Chromium could be installed: tests/journeys (pages in a real browser) are left out."
        )
    if missing():
        print(
            f"Could not be installed: {', '.join(missing())}. The filter's tests that ask them fail."
        )
