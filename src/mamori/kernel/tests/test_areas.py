from pathlib import Path

import pytest

from mamori.kernel import areas
from mamori.kernel.areas import Area
from mamori.kernel.packs import Pack
from mamori.kernel.tests import build
from mamori.kernel.text import Text

JAPAN = Path(__file__).parents[4] / "packs/japan"
HEAD = "code,name_ja,name_en,region_ja,region_en,column,row"
HOKKAIDO = Area("01", Text("北海道", "Hokkaido"), Text("北海道", "Hokkaido"), (13, 1))
TOKYO = Area("13", Text("東京都", "Tokyo"), Text("関東", "Kanto"))


def read(folder, *lines):
    pack = build.pack(folder, areas_csv="\n".join([HEAD, *lines]))
    return areas.read(pack), [(f.file, f.line) for f in pack.findings]


def test_the_areas_of_a_pack_are_read(tmp_path):
    found = read(
        tmp_path, "13,東京都,Tokyo,関東,Kanto,,", "01,北海道,Hokkaido,北海道,Hokkaido,13,1"
    )
    assert found == ([TOKYO, HOKKAIDO], [])


@pytest.mark.parametrize(
    "line",
    [
        "1,北海道,Hokkaido,北海道,Hokkaido,,",
        "01,北海道,,北海道,Hokkaido,,",
        "13,重複,Twice,関東,Kanto,,",
        "01,北海道,Hokkaido,北海道,Hokkaido,0,1",
        "01,北海道,Hokkaido,北海道,Hokkaido,13,",
    ],
)
def test_a_wrong_area_is_named_at_its_line(tmp_path, line):
    assert read(tmp_path, "13,東京都,Tokyo,関東,Kanto,,", line) == ([TOKYO], [("areas.csv", 3)])


@pytest.mark.django_db
def test_areas_stand_in_the_order_of_their_codes():
    assert areas.replace([TOKYO, HOKKAIDO]) == 2
    assert areas.areas() == [HOKKAIDO, TOKYO]
    assert areas.area("13") == TOKYO


@pytest.mark.django_db
def test_loading_twice_changes_nothing():  # §4.2
    areas.replace([TOKYO, HOKKAIDO])
    assert areas.differences([TOKYO, HOKKAIDO]) == []
    assert areas.replace([TOKYO, HOKKAIDO]) == 0


@pytest.mark.django_db
def test_only_what_changed_is_told_and_written():  # §4.2
    areas.replace([TOKYO, HOKKAIDO])
    renamed = Area("13", Text("東京", "Tokyo"), TOKYO.region)
    [change] = areas.differences([renamed, HOKKAIDO])
    assert (change.kind, change.key) == ("change", "13")
    assert areas.replace([renamed, HOKKAIDO]) == 1
    assert areas.area("13") == renamed


@pytest.mark.django_db
def test_an_unknown_area_is_refused():
    with pytest.raises(areas.UnknownArea) as refusal:
        areas.area("48")
    assert "48" in refusal.value.message.ja


def test_the_tiles_of_japan_do_not_overlap():
    pack = Pack(JAPAN)
    tiles = [area.tile for area in areas.read(pack)]
    assert None not in tiles
    assert len(set(tiles)) == 47
