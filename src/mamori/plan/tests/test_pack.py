"""A wrong pack is refused whole, with file, line and reason. Policy: docs/policy/kernel.md, section 4."""

import shutil
from pathlib import Path

import pytest

from mamori.kernel.packs import PackRefused
from mamori.kernel.tests.build import audit_trail
from mamori.plan import models
from mamori.plan.tests import build
from mamori.plan.tests.build import altered, findings

MEASURES, EFFORTS, PLANS, TERMS = (
    "measures.yaml",
    "efforts/FY2017.yaml",
    "plans.yaml",
    "terms.yaml",
)
NEW_TERM = "- key: cse\n  term: {ja: 児童の性的搾取等"
CAO = "{agency: CAO, part: lead, first: 2017-04-18"

WRONG = {
    "trend in a label": (
        EFFORTS,
        "ja: シンポジウムの参加者,",
        "ja: 過去最多の参加者,",
        0,
        "“過去最多” may stand only with a trend",
    ),
    "no such ministry": (MEASURES, CAO, CAO.replace("CAO", "CAB"), 0, "no agency “CAB”"),
    "owner before it exists": (
        MEASURES,
        CAO,
        CAO.replace("CAO", "CFA"),
        0,
        "The Children and Families Agency began on 1 April 2023",
    ),
    "owner twice": (
        MEASURES,
        "{agency: MEXT, part: joint, first: 2017-04-18",
        "{agency: NPA, part: joint, first: 2017-04-18",
        0,
        "The National Police Agency owns this measure already",
    ),
    "no such duty": (MEASURES, "{duty: coordination", "{duty: weather", 0, "no duty “weather”"),
    "ownership ends first": (
        MEASURES,
        f"{CAO}, last: 2022-05-19",
        f"{CAO}, last: 2017-04-17",
        0,
        "before it begins",
    ),
    "no such pillar": (
        MEASURES,
        'plan: "2017"\n  pillar: 1',
        'plan: "2017"\n  pillar: 7',
        1,
        "no pillar “7”",
    ),
    "no such plan": (MEASURES, 'p22-01\n  plan: "2022"', 'p22-01\n  plan: "2023"', 1, "no plan"),
    "measure twice": (MEASURES, "- key: p22-11", "- key: p22-10", 0, "An id is given once"),
    "number twice": (MEASURES, "number: 4", "number: 3", 0, "belongs to the measure “p10-07”"),
    "forerunner of the same plan": (
        MEASURES,
        "forerunners: [p17-15]",
        "forerunners: [p22-08]",
        0,
        "older plan",
    ),
    "no such forerunner": (
        MEASURES,
        "forerunners: [p17-15]",
        "forerunners: [p17-99]",
        0,
        "no measure “p17-99”",
    ),
    "bare number": (
        EFFORTS,
        "ja: 子供の性被害をなくすための公開シンポジウムを開催し、{participants}が",
        "ja: 子供の性被害をなくすための公開シンポジウムを開催し、１９０人が",
        0,
        "E02, Japanese: “１９０” at character 27 is a bare number",
    ),
    "a trend by hand in an effort": (
        EFFORTS,
        "en: An open symposium on ending the sexual exploitation of children drew {participants}.",
        "en: Symposia drew a record number of {participants}.",
        0,
        "E02, English: “record number” may stand only with a trend that was computed",
    ),
    "a trend by hand in section III": (
        EFFORTS,
        "remains a grave matter.",
        "goes on rising.",
        0,
        "may stand only with a trend that was computed",
    ),
    "a claim that does not hold": (
        EFFORTS,
        "{claim:csam_offences_child_victims.no_clear_change}\n      en:",
        "{claim:csam_offences_child_victims.new_high}\n      en:",
        0,
        "What holds: ",
    ),
    "a series without that value": (
        EFFORTS,
        "series: csam_offences_child_victims",
        "series: ihc_based_clearances",
        0,
        "has no value for 2017 published by 2018-05-25",
    ),
    "one language without the figure": (
        EFFORTS,
        "en: An open symposium on ending the sexual exploitation of children drew {participants}.",
        "en: An open symposium on ending the sexual exploitation of children drew many people.",
        0,
        "E02, English: The English text does not say the quantity “participants”",
    ),
    "no such line": (EFFORTS, "number {line:189}", "number {line:190}", 0, "no quantity “190”"),
    "effort of no pillar": (
        EFFORTS,
        "- key: E02\n    pillar: 1",
        "- key: E02\n    pillar: 7",
        1,
        "no pillar “7”",
    ),
    "effort of no measure": (
        EFFORTS,
        "measures: [p17-02]",
        "measures: [p17-99]",
        0,
        "no measure “p17-99”",
    ),
    "effort of another plan's measure": (
        EFFORTS,
        "measures: [p17-02]",
        "measures: [p22-02]",
        0,
        "“p22-02” is of another plan",
    ),
    "effort twice": (EFFORTS, "- key: E06", "- key: E05", 0, "“E05” stands here twice"),
    "statement twice": (EFFORTS, "- key: III2", "- key: III1", 0, "“III1” stands here twice"),
    "figure twice": (
        EFFORTS,
        "- key: three_laws_persons_cleared",
        "- key: csam_persons_cleared",
        0,
        "“csam_persons_cleared” stands here twice",
    ),
    "no such unit": (EFFORTS, "unit: prefectures", "unit: counties", 0, "no unit “counties”"),
    "no such definition": (
        EFFORTS,
        "definitions: [arrest, csam_offences]",
        "definitions: [arest, csam_offences]",
        0,
        "no definition “arest”",
    ),
    "no such highlight": (
        EFFORTS,
        "highlights: [I.csam_persons_cleared",
        "highlights: [I.csam",
        0,
        "no figure “I.csam”",
    ),
    "pillar twice": (PLANS, "{number: 6, code: abroad", "{number: 5, code: abroad", 0, "twice"),
    "no such body": (PLANS, "bodies: [NPA, CAS,", "bodies: [NPA, CASS,", 0, "no agency “CASS”"),
    "plan ends first": (PLANS, "last: 2017-04-17", "last: 2010-01-01", 0, "before the beginning"),
    "broken YAML": (TERMS, NEW_TERM, "- key: cse\n   term: {ja: 児童の性的搾取等", 1, "read"),
    "key twice": (
        TERMS,
        NEW_TERM,
        f"- key: cse\n  key: cse\n{NEW_TERM[11:]}",
        1,
        "stands here twice",
    ),
    "unknown key": (TERMS, NEW_TERM, f"- key: cse\n  colour: red\n{NEW_TERM[11:]}", 0, "'colour'"),
}


