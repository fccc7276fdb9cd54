"""Material that tests add and send; all of it invented."""

import io
from datetime import date
from typing import Any

from pypdf import PdfWriter

from mamori.activities import actions
from mamori.activities.print.certificates import certificate_pdf
from mamori.activities.rules.certificates import Form, State, Verified, numbered
from mamori.activities.rules.materials import Audience, Distribution, Material, Recipients
from mamori.activities.tests.build_register import BY
from mamori.kernel.text import Text

OWN: dict[str, Any] = {"agencies": frozenset({"NPA"})}
LEAFLET = Material(
    agency="NPA",
    title=Text("架空のリーフレット", "An invented leaflet"),
    about=Text("自画撮りの危険について。", "On the danger of sending pictures."),
    audience=Audience.LOWER_SECONDARY,
    licence="pdl-1.0",
    youngest=12,
    oldest=15,
)
SENT = Distribution(
    edition="2026",
    area="13",
    recipients=Recipients.LOWER_SECONDARY,
    sent_on=date(2026, 6, 1),
    pieces=1_000,
    places=60,
    places_known=100,
)


def bare_pdf() -> bytes:
    """One empty page: no tags, no language, no title, no text."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.metadata = None
    writer.write(out)
    return out.getvalue()


def tagged_pdf() -> bytes:
    shown = Verified(
        number=numbered(range(11)),
        form=Form.THANKS,
        agency="NPA",
        title=Text("架空の功績", "Invented merit"),
        issued_on=date(2026, 6, 1),
        valid_until=None,
        state=State.VALID,
        invented=True,
    )
    return certificate_pdf(
        shown, "架空の会", agency=Text("警察庁", "NPA"), address="https://mamori.example/"
    )


def leaflet(**more: Any) -> str:
    """A material with one file in use."""
    key = actions.add_material(material=LEAFLET, **BY)
    with_file(key, **more)
    return key


def with_file(key: str, **more: Any) -> int:
    said: dict[str, Any] = {
        "edition": "2026",
        "language": "ja",
        "file_name": "案内.txt",
        "content": "架空の案内".encode(),
    }
    return actions.add_file(key=key, **{**said, **more}, **OWN, **BY)
