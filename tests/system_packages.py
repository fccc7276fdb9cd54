"""Installs what browser tests need beyond Python, where it can; says in one line what it could not."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None) or (
        MAC_CHROME if os.path.exists(MAC_CHROME) else None
    )


def install():
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        update, get = ["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq"]
        for command in ([*root, *update], [*root, *get, "chromium", "fonts-noto-cjk"]):
            subprocess.run(command, check=False, capture_output=True, env=environment)
    elif shutil.which("brew"):
        subprocess.run(["brew", "install", "--cask", "--quiet", "chromium"], check=False)


if __name__ == "__main__":
    if browser() is None:
        try:
            install()
        except OSError as error:
            print(f"could not install: {error}", file=sys.stderr)
    if browser() is None:
        print(
            "No Chromium could be installed: tests/journeys (pages in a real browser) are left out."
        )
