"""One fault is one finding: what could not be read is told first, and nothing is missed for its sake.

Policy: docs/policy/kernel.md, §4.1.
"""

import shutil
from pathlib import Path

import pytest

from mamori.plan.tests import build
from mamori.plan.tests.build import altered, findings

MEASURES, EFFORTS, PLANS = "measures.yaml", "efforts/FY2017.yaml", "plans.yaml"
CAO = "{agency: CAO, part: lead, first: 2017-04-18"


@pytest.fixture
def pack(tmp_path):
    return Path(shutil.copytree(build.JAPAN, tmp_path / "japan"))


def test_an_impossible_day_is_the_one_fault_named(pack):
    line = altered(pack, PLANS, "last: 2017-04-17", "last: 2017-04-31")
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (PLANS, line)
    assert "there is no day 2017-04-31" in finding.reason.en


def test_a_missing_file_is_named_once_and_nothing_for_its_sake(pack):
    line = altered(pack, "pack.yaml", "  - agencies.csv", "  - agencies.csv")
    (pack / "agencies.csv").unlink()
    [finding] = findings(pack)
    assert (finding.file, finding.line) == ("pack.yaml", line)
    assert finding.reason.en == "The file “agencies.csv” is missing."


@pytest.mark.parametrize(
    "file",
    [
        "numbers.csv",
        "duties.csv",
        "units.yaml",
        "sources.yaml",
        "definitions.yaml",
        MEASURES,
        PLANS,
    ],
)
def test_what_cannot_be_read_buries_nothing(pack, file):
    (pack / file).write_bytes(b"\xff")
    line = altered(pack, EFFORTS, "highlights: [I.csam_persons_cleared", "highlights: [I.csam")
    unread, own = findings(pack)
    assert (unread.file, unread.line) == (file, 1)
    assert (own.file, own.line) == (EFFORTS, line)


def test_a_faulty_record_is_named_and_not_missed_elsewhere(pack):
    line = altered(pack, MEASURES, "- key: p17-02", "- key: p17-02\n  colour: red")
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (MEASURES, line)
    assert "'colour' was unexpected" in finding.reason.en


@pytest.mark.parametrize("written", ["NPA", "{part: lead, first: 2017-04-18}"])
def test_an_owner_s_form_is_said_in_plain_words(pack, written):
    words = (pack / MEASURES).read_text()
    owner = words[words.index(CAO) :].split("}")[0] + "}"
    line = altered(pack, MEASURES, owner, written)
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (MEASURES, line)
    assert "An owner is written {agency: NPA, part: lead, …} or {duty: …" in finding.reason.en
    assert "担当は {agency: NPA, part: lead, …}" in finding.reason.ja
