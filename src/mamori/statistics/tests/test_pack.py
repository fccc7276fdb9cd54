"""The statistics of a country pack: read whole, or named with file, line and reason."""

import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mamori.kernel.packs import open_pack
from mamori.kernel.periods import calendar_year
from mamori.kernel.refusals import Refused
from mamori.statistics import pack

JAPAN = Path(__file__).parents[4] / "packs/japan"
AGENCIES = frozenset({"NPA", "CAO", "MIC", "MOJ", "MHLW"})
OBSERVATIONS = "statistics/observations.csv"
VICTIMS = "csam_offences_child_victims"


def read(folder):
    opened = open_pack(folder)
    return pack.read(opened, AGENCIES), opened.findings


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(JAPAN, tmp_path / "pack"))


def change(folder, file, before, after):
    path = folder / file
    words = path.read_text()
    assert words.count(before) == 1
    path.write_text(words.replace(before, after))


def test_the_pack_of_japan_is_read_without_a_finding():
    content, findings = read(JAPAN)
    assert findings == []
    assert len(content.observations) == 182
    assert {row["source_id"] for row in content.observations} <= {
        row["key"] for row in content.sources
    }
    assert Counter(row["status"] for row in content.observations) == {"A": 172, "P": 2, "E": 8}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("1216,children,A", "1216,cases,A", "Cases, persons and victims are different series"),
        ("1216,children,A", "1216,children,Z", "'Z'"),
        ("total,2017,1216,", "total,FY2017,1216,", "is a series of calendar years"),
        ("total,2017,1216,", "total,2017,", "11 values for 12 columns"),
        ("total,2017,1216,", "total,soon,1216,", "is not a period"),
        ("total,2017,1216,", "sum,2017,1216,", "sum"),
        ("total,2017,1216,", "total,2017,−12,", "−12"),
        (
            "1216,children,A,,2018-05-25,outline-2018",
            "1216,children,A,,2018-05-25,hearsay",
            "hearsay",
        ),
    ],
)
def test_what_is_wrong_in_the_values_is_named_with_its_line(folder, before, after, reason):
    line = next(
        n
        for n, row in enumerate((folder / OBSERVATIONS).read_text().splitlines(), start=1)
        if row.startswith(f"{VICTIMS},total,2017")
    )
    words = (folder / OBSERVATIONS).read_text().splitlines(keepends=True)
    assert before in words[line - 1]
    words[line - 1] = words[line - 1].replace(before, after)
    (folder / OBSERVATIONS).write_text("".join(words))

    _, findings = read(folder)
    assert [(f.file, f.line) for f in findings] == [(OBSERVATIONS, line)]
    assert reason in findings[0].reason.en


def test_one_value_of_one_source_stands_once(folder):
    path = folder / OBSERVATIONS
    path.write_text(path.read_text() + path.read_text().splitlines()[-1] + "\n")
    _, [found] = read(folder)
    assert "twice" in found.reason.en or "already" in found.reason.en


def test_a_series_names_a_body_the_country_has(folder):
    change(folder, "statistics/units.yaml", "key: interviews", "key: meetings_held")
    _, findings = read(folder)
    assert {f.file for f in findings} == {"statistics/series.yaml"}


def test_an_outline_is_given_what_had_been_published_by_its_day():  # §2.2
    content, _ = read(JAPAN)
    year = calendar_year(2017)
    assert pack.observed(content, VICTIMS, year, date(2018, 5, 25)) == Decimal(1216)
    assert pack.observed(content, VICTIMS, year, date(2018, 5, 24)) is None
    assert pack.observed(content, "unheard_of", year, date(2018, 5, 25)) is None


def test_a_claim_that_holds_writes_its_sentence():  # §5.5
    content, _ = read(JAPAN)
    said = pack.sentence(content, "csam_offences_persons_cleared.new_high", 2017, date(2018, 5, 25))
    assert "1,703" in said.ja
    assert "1,703" in said.en


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        (f"{VICTIMS}.new_high", "What holds: "),
        (f"{VICTIMS}.great_rise", "There is no claim “great_rise”"),
        ("unheard_of.new_high", "unheard_of"),
    ],
)
def test_a_claim_that_does_not_hold_is_refused_with_what_would(reference, reason):  # §5.5
    content, _ = read(JAPAN)
    with pytest.raises(Refused) as refused:
        pack.sentence(content, reference, 2017, date(2018, 5, 25))
    assert reason in refused.value.message.en