@pytest.fixture
def pack(tmp_path):
    return Path(shutil.copytree(build.JAPAN, tmp_path / "japan"))


@pytest.mark.parametrize(("file", "old", "new", "below", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_pack_is_refused_at_its_line(pack, file, old, new, below, reason):
    line = altered(pack, file, old, new) + below
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (file, line)
    assert reason in finding.reason.en
    assert finding.reason.ja != finding.reason.en


def test_a_figure_after_its_period_is_refused_at_the_figure(pack):
    line = altered(pack, EFFORTS, "- key: prefectures", "- key: prefectures")
    altered(pack, EFFORTS, "value: 6", "as_of: 2018-12-31\n        value: 6")
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (EFFORTS, line)
    assert "2018-12-31 lies after the period" in finding.reason.en


def test_another_encoding_is_refused_at_its_first_sign(pack):
    words = (pack / TERMS).read_text()
    (pack / TERMS).write_bytes(words.encode("cp932"))
    line = next(n for n, said in enumerate(words.splitlines(), 1) if not said.isascii())
    [finding] = findings(pack)
    assert (finding.file, finding.line) == (TERMS, line)
    assert "UTF-8" in finding.reason.en


def test_two_files_cannot_hold_the_same_outline(pack):
    shutil.copy(pack / EFFORTS, pack / "efforts/FY2018.yaml")
    altered(
        pack,
        "pack.yaml",
        "  - efforts/FY2017.yaml",
        "  - efforts/FY2018.yaml\n  - efforts/FY2017.yaml",
    )
    [finding] = findings(pack)
    assert (finding.file, finding.line) == ("efforts/FY2018.yaml", 3)
    assert "“FY2017” stands here twice" in finding.reason.en


def test_every_fault_is_named_at_once(pack):
    lines = [
        altered(pack, MEASURES, CAO, CAO.replace("CAO", "CAB")),
        altered(pack, EFFORTS, "unit: prefectures", "unit: counties"),
        altered(pack, EFFORTS, "number {line:189}", "number {line:190}"),
    ]
    found = [(finding.file, finding.line) for finding in findings(pack)]
    assert sorted(found) == sorted(zip((MEASURES, EFFORTS, EFFORTS), lines, strict=True))


def held():
    tables = (models.Measure, models.Ownership, models.Passage, models.Quantity)
    return [list(table.objects.order_by("pk").values()) for table in tables], audit_trail()


@pytest.mark.usefixtures("shown", "undone")
def test_nothing_of_a_wrong_pack_is_loaded(pack):
    altered(pack, MEASURES, "'Hold an open symposium'", "'Hold symposia'")
    altered(pack, EFFORTS, "number {line:189}", "number {line:190}")
    before = held()
    findings(pack)
    with pytest.raises(PackRefused):
        build.load(pack, "--yes")
    assert held() == before


@pytest.mark.usefixtures("shown", "undone")
def test_loading_twice_changes_nothing():
    before = held()
    assert build.load(build.JAPAN) == "Japan: 0 differences, 0 loaded.\n"
    assert held() == before


@pytest.mark.usefixtures("shown", "undone")
def test_a_changed_pack_shows_what_it_would_change_before_it_does(pack):
    altered(pack, EFFORTS, "value: 6", "value: 7")
    altered(pack, MEASURES, "'Hold an open symposium'", "'Hold symposia'")
    before = held()

    said = build.load(pack)
    assert "change measure p17-02: title_en=Hold an open symposium → title_en=Hold symposia" in said
    assert (
        "change Outline FY2017: passages.E18.quantities.prefectures.value=6 "
        "→ passages.E18.quantities.prefectures.value=7" in said
    )
    assert "2 existing records would change. Nothing was loaded; say --yes to load." in said
    assert held() == before

    build.load(pack, "--yes")
    assert models.Quantity.objects.get(passage__key="E18").value == 7
    assert build.load(pack) == "Japan: 0 differences, 0 loaded.\n"


@pytest.mark.usefixtures("shown", "undone")
def test_a_measure_that_left_the_pack_stays(pack):  # 1.1, 1.6
    words = (pack / MEASURES).read_text()
    start, end = words.index("- key: p22-11"), words.index("- key: p22-12")
    (pack / MEASURES).write_text(words[:start] + words[end:])

    assert build.load(pack) == "Japan: 0 differences, 0 loaded.\n"
    assert models.Measure.objects.filter(pk="p22-11").exists()
