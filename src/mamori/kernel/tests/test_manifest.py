"""Policy: docs/policy/kernel.md, §4.3: a file that pack.yaml does not name is refused."""

import pytest

from mamori.kernel import manifest
from mamori.kernel.tests import build

GOOD = """name: {ja: 国, en: Country}
country: JP
version: 1
languages: [ja, en]
files:
  - areas.csv
  - plans.yaml
"""


def read(folder, written=GOOD, **more):
    files = {"areas_csv": "", "plans_yaml": ""} | more
    pack = build.pack(folder, pack_yaml=written, **files)
    return manifest.read(pack), [(f.line, f.reason.en) for f in pack.findings]


def test_a_pack_says_its_name(tmp_path):
    assert read(tmp_path) == ("Country", [])


def test_other_kinds_of_file_need_no_name(tmp_path):
    assert read(tmp_path, README_md="words") == ("Country", [])


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("plans.yaml", "ghost.yaml", 7, "The file “ghost.yaml” is missing."),
        ("  - plans.yaml\n", "", 5, "The file “plans.yaml” is not named under files."),
        ("country: JP", "country: Japan", 2, "Its form is: ^[A-Z]{2}$"),
        ("version: 1", "version: 0", 3, "less than the minimum of 1"),
        ("[ja, en]", "[ja]", 4, "was expected"),
        (", en: Country", "", 1, "'en' is a required property"),
        ("version: 1", "version: 1\ncolour: red", 1, "colour"),
    ],
)
def test_what_is_wrong_is_named_at_its_line(tmp_path, before, after, line, reason):  # §4.1
    _, findings = read(tmp_path, GOOD.replace(before, after))
    assert [(at, words) for at, words in findings if reason in words and at == line]


def test_a_file_in_a_folder_is_seen_too(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more/hidden.yaml").write_text("")
    _, [(_, reason)] = read(tmp_path)
    assert "more/hidden.yaml" in reason
