"""The strict form: the address as a browser would send it (WHATWG URL, parsed by Ada)."""

import re

import ada_url

from mamori_filter.canonical.form import Form

WEB_SCHEMES = {"http:", "https:", "ftp:", "ws:", "wss:"}  # §2.1
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PORT = re.compile(r"[0-9]+(?:[/?#\\]|\Z)")
_BREAKS = str.maketrans("", "", "\t\n\r")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK = "".join(map(chr, range(0x21)))


def strict_form(address: str) -> Form | None:
    """None where a browser would find no host to ask: another scheme, or no address at all."""
    bare = _scalar(address).strip(_BLANK).translate(_BREAKS)
    if not bare:
        return None
    if _lacks_scheme(bare):
        bare = ("http:" if bare.startswith(("//", "\\\\")) else "http://") + bare
    try:
        url = ada_url.URL(bare)
    except ValueError:
        return None
    if url.protocol not in WEB_SCHEMES or not url.hostname:
        return None
    query: str = url.search  # "" or "?" alike: a bare question mark asks for the same page, §2.6
    return Form(url.hostname, url.pathname, query[1:] if len(query) > 1 else None)


def _scalar(address: str) -> str:
    """Lone surrogates, as octets that are no UTF-8 become when text is read, are U+FFFD, §2.3."""
    return address if address.isascii() else _SURROGATES.sub("\ufffd", address)


def _lacks_scheme(bare: str) -> bool:
    """§2.2: "host/path", "host:80" and "//host" lack it; "mailto:x" has one, which is not of the web."""
    if bare.startswith(("//", "\\\\")):
        return True
    if bare[0] in "/?#:\\":
        return False
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return True
    if scheme[1].lower() + ":" in WEB_SCHEMES:
        return False
    return "." in scheme[1] or _PORT.match(bare, scheme.end()) is not None
