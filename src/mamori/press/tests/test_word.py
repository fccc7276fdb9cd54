import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document

from mamori.press import word

DAY = date(2018, 6, 1)
ABOUT: dict[str, Any] = {"title": "Outline", "author": "Mamori", "language": "en", "dated": DAY}


@pytest.fixture
def template(tmp_path):
    document = Document()
    document.add_paragraph("{{ words }}")
    path = tmp_path / "template.docx"
    document.save(str(path))
    return path


def text_of(content):
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_a_template_is_filled(template):
    content = word.fill(template, {"words": "約39万人 & <more>"}, **ABOUT)
    assert text_of(content) == ["約39万人 & <more>"]
    properties = Document(io.BytesIO(content)).core_properties
    assert (properties.title, properties.author, properties.language) == ("Outline", "Mamori", "en")
    assert properties.created.date() == properties.modified.date() == DAY


def test_the_same_input_gives_the_same_bytes(template):  # §1.1
    content = word.fill(template, {"words": "same"}, **ABOUT)
    assert word.fill(template, {"words": "same"}, **ABOUT) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2018, 6, 1, 0, 0, 0)}
        assert b"2018-06-01" in archive.read("docProps/core.xml")


def test_another_day_gives_other_bytes(template):
    other = ABOUT | {"dated": date(2019, 6, 1)}
    assert word.fill(template, {"words": "same"}, **ABOUT) != word.fill(
        template, {"words": "same"}, **other
    )


def test_an_archive_has_one_order_and_one_date():
    one = word.pack({"b": b"2", "a": b"1", "first": b"0"}, DAY, first="first")
    other = word.pack({"first": b"0", "a": b"1", "b": b"2"}, DAY, first="first")
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["first", "a", "b"]
        assert {entry.date_time for entry in archive.infolist()} == {(2018, 6, 1, 0, 0, 0)}
        assert archive.read("b") == b"2"


@pytest.mark.parametrize(("year", "says"), [(1979, 1980), (2107, 2107), (2108, 2107)])
def test_a_day_that_no_archive_can_say_is_the_nearest_year(template, year, says):
    dated = date(year, 6, 1)
    content = word.fill(template, {"words": "then"}, **ABOUT | {"dated": dated})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(says, 6, 1)}
    assert Document(io.BytesIO(content)).core_properties.created.date() == dated
