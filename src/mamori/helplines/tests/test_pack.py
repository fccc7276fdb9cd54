"""The numbers of a country pack. Policy: docs/policy/helplines.md, §1.3."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mamori.helplines import pack, queries
from mamori.kernel import audit
from mamori.kernel.tests import build
from mamori.kernel.tests.build import audit_trail

HEAD = ",".join(pack.COLUMNS)
OLD = "189,189,,2015-07-01,2019-12-02,全国共通,National number,つながる,Reaches,MHLW,,,,,yes,MHLW"
NEW = "189,189,,2019-12-03,,虐待対応,Abuse line,つながる,Reaches,CFA,無料,Free,,,yes,CFA"
BY: dict[str, Any] = {"actor": audit.job("test"), "at": datetime(2018, 6, 1, tzinfo=UTC)}


def read(folder, *lines):
    opened = build.pack(folder, numbers_csv="\n".join([HEAD, *lines]))
    return pack.read(opened, frozenset({"CFA", "MHLW"})), opened.findings


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("CFA,無料", "GHOST,無料", "There is no agency “GHOST”. There are: CFA, MHLW."),
        ("2019-12-03", "3 Dec 2019", "is not a day"),
        ("2019-12-03", "2019-02-30", "is not a day"),
        ("2019-12-03,", "2019-12-03,2019-12-01", "It ends on 2019-12-01, before it begins"),
        ("2019-12-03", "2015-07-01", "stands on line 2 already"),
        ("189,189", "one eight nine,189", "Its form is:"),
        ("yes", "perhaps", "Allowed are: yes, no"),
        ("189,,", "189,http://chat.example/,", "Its form is:"),
        ("つながる", "児童《じどう につながる", "Write it like 児童《じどう》"),
        ("Abuse line", "", "required"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_reason(tmp_path, before, after, reason):
    _, [finding] = read(tmp_path, OLD, NEW.replace(before, after, 1))
    assert (finding.file, finding.line) == ("numbers.csv", 3)
    assert reason in finding.reason.en
    assert finding.reason.ja != finding.reason.en


def test_other_columns_are_refused(tmp_path):
    opened = build.pack(tmp_path, numbers_csv="number,name\n189,National number\n")
    assert pack.read(opened, frozenset()) == ()
    [finding] = opened.findings
    assert (finding.file, finding.line) == ("numbers.csv", 1)


@pytest.mark.django_db
def test_a_chat_is_kept_with_its_address(tmp_path):  # §1.4
    chat = NEW.replace("189,189,,", "chat,,https://chat.example/talk,")
    silent = NEW.replace("189,189,,", "letter,,,")
    pack.load(read(tmp_path, chat, silent)[0], **BY)
    told = [(n.address, n.can_be_reached) for n in queries.numbers_at(date(2026, 1, 1))]
    assert told == [("https://chat.example/talk", True), ("", False)]


@pytest.mark.django_db
def test_loading_twice_changes_nothing(tmp_path):  # kernel 4.2
    content, findings = read(tmp_path, OLD, NEW)
    assert findings == []
    assert pack.load(content, **BY) == 2
    assert pack.differences(content) == []
    assert pack.load(content, **BY) == 0
    assert audit_trail() == [("job:test", "helplines: pack loaded")]


@pytest.mark.django_db
def test_what_would_change_is_told_first(tmp_path):  # kernel 4.2
    pack.load(read(tmp_path, OLD, NEW)[0], **BY)
    content, _ = read(tmp_path, NEW.replace("Abuse line", "Line against abuse"))
    told = [change.text.en for change in pack.differences(content)]
    assert told[0].startswith("change number 189 2019-12-03: ")
    assert "name_en=Abuse line → " in told[0].replace("; order=2", "")
    assert told[1].startswith("remove number 189 2015-07-01: ")
    pack.load(content, **BY)
    [number] = queries.numbers_at(date(2026, 1, 1))
    assert number.name.en == "Line against abuse"
