"""A real e2guardian on loopback, before an upstream proxy of our own that answers every address."""

import getpass
import grp
import http.client
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mamori_filter.exports.tests.running_resolver import program

LISTS = ("bannedsitelist", "bannedsiteiplist", "bannedurllist", "bannedregexpurllist")

_CONFIG = """\
languagedir = '/usr/share/e2guardian/languages'
language = 'ukenglish'
loglevel = 0
logexceptionhits = 0
logfileformat = 6
checkip = 127.0.0.1
filterip = 127.0.0.1
filterports = {port}
proxyip = 127.0.0.1
proxyport = {upstream}
proxytimeout = 5
connecttimeout = 5
proxyexchange = 61
pcontimeout = 55
filtergroups = 1
weightedphrasemode = 0
phrasefiltermode = 2
preservecase = 0
maxcontentfiltersize = 2048
maxcontentramcachescansize = 2048
maxcontentfilecachescansize = 20000
filecachedir = '{folder}'
initialtrickledelay = 20
trickledelay = 10
downloadmanager = '/etc/e2guardian/downloadmanagers/default.conf'
contentscannertimeout = 60
searchsitelistforip = on
enablessl = off
httpworkers = 20
nodaemon = on
nologger = on
daemonuser = '{user}'
daemongroup = '{group}'
pidfilename = '{folder}/pid'
loglocation = '{folder}/access.log'
preauthstoryboard = '{folder}/before.story'
"""

_GROUP = """\
reportinglevel = 0
groupname = 'all'
maxuploadsize = -1
naughtynesslimit = 50
storyboard = '{folder}/all.story'
sitelist = 'name=banned,messageno=500,path={folder}/bannedsitelist'
ipsitelist = 'name=banned,messageno=510,path={folder}/bannedsiteiplist'
urllist = 'name=banned,messageno=501,path={folder}/bannedurllist'
regexpboollist = 'name=banned,messageno=503,path={folder}/bannedregexpurllist'
"""

_STORY = """\
function(checkrequest)
if(connect) return sslrequestcheck
if(urlin, banned) return setblock
if(true) setgrey
function(sslrequestcheck)
if(sitein, banned) return setblock
if(true) setgrey
function(checkresponse)
if(true) return false
function(thttps-checkrequest)
if(true) return false
function(icap-checkrequest)
if(true) return false
function(icap-checkresponse)
if(true) return false
"""

_BEFORE = """\
function(pre-authcheck)
if(true) return false
function(thttps-pre-authcheck)
if(true) return false
function(icap-pre-authcheck)
if(true) return false
"""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, format: str, *args: Any) -> None: ...


@contextmanager
def e2guardian_proxy(folder: Path, lists: dict[str, str]) -> Iterator[Callable[[str], bool]]:
    """Gives a function that says whether an address passes. ``lists``: the text of each by its file name."""
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    port = _free_port()
    config = folder / "e2guardian.conf"
    names = {"folder": folder, "user": getpass.getuser(), "group": grp.getgrgid(os.getegid())[0]}
    config.write_text(_CONFIG.format(port=port, upstream=upstream.server_port, **names))
    (folder / "e2guardianf1.conf").write_text(_GROUP.format(folder=folder))
    (folder / "all.story").write_text(_STORY)
    (folder / "before.story").write_text(_BEFORE)
    for name in LISTS:
        (folder / name).write_text(lists.get(name, "# none\n"))
    words = [program("e2guardian", "e2guardian"), "-N", "-c", str(config)]
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(words, stdout=told, stderr=told)  # noqa: S603
    try:
        _wait_for(port, process, folder / "told")
        yield lambda address: _passes(port, address)
    finally:
        process.kill()  # asked kindly, it takes its time
        process.wait()
        upstream.shutdown()
        upstream.server_close()


def _passes(port: int, address: str) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    asked.request("GET", address)
    found = asked.getresponse().read()
    asked.close()
    assert found == b"page" or b"Access Denied" in found
    return found == b"page"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], told: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, told.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("e2guardian does not listen")
