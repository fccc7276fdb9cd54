import re
from pathlib import Path

import pytest

from mamori.press.palette import COLOURS

LOOK = Path(__file__).parents[2] / "site/static/mamori/look.css"
CALLED_OTHERWISE = {"indigo": "desk"}


def tokens():
    """The values of the light page: the first block of the style sheet."""
    ground = re.search(r":root \{(.*?)\n\}", LOOK.read_text(encoding="utf-8"), re.DOTALL)
    assert ground
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", ground[1]))


@pytest.mark.parametrize("name", COLOURS)
def test_print_and_page_have_the_same_colours(name):
    assert COLOURS[name] == tokens()[CALLED_OTHERWISE.get(name, name)]
