"""Whatever bytes are uploaded, the answer is a refusal or a value, never a crash."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mamori.kernel.refusals import Refused
from mamori.plan.tests.build_workbooks import changed, part, repacked, template
from mamori.plan.workbooks.reading import Workbook, read

pytestmark = pytest.mark.usefixtures("round_open", "undone")
BEGINNINGS = (b"", b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG", b"%PDF-")
many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def sent(round_open):
    return template()


def answered(content):
    try:
        return isinstance(read(content), Workbook)
    except Refused as refusal:
        return bool(refusal.message.ja and refusal.message.en)


@many
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes(beginning, rest):
    assert answered(beginning + rest)


@many
@given(st.data())
def test_any_bytes_of_a_workbook_changed(sent, data):
    content = bytearray(sent)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert answered(bytes(content))


@many
@given(st.data())
def test_any_bytes_of_a_part_changed(sent, data):
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        names = [name for name in archive.namelist() if "theme" not in name]
    name = data.draw(st.sampled_from(names))
    xml = bytearray(part(sent, name))
    at = data.draw(st.integers(0, len(xml) - 1))
    xml[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    assert answered(repacked(sent, {name: bytes(xml)}))


@many
@given(st.data())
def test_any_value_in_the_hidden_sheet(sent, data):
    values = st.one_of(
        st.none(),
        st.integers(-(10**18), 10**18),
        st.booleans(),
        st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), max_size=12),
    )

    def spoil(book):
        sheet = book["mamori"]
        row = data.draw(st.integers(1, sheet.max_row))
        sheet.cell(row, data.draw(st.integers(1, 6))).value = data.draw(values)

    assert answered(changed(sent, spoil))
