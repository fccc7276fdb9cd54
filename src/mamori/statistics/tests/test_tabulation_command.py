"""mamori tabulate, as a person types it. Policy: docs/policy/statistics.md, section 7."""

import json
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from django.core.management import CommandError, call_command

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.tabulating import SpecRefused

SPEC = Path(__file__).parents[4] / "packs/japan/statistics/tables/victims_by_prefecture.yaml"


def tabulate(*words):
    out, err = StringIO(), StringIO()
    call_command("tabulate", *map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    file = tmp_path_factory.mktemp("records") / "victims.parquet"
    tabulate("--invent", 2000, file)
    return file


def test_invented_records_say_so_in_every_row_and_in_the_metadata(records):  # 7.9
    found = duckdb.read_parquet(str(records))
    counted = found.aggregate(
        "count(*), count(DISTINCT record_id), bool_and(origin = 'invented'),"
        "bool_and(starts_with(record_id, 'invented-victim-'))"
    ).fetchall()
    told = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(records)])
    metadata = told.fetchall()
    assert counted == [(2000, 2000, True, True)]
    assert set(metadata) == {(b"origin", b"invented"), (b"unit_of_count", b"victim")}


@pytest.mark.parametrize("unit", ["case", "suspect", "victim"])
def test_the_same_seed_invents_the_same_records(tmp_path, unit):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        tabulate("--invent", 50, tmp_path / f"{name}.csv", "--unit", unit, "--seed", seed)
    a, b, c = ((tmp_path / f"{name}.csv").read_text() for name in "abc")
    assert a == b
    assert a != c


def test_a_table_is_written_and_its_way_told(records, tmp_path):
    output = tmp_path / "table.csv"
    out, err = tabulate(SPEC, "--source", records, "--first", "--output", output)
    assert out == f"wrote {output} ({output.stat().st_size:,} bytes)\n"
    assert err.splitlines() == ["counting victims.parquet", "keeping small counts back", "writing"]
    assert output.read_text().startswith("year,prefecture,school_stage,MEASURE,")


def test_the_name_of_the_output_tells_its_form(records, tmp_path):
    output = tmp_path / "table.json"
    out, _ = tabulate(SPEC, "--source", records, "--first", "--output", output, "--json")
    told = json.loads(out)
    assert (told["table"], told["output"]) == ("victims_by_prefecture", str(output))
    assert told["bytes"] == output.stat().st_size
    assert json.loads(output.read_text())["unit_of_count"] == "victim"


def test_without_an_output_the_table_itself_is_said(records, capsysbinary):
    tabulate(SPEC, "--source", records, "--first")
    assert capsysbinary.readouterr().out.startswith(b"year,prefecture,")
    tabulate(SPEC, "--source", records, "--first", "--json")
    assert json.loads(capsysbinary.readouterr().out)["key"] == "victims_by_prefecture"


def test_a_wrong_declaration_is_refused_with_its_line_and_nothing_is_written(records, tmp_path):
    wrong, output = tmp_path / "wrong.yaml", tmp_path / "table.csv"
    wrong.write_text(SPEC.read_text().replace("threshold: 6", "threshold: 2"))
    with pytest.raises(SpecRefused, match=r"wrong.yaml:\d+ disclosure/threshold"):
        tabulate(wrong, "--source", records, "--first", "--output", output)
    assert not output.exists()


def test_a_refusal_is_told_to_a_program_too(tmp_path):
    cases = tmp_path / "cases.parquet"
    tabulate("--invent", 20, cases, "--unit", "case")
    out = StringIO()
    with pytest.raises(Refused):
        call_command(
            "tabulate",
            str(SPEC),
            "--source",
            str(cases),
            "--first",
            "--json",
            stdout=out,
            stderr=StringIO(),
        )
    told = json.loads(out.getvalue())
    assert told["refused"] == "wrong_unit_of_count"
    assert "child victims (victim), but one row of cases.parquet is: case" in told["message"]
    assert "被害児童" in told["message_ja"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([SPEC], "say where the records are"),
        (["nowhere.yaml", "--source", "x.parquet", "--first"], "cannot be opened"),
        (
            [SPEC, "--source", "x.parquet", "--first", "--output", "table.pdf"],
            "should end in .csv or .json",
        ),
        (["--invent", 0, "x.parquet"], "takes a number from 1"),
        (["--invent", 5, "x.txt"], "should end in .parquet or .csv"),
        (["--invent", 5, SPEC.with_suffix(".yaml")], "should end in"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words, reason):
    with pytest.raises(CommandError, match=reason) as refusal:
        tabulate(*words)
    assert "\n" not in str(refusal.value)


def test_invented_records_overwrite_nothing(records):
    with pytest.raises(CommandError, match="is there already"):
        tabulate("--invent", 5, records)


def test_nothing_is_written_until_somebody_says_what_is_out_already(records, tmp_path):  # 7.10
    output = tmp_path / "table.csv"
    for said in ((), ("--first", "--after", output)):
        with pytest.raises(CommandError, match="name every release"):
            tabulate(SPEC, "--source", records, "--output", output, *said)
    assert not output.exists()
