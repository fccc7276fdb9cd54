"""Agencies and duties of a country pack; what is wrong is named with file, line and reason."""

from datetime import date

import pytest

from mamori.accounts import actions, pack, queries
from mamori.accounts.tests.build import BY
from mamori.kernel.tests import build
from mamori.kernel.tests.build import audit_trail
from mamori.kernel.text import Text

AGENCIES = """abbreviation,name_ja,name_en,valid_from,valid_to,successor,note_ja,note_en
MHLW,厚労省,Ministry of Health,2001-01-06,,,,
CFA,こ家庁,Children and Families Agency,2023-04-01,,,,
"""
DUTIES = """duty,name_ja,name_en,agency,valid_from,valid_to,source_ja,source_en
guidance,児相,Child guidance,MHLW,2001-01-06,2023-03-31,閣議,Cabinet
guidance,児相,Child guidance,CFA,2023-04-01,,閣議,Cabinet
"""


def read(folder, agencies=AGENCIES, duties=DUTIES):
    opened = build.pack(folder, agencies_csv=agencies, duties_csv=duties)
    return pack.read(opened), opened.findings


def test_a_good_pack_is_read(tmp_path):
    content, findings = read(tmp_path)
    assert findings == []
    assert [a["abbreviation"] for a in content.agencies] == ["MHLW", "CFA"]
    assert [(h.agency, h.first, h.last) for h, _ in content.holdings] == [
        ("MHLW", date(2001, 1, 6), date(2023, 3, 31)),
        ("CFA", date(2023, 4, 1), None),
    ]


@pytest.mark.parametrize(
    ("file", "line", "before", "after", "reason"),
    [
        ("agencies.csv", 1, "name_en", "english", "Missing: name_en; unknown: english"),
        ("agencies.csv", 2, "MHLW,厚", "mhlw ,厚", "Its form is: ^[A-Z]"),
        ("agencies.csv", 2, "2001-01-06", "6.1.2001", "is not a day. Write it like 2017-04-18"),
        ("agencies.csv", 2, "2001-01-06", "2001-02-30", "is not a day. Write it like 2017-04-18"),
        ("agencies.csv", 3, "2023-04-01,,,", "2023-04-01,,GHOST,", "There is no agency “GHOST”"),
        ("agencies.csv", 3, "CFA", "MHLW", "“MHLW” stands on line 2 already"),
        ("duties.csv", 1, "valid_to", "until", "Missing: valid_to; unknown: until"),
        ("duties.csv", 2, "MHLW", "GHOST", "There is no agency “GHOST”. There are: CFA, MHLW."),
        ("duties.csv", 2, "2023-03-31", "2023-02-30", "is not a day"),
        (
            "duties.csv",
            3,
            "CFA,2023-04-01",
            "CFA,2023-03-31",
            "began on 1 April 2023, so it cannot",
        ),
        ("duties.csv", 3, "CFA,2023-04-01", "MHLW,2023-03-31", "holds this duty since 6 January"),
        ("duties.csv", 2, "2023-03-31", "2000-03-31", "It ends on 31 March 2000, before it"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_reason(
    tmp_path, file, line, before, after, reason
):
    given = {"agencies.csv": AGENCIES, "duties.csv": DUTIES}
    given[file] = given[file].replace(before, after, 1)
    _, findings = read(tmp_path, *given.values())
    [finding] = [f for f in findings if reason in f.reason.en]
    assert (finding.file, finding.line) == (file, line)
    assert finding.reason.ja != finding.reason.en
    assert findings[0].file == file


@pytest.mark.django_db
def test_loading_twice_changes_nothing(tmp_path):  # kernel 4.2
    content, _ = read(tmp_path)
    assert pack.load(content, **BY) == 5  # two agencies, a duty, two holdings
    assert pack.differences(content) == []
    assert pack.load(content, **BY) == 0
    assert audit_trail() == [("job:test", "accounts: pack loaded")]
    assert queries.agency("CFA").name.en == "Children and Families Agency"


@pytest.mark.django_db
def test_what_would_change_is_told_record_by_record(tmp_path):
    pack.load(read(tmp_path)[0], **BY)
    renamed = AGENCIES.replace("Ministry of Health", "Health Ministry")
    [change] = pack.differences(read(tmp_path, agencies=renamed)[0])
    told = "change agency MHLW: name_en=Ministry of Health → name_en=Health Ministry"
    assert change.text.en == told


@pytest.mark.django_db
def test_a_hand_over_made_since_is_not_undone_unseen(tmp_path):  # kernel 4.2
    before = "guidance,児相,Child guidance,MHLW,2001-01-06,2023-03-31,閣議,Cabinet\n"
    content, _ = read(tmp_path, duties=DUTIES.splitlines()[0] + "\n" + before)
    pack.load(content, **BY)
    actions.hand_over_duty(
        duty="guidance", to="CFA", first=date(2023, 4, 1), source=Text("", ""), **BY
    )
    assert [(c.kind, c.key) for c in pack.differences(content)] == [
        ("remove", "guidance CFA 2023-04-01")
    ]


@pytest.mark.django_db
def test_a_successor_may_stand_further_down(tmp_path):
    with_successor = AGENCIES.replace("2001-01-06,,,", "2001-01-06,2023-03-31,CFA,")
    content, findings = read(tmp_path, agencies=with_successor)
    assert findings == []
    pack.load(content, **BY)
    assert queries.agency("MHLW").successor == "CFA"
