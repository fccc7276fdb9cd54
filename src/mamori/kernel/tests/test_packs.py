"""Policy: docs/policy/kernel.md, section 4: every fault is named with file, line and reason."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mamori.kernel.packs import PackRefused, open_pack
from mamori.kernel.tests import build

SCHEMA = {
    "type": "object",
    "required": ["key"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string"},
        "size": {"type": "integer"},
        "kind": {"enum": ["a", "b"]},
    },
}


def found(pack):
    return [(finding.file, finding.line) for finding in pack.findings]


def test_good_rows_are_read(tmp_path):
    pack = build.pack(tmp_path, t_csv="key,size\none,\n\ntwo,\n")
    rows = pack.rows("t.csv", columns=("key", "size"), schema=SCHEMA, unique=("key",))
    assert [(row.line, row.values) for row in rows] == [(2, {"key": "one"}), (4, {"key": "two"})]
    assert pack.findings == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("key\none\n", 1),  # a column is missing
        ("key,size,colour\none,,\n", 1),  # one too many
        ("key,size\none\n", 2),  # a value is missing
        ("key,size\none,\none,\n", 3),  # the id again
        ("key,size\n,\n", 2),  # no key
        (b"key,size\none,\n" + "二,".encode("shift_jis") + b"\n", 3),  # not UTF-8
    ],
)
def test_a_faulty_table_is_named_at_its_line(tmp_path, content, line):
    pack = build.pack(tmp_path, t_csv=content)
    pack.rows("t.csv", columns=("key", "size"), schema=SCHEMA, unique=("key",))
    assert found(pack) == [("t.csv", line)]
    with pytest.raises(PackRefused) as refusal:
        pack.refuse_if_wrong()
    assert "1" in refusal.value.message.en


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("- key: one\n  size: big\n", 2),
        ("- key: one\n  kind: c\n", 2),
        ("- key: one\n  colour: red\n", 1),
        ("- key: one\n- key: one\n", 2),
        ("- key: one\n  key: two\n", 2),  # a doubled key
        ("- key: one\n   size: 1\n", 2),  # broken indentation
        ("- &a {key: one}\n- *a\n", 2),  # a reference
        ("key: one\n", 1),  # no list
        ("- one\n", 1),  # no record
        ("- key: one\n- key: 2017-02-30\n", 2),  # no day
    ],
)
def test_faulty_yaml_is_named_at_its_line(tmp_path, content, line):
    pack = build.pack(tmp_path, t_yaml=content)
    pack.items("t.yaml", schema=SCHEMA)
    assert found(pack) == [("t.yaml", line)]
    assert all(finding.reason.ja and finding.reason.en for finding in pack.findings)


def test_a_missing_file_and_a_way_out_of_the_folder_are_refused(tmp_path):
    inner = tmp_path / "pack"
    inner.mkdir()
    (tmp_path / "secret.yaml").write_text("- key: one\n")
    pack = build.pack(inner)
    assert pack.items("none.yaml", schema=SCHEMA) == []
    assert pack.items("../secret.yaml", schema=SCHEMA) == []
    assert len(pack.findings) == 2


@pytest.mark.parametrize(
    ("content", "clear"),
    [
        ("- {key: one}\n- {key: two, size: big}\n", ["one", "other"]),
        ("- {key: one}\n- {key: 2}\n", []),
        ("- {key: one}\n- {size: 2}\n", []),
        ("- {key: one}\n- two\n", []),
        ("[", []),
    ],
)
def test_what_may_stand_in_what_could_not_be_read_is_unclear(tmp_path, content, clear):
    pack = build.pack(tmp_path, t_yaml=content)
    pack.items("t.yaml", schema=SCHEMA)
    names = ("one", "two", "other")
    assert [name for name in names if not pack.unclear("t.yaml", name)] == clear


def test_what_could_not_be_read_is_told_first(tmp_path):
    pack = build.pack(tmp_path, a_yaml="- {key: one, size: big}\n", b_yaml="[")
    pack.items("a.yaml", schema=SCHEMA)
    pack.items("b.yaml", schema=SCHEMA)
    with pytest.raises(PackRefused) as refusal:
        pack.refuse_if_wrong()
    assert [finding.file for finding in refusal.value.findings] == ["b.yaml", "a.yaml"]


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    with pytest.raises(PackRefused):
        open_pack(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_nothing_crashes(tmp_path, content):
    pack = build.pack(tmp_path, t_csv=content, t_yaml=content)
    pack.rows("t.csv", columns=("key", "size"), schema=SCHEMA, unique=("key",))
    pack.items("t.yaml", schema=SCHEMA)
    assert all(finding.line >= 1 for finding in pack.findings)
