"""Where the print fonts are: wheels under the SIL Open Font License 1.1. No font of the machine is used."""

from functools import cache
from importlib.resources import files

WHEELS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold", "pylopdf_fonts_jp")


@cache
def font_folders() -> tuple[str, ...]:
    return tuple(str(files(wheel)) for wheel in WHEELS)
