"""The map of tiles: words and numbers in each, shade as a second sign, nothing by colour alone."""

from xml.etree import ElementTree

import pytest

from mamori.kernel.text import Text, same
from mamori.press.tiles import HEIGHT, SHADES, WIDTH, Tile, shade, tile_map

SVG = "{http://www.w3.org/2000/svg}"
TILES = (
    Tile((1, 1), Text("青森県", "Aomori"), 8, same("8")),
    Tile((2, 1), Text("東京都", "Tokyo"), None, Text("秘匿", "kept secret")),
    Tile((1, 2), Text("北海道", "Hokkaido"), 0, same("0")),
)


def drawn(language="en", title="Classes & talks <b>", values=TILES):
    return tile_map(values, name="m", title=title, description="Three.", language=language)


def picture(**more):
    return ElementTree.fromstring(drawn(**more))  # noqa: S314 - our own drawing


def words(found):
    return [text.text for text in found.iter(f"{SVG}text")]


def test_every_tile_says_its_name_and_number():
    assert words(picture()) == ["Aomori", "Tokyo", "Hokkaido", "8", "kept secret", "0"]
    assert words(picture(language="ja"))[:3] == ["青森", "東京", "北海道"]


def test_it_is_called_by_title_and_description():
    found = picture()
    assert found.get("role") == "img"
    ids = {node.get("id") for node in found.iter() if node.get("id")}
    assert set(found.get("aria-labelledby").split()) == ids
    assert found.find(f"{SVG}title").text == "Classes & talks <b>"


def test_it_has_no_style_of_its_own():
    assert "style=" not in drawn()
    assert "<style" not in drawn()


def test_tiles_do_not_touch():
    rects = [r for r in picture().iter(f"{SVG}rect") if r.get("class") == "tile-shade"]
    corners = sorted((float(r.get("x")), float(r.get("y"))) for r in rects)
    assert corners == [(0.5, 0.5), (0.5, HEIGHT + 4.5), (WIDTH + 4.5, 0.5)]


@pytest.mark.parametrize(
    ("value", "level"), [(None, 0), (0, 0), (1, 1), (24, 1), (25, 2), (50, 3), (75, 4), (100, 4)]
)
def test_a_shade_goes_by_fourths_of_the_largest(value, level):
    assert shade(value, 100) == level
    assert level < len(SHADES)


def test_a_map_of_nothing_is_still_a_picture():
    assert words(picture(values=())) == []
