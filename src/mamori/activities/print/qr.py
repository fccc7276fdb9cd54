"""An address as a QR code, drawn as SVG: dark on white whatever the page, so that every phone reads it."""

import io
from html import escape

import segno


def qr(address: str, title: str) -> str:
    """``title``: what a screen reader says instead of the picture."""
    drawn = segno.make(address, error="m", micro=False)
    inner: str = drawn.svg_inline(
        omitsize=True, light="#ffffff", dark="#000000", svgclass="qr", lineclass=None, border=4
    )
    head, body = inner.split(">", 1)
    return f'{head} role="img" aria-label="{escape(title)}">{body}'


def drawn(address: str) -> str:
    """The same as a picture of its own, for paper; what it leads to is told beside it."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, dark="#000000", light="#ffffff", border=4
    )
    return out.getvalue().decode()
