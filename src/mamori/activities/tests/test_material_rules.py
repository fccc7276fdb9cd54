"""What may be material, a file and a sending; whether a PDF can be read aloud. No database."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from mamori.activities.rules import materials as rules
from mamori.activities.rules.materials import NotADistribution, NotMaterial, UnfitFile
from mamori.activities.rules.readable_pdf import Finding, findings
from mamori.activities.tests.build_materials import LEAFLET, SENT, bare_pdf, tagged_pdf
from mamori.kernel.text import Text

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": Text("", "An invented leaflet")},
        {"title": Text("架空", "A" * 201)},
        {"about": Text("架" * 2_001, "")},
        {"licence": "none"},
        {"youngest": 16},
        {"youngest": -1},
        {"oldest": 121},
    ],
)
def test_what_is_no_material_is_refused(wrong):
    rules.check(LEAFLET)
    with pytest.raises(NotMaterial):
        rules.check(replace(LEAFLET, **wrong))


@pytest.mark.parametrize(
    ("edition", "language", "name", "content"),
    [
        ("", "ja", "a.txt", b"x"),
        ("2026", "xx", "a.txt", b"x"),
        ("2" * 41, "ja", "a.txt", b"x"),
        ("2026", "ja", "a.png", b"x"),
        ("2026", "ja", "a.html", b"x"),
        ("2026", "ja", "a.pdf", b"<html>"),
        ("2026", "ja", "a.docx", b"%PDF-"),
        ("2026", "ja", "a.txt", b""),
        ("2026", "ja", "a.txt", b"x" * (rules.LARGEST + 1)),
    ],
)
def test_what_is_no_file_of_it_is_refused(edition, language, name, content):
    rules.check_file("2026", "ja", "A.TXT", b"x")
    with pytest.raises(UnfitFile):
        rules.check_file(edition, language, name, content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sent_on": date(2026, 11, 26)},
        {"sent_on": date(1998, 12, 31)},
        {"places": 0},
        {"places": -1},
        {"places": 101},
        {"pieces": 59},
        {"pieces": 100_000_001},
        {"acknowledged": 61},
        {"acknowledged": -1},
    ],
)
def test_what_cannot_have_been_sent_is_refused(wrong):
    rules.check_distribution(SENT, TODAY)
    with pytest.raises(NotADistribution):
        rules.check_distribution(replace(SENT, **wrong), TODAY)


@pytest.mark.parametrize(
    ("sent", "known", "share"),
    [(60, 100, 60), (2, 3, 66), (3, 3, 100), (60, None, None), (0, 0, None)],
)
def test_a_share_is_given_only_where_the_number_of_schools_is_known(sent, known, share):
    assert rules.share(sent, known) == share


def test_a_tagged_pdf_has_nothing_missing():
    assert findings(tagged_pdf()) == ()


def test_each_thing_missing_is_named():
    assert findings(bare_pdf()) == (
        Finding.UNTAGGED,
        Finding.NO_LANGUAGE,
        Finding.NO_TITLE,
        Finding.NO_TEXT,
    )


def test_a_locked_pdf_is_said_to_be_locked():
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(bare_pdf()))), io.BytesIO()
    writer.encrypt("架空", algorithm="AES-256")
    writer.write(out)
    assert findings(out.getvalue()) == (Finding.LOCKED,)


@given(st.binary(max_size=200), st.integers(0, 600))
def test_a_broken_pdf_is_refused_and_never_a_crash(tail, cut):
    for content in (b"%PDF-1.7\n" + tail, bare_pdf()[:cut] + tail):
        try:
            assert isinstance(findings(content), tuple)
        except UnfitFile as refusal:
            assert refusal.message.ja  # noqa: PT017 - a cut may also leave it whole
