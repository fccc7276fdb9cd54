"""What providers use now, installed by the benchmark into a folder of its own, on the same list."""

import importlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mamori_filter.lists.fingerprints import Scope

from benchmarks.filter import world
from benchmarks.measure import Progress

Verdicts = Callable[[list[str]], list[bool]]


@dataclass(frozen=True, slots=True)
class Peer:
    """``verdicts`` answers for a list of addresses; ``version`` is what the installed one says of itself."""

    name: str
    version: str
    verdicts: Verdicts


def bare_ada(folder: Path) -> Any:
    """The module of bare_ada.cpp, compiled as the filter's core is."""
    import ada_url

    source, ada = Path(__file__).with_name("bare_ada.cpp"), Path(ada_url.__file__).parent
    built = folder / f"bare_ada{sysconfig.get_config_var('EXT_SUFFIX')}"
    flags = ["-std=c++20", "-O3", "-DNDEBUG", "-fPIC", "-shared", "-fvisibility=hidden"]
    if "avx2" in Path("/proc/cpuinfo").read_text():
        flags.append("-march=x86-64-v3")
    places = [f"-I{ada}", f"-I{sysconfig.get_path('include')}"]
    subprocess.run(["g++", *flags, *places, str(source), "-o", str(built)], check=True)  # noqa: S607
    sys.path.insert(0, str(folder))
    return importlib.import_module("bare_ada")


def set_of_strings(hosts: int, pages: int) -> Peer:
    """A Python set of host names and addresses, asked after urlsplit."""
    names = {world.host(n) for n in range(hosts)}
    addresses = {world.page(n).forms[0].text for n in range(pages)}

    def verdict(url: str) -> bool:
        parts = urlsplit(url)
        name = parts.hostname or ""
        place = name + parts.path
        if place in addresses or f"{place}?{parts.query}" in addresses:
            return True
        end = place.find("/") + 1
        while end := place.find("/", end) + 1:
            if place[:end] in addresses:
                return True
        while name:
            if name in names:
                return True
            name = name.partition(".")[2]
        return False

    return Peer(
        "a Python set of strings",
        sys.version.split()[0],
        lambda urls: [verdict(url) for url in urls],
    )


def adblock(folder: Path, hosts: int, pages: int, progress: Progress) -> Peer:
    """adblock-rust by its Python package."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", str(folder), "adblock"], check=True, capture_output=True)
    sys.path.insert(0, str(folder))
    module = importlib.import_module("adblock")
    progress.say("adblock takes the list in")
    rules = module.FilterSet()
    rules.add_filters([f"||{world.host(n)}^" for n in range(hosts)])
    rules.add_filters([_rule(n) for n in range(pages)])
    engine = module.Engine(rules)

    def verdicts(urls: list[str]) -> list[bool]:
        asked = engine.check_network_urls
        return [asked(url, "https://from.example/", "image").matched for url in urls]

    return Peer("adblock", str(module.__version__), verdicts)


def _rule(n: int) -> str:
    entry = world.page(n)
    return f"||{entry.forms[0].text}" + ("" if entry.scope is Scope.PREFIX else "|")


def squidguard(folder: Path, hosts: int, pages: int, progress: Progress) -> Peer:
    """squidGuard over a pipe, as Squid runs it."""
    if shutil.which("squidGuard") is None:
        progress.say("installing squidGuard")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        for command in (["update", "-qq"], ["install", "-y", "-qq", "squidguard"]):
            subprocess.run([*root, "apt-get", *command], check=True, capture_output=True, env=quiet)
    lists = folder / "listed"
    lists.mkdir(parents=True)
    (lists / "domains").write_text("".join(f"{world.host(n)}\n" for n in range(hosts)))
    (lists / "urls").write_text("".join(f"{world.page(n).forms[0].text}\n" for n in range(pages)))
    settings = folder / "squidGuard.conf"
    settings.write_text(
        f"dbhome {folder}\nlogdir {folder}\n"
        "dest listed {\n domainlist listed/domains\n urllist listed/urls\n}\n"
        "acl {\n default {\n pass !listed all\n redirect http://blocked.test/\n }\n}\n"
    )
    program = str(shutil.which("squidGuard"))
    progress.say("squidGuard takes the list in")
    subprocess.run([program, "-c", str(settings), "-C", "all"], check=True, capture_output=True)

    def verdicts(urls: list[str]) -> list[bool]:
        asked = "".join(f"{url} 192.0.2.1/- - GET\n" for url in urls)
        command = [program, "-c", str(settings)]
        told = subprocess.run(command, input=asked, text=True, capture_output=True, check=True)
        return ["blocked.test" in line for line in told.stdout.splitlines()]

    version = subprocess.run([program, "-v"], capture_output=True, text=True, check=False)
    return Peer("squidGuard", (version.stderr or version.stdout).split("\n")[0], verdicts)
