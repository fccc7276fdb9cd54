from pathlib import Path

import pytest

from mamori.press.fonts import WHEELS, font_folders


def test_each_wheel_brings_fonts():  # §1.3
    assert len(font_folders()) == len(WHEELS)
    for folder in font_folders():
        assert any(path.suffix in {".otf", ".ttf", ".ttc"} for path in Path(folder).rglob("*"))


@pytest.mark.parametrize("folder", font_folders())
def test_no_font_of_the_machine_is_used(folder):  # §1.3
    assert "site-packages" in Path(folder).parts
