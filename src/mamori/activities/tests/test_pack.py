"""The kinds, records and indicators of the Japan pack; a wrong one is refused with its place."""

import re
import shutil

import pytest
import yaml

from mamori.activities import pack as activities
from mamori.activities import queries
from mamori.activities.rules.sentences import sentence
from mamori.kernel.packs import open_pack
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import written
from mamori.kernel.text import same

AGENCIES = frozenset(("NPA", "CAO", "MIC", "MOJ", "MOFA", "MEXT", "MHLW", "METI"))
AREAS = tuple(f"{n:02}" for n in range(1, 48))
EXAMPLE = "example:\n  agency: MIC\n  first: 2018-04-07\n  area: '13'\n"
UNREPORTED = {"p17-20"}  # six new centres, not known by name


@pytest.fixture
def pack(tmp_path, pytestconfig):
    return shutil.copytree(pytestconfig.rootpath / "packs/japan", tmp_path / "pack")


def read(folder):
    own = open_pack(folder)
    return activities.read(own, AGENCIES, AREAS), own.findings


def altered(folder, file, old, new):
    path = folder / "activities" / file
    before, found, after = path.read_text().partition(old)
    assert found, f"{file} no longer says {old!r}"
    path.write_text(before + new + after)
    return before.count("\n") + 1


def test_nothing_is_wrong_in_it(pack):
    assert [finding.text.en for finding in read(pack)[1]] == []


def test_every_kind_has_a_record_or_an_invented_example(pack):
    content, _ = read(pack)
    recorded = {own.kind for own in content.records.values()}
    files = (pack / "activities/kinds").glob("*.yaml")
    shown = {f.stem for f in files if "example" in yaml.safe_load(f.read_text())}
    assert {own["key"] for own in content.kinds} == recorded | shown


def test_every_effort_of_the_outline_has_its_record(pack):
    outline = yaml.safe_load((pack / "efforts/FY2017.yaml").read_text())
    measures = {key for effort in outline["efforts"] for key in effort["measures"]}
    served = {key for own in read(pack)[0].records.values() for key in own.serves}
    assert measures - served == UNREPORTED


def test_kinds_serve_measures_the_plan_has(pack):
    known = {m["key"] for m in yaml.safe_load((pack / "measures.yaml").read_text())}
    served = {key for own in read(pack)[0].kinds for key in own["content"]["measures"]}
    assert served <= known


def test_the_pack_names_every_file(pack):
    named = set(yaml.safe_load((pack / "pack.yaml").read_text())["files"])
    found = {str(f.relative_to(pack)) for f in (pack / "activities").rglob("*.yaml")}
    assert found <= named


COUNTED = {
    "symposium_participants": ("about 190 participants", "約190人"),
    "safety_classes": ("2,309 classes", "2,309回"),
    "safety_class_participants": ("about 390,000 participants", "約39万人"),
    "allowance_payments": ("from 3 to 6 a year", "年3回から年6回"),
    "children_guided": ("46 children", "46人"),
    "investigators_trained": ("30 trainees", "30人"),
    "supporters_trained": ("30 trainees", "30人"),
}


@pytest.mark.parametrize("key", COUNTED)
def test_the_figures_of_the_outline_are_counted_from_its_records(pack, key):
    counted = activities.counted(read(pack)[0], key, fiscal_year(2017)).quantity
    assert counted is not None
    assert (written(counted, "en"), written(counted, "ja")) == COUNTED[key]


def test_what_is_not_known_by_name_is_not_counted(pack):
    content, _ = read(pack)
    for key in ("ordinance_prefectures", "one_stop_prefectures", "ordinances_in_force"):
        assert activities.counted(content, key, fiscal_year(2017)).quantity is None


def test_once_loaded_the_tables_count_the_same(japan):
    period = fiscal_year(2017)
    content, _ = read(japan)
    apart = {key: activities.counted(content, key, period) for key in queries.indicators()}
    assert queries.counts(period) == apart
    assert activities.differences(content) == []


def test_every_record_makes_a_sentence_in_each_language(japan):
    content, _ = read(japan)
    kinds = queries.kinds()
    for own in content.records.values():
        told = sentence(own, kinds[own.kind], same(""), same("X"))
        assert told.ja.endswith("。")
        assert told.en.endswith(".")
        assert not re.search(r"[぀-鿿]", told.en), told.en


def test_the_children_guided_are_told_as_of_the_end_of_december(japan):
    own = read(japan)[0].records["fy2017-street-guidance"]
    told = sentence(own, queries.kind("street_guidance"), same(""), same("NPA"))
    assert "12月末現在で46人" in told.ja
    assert "as of the end of December: 46 children" in told.en


WRONG = {
    "no such agency": ("agency: MIC", "agency: ABC", 1, "no agency “ABC”"),
    "no such prefecture": ("area: '13'", "area: '48'", 3, "no prefecture “48”"),
    "no prefecture": ("  area: '13'\n", "", 0, "Choose the prefecture"),
    "days out of order": (
        "first: 2018-04-07",
        "first: 2018-04-07\n  last: 2018-04-06",
        3,
        "before it begins",
    ),
    "not marked as invented": ("  invented: true\n", "", 0, "invented"),
    "passed off as real": ("invented: true", "invented: false", None, "Allowed are: True"),
    "a condition broken": ("declined, in_writing", "set_up, in_writing", None, "does not apply"),
    "no such choice": ("reason: supervised", "reason: mood", None, "no choice “mood”"),
    "another measure": ("serves: [p17-12]", "serves: [p17-13]", None, "does not serve"),
    "an unknown part": ("serves: [p17-12]", "served: [p17-12]", None, "served"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_example_is_refused_where_it_stands(pack, case):
    old, new, below, reason = WRONG[case]
    file = "kinds/filter_explanation.yaml"
    top = altered(pack, file, EXAMPLE, EXAMPLE)
    words = (pack / "activities" / file).read_text()
    body = EXAMPLE + words.partition(EXAMPLE)[2]
    assert old in body, f"the example no longer says {old!r}"
    (pack / "activities" / file).write_text(words.replace(body, body.replace(old, new, 1)))
    found = [f for f in read(pack)[1] if f.file == f"activities/{file}"]
    assert any(reason in f.reason.en for f in found), found
    if below is not None:
        assert {f.line for f in found if reason in f.reason.en} == {top + below}


def test_a_sentence_that_refers_to_nothing_is_refused_at_its_line(pack):
    file = "kinds/symposium.yaml"
    altered(pack, file, "{agency}は公開", "{host}は公開")
    words = (pack / "activities" / file).read_text()
    at = words[: words.index("sentence:")].count("\n") + 1
    found = [(f.file, f.line) for f in read(pack)[1] if "“host” is not part" in f.reason.en]
    assert found == [(f"activities/{file}", at)]


def test_an_example_is_never_stored_or_counted(japan):
    spring = Period(fiscal_year(2018).first, fiscal_year(2018).last)
    assert queries.count("filters_declined", spring).quantity is None
    assert not queries.invented()


def test_days_in_fields_are_kept_as_words(pack):
    altered(
        pack,
        "records/FY2017.yaml",
        "{subject: child_rearing_allowance, stage: submitted}",
        "{subject: child_rearing_allowance, stage: in_force, in_force: 2019-11-01}",
    )
    content, found = read(pack)
    assert found == []
    assert content.records["fy2017-allowance"].fields["in_force"] == "2019-11-01"
