"""The whole Japan pack. Policy: docs/policy/kernel.md, section 4."""

import shutil

import pytest

from mamori.accounts import queries as accounts
from mamori.accounts.tests.build import BY, NOON
from mamori.helplines import queries as helplines
from mamori.kernel import areas, audit
from mamori.kernel.packs import PackRefused
from mamori.kernel.tests.build import audit_trail
from mamori.plan import queries as plan
from mamori.site import packs
from mamori.site.tests.build import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    """The pack again, in a folder where it may be changed."""
    return shutil.copytree(ROOT / "packs/japan", tmp_path / "japan")


def change(folder, file, before, after):
    path = folder / file
    words = path.read_text(encoding="utf-8")
    assert before in words
    path.write_text(words.replace(before, after, 1), encoding="utf-8")


def test_the_country_is_there_once_its_pack_is_loaded(japan):
    assert packs.read(japan).name == "Japan"
    assert [area.code for area in areas.areas()] == [f"{code:02}" for code in range(1, 48)]
    assert areas.area("13").name.en == "Tokyo"
    assert {"NPA", "CFA", "MEXT"} <= set(accounts.agency_names())
    assert {n.number for n in helplines.all_numbers()} >= {"189", "#8103"}
    assert [outline.key for outline in plan.outlines()] == ["FY2017"]


def test_loading_leaves_one_record_a_slice_and_loading_twice_no_more(japan):  # 4.2
    slices = ("accounts", "activities", "helplines", "statistics", "plan")
    once = [("job:load_pack", f"{name}: pack loaded") for name in slices]
    assert audit_trail() == once
    assert all(chain.broken_at is None for chain in audit.verify())

    again = packs.read(japan)
    assert again.differences() == []
    assert again.load(**BY) == 0
    assert audit_trail() == once


def test_what_differs_is_shown_from_every_file_and_then_loaded(japan, copy):  # 4.2
    change(copy, "agencies.csv", "National Police Agency", "Police Agency")
    change(copy, "numbers.csv", "Child guidance centre line", "Line of the centres")
    change(copy, "areas.csv", "Hokkaido", "Ezo")
    told = [change.text.en for change in packs.read(copy).differences()]
    assert len(told) == 3
    assert "change area 01: name=Hokkaido → name=Ezo" in told
    assert "change agency NPA: name_en=National Police Agency → name_en=Police Agency" in told
    assert any(words.startswith("change number 189 2023-04-01") for words in told)

    assert packs.load(copy, at=NOON) == 3
    assert accounts.agency("NPA").name.en == "Police Agency"
    assert packs.read(copy).differences() == []


@pytest.mark.parametrize(
    ("file", "before", "after", "reason"),
    [
        ("numbers.csv", ",CFA,", ",GHOST,", "There is no agency “GHOST”"),
        ("duties.csv", ",CFA,2023-04-01", ",CFA,2023-03-01", "cannot hold a duty before"),
        ("areas.csv", "47,", "4,", "Its form is"),
        ("pack.yaml", "  - areas.csv\n", "", "not named under files"),
    ],
)
def test_a_pack_is_refused_whole(copy, file, before, after, reason):  # 4.1
    change(copy, file, before, after)
    with pytest.raises(PackRefused) as refusal:
        packs.load(copy, at=NOON)
    [finding] = [f for f in refusal.value.findings if reason in f.reason.en]
    assert finding.file == file
    assert accounts.agencies() == []
    assert audit_trail() == []


def test_every_fault_of_every_file_is_named_at_once(copy):  # 4.1
    change(copy, "numbers.csv", ",CFA,", ",GHOST,")
    change(copy, "areas.csv", "47,", "4,")
    with pytest.raises(PackRefused) as refusal:
        packs.read(copy)
    assert {f.file for f in refusal.value.findings} == {"areas.csv", "numbers.csv"}
    assert "nothing of it was loaded" in refusal.value.message.en
