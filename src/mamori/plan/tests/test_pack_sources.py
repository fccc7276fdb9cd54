"""Where a figure was published: the address of its source, and its place in it."""

import shutil
from pathlib import Path

import pytest

from mamori.kernel.packs import PackRefused
from mamori.plan import queries
from mamori.plan.tests import build

SOURCE = "- key: outline-2018\n"
PLACE = "{ja: 第I部（平成29年の情勢）, en: 'Part I (the situation in 2017)'}"


@pytest.fixture
def pack(tmp_path):
    return Path(shutil.copytree(build.JAPAN, tmp_path / "japan"))


def altered(pack, file, old, new):
    words = (pack / file).read_text()
    assert old in words
    (pack / file).write_text(words.replace(old, new, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("sources.yaml", SOURCE, f"{SOURCE}  url: http://source.example/\n", "Its form is:"),
        ("efforts/FY2017.yaml", PLACE, "{ja: 第I部}", "'en'"),
    ],
)
def test_half_a_place_or_an_address_without_encryption_is_refused(pack, file, old, new, reason):
    altered(pack, file, old, new)
    with pytest.raises(PackRefused) as refused:
        build.load(pack)
    [finding] = refused.value.findings
    assert finding.file == file
    assert reason in finding.reason.en


@pytest.mark.usefixtures("shown", "undone")
def test_a_figure_leads_to_its_source_and_its_place_there(pack):
    altered(pack, "sources.yaml", SOURCE, f"{SOURCE}  url: https://source.example/outline\n")
    build.load(pack, "--yes")
    figure = queries.outline("FY2017").state[0]
    assert figure.source.url == "https://source.example/outline"
    assert figure.place.en == "Part I (the situation in 2017)"
    assert build.load(pack) == "Japan: 0 differences, 0 loaded.\n"
