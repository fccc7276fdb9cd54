"""mamori returns_template and import_returns, as somebody types them."""

import io
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mamori.kernel.refusals import Refused
from mamori.plan.tests import build, build_workbooks
from mamori.plan.tests.build_workbooks import GOOD, JOINT, QUANTITIES, filled, held, nothing_kept
from mamori.plan.workbooks.reading import read

pytestmark = pytest.mark.whole


def said(command, *words, **options):
    out, progress = StringIO(), StringIO()
    call_command(command, *map(str, words), stdout=out, stderr=progress, **options)
    return out.getvalue(), progress.getvalue()


def refused(*words):
    """The code, and what was said before."""
    out = StringIO()
    with pytest.raises(Refused) as caught:
        call_command("import_returns", *map(str, words), stdout=out, stderr=StringIO())
    return caught.value.code, out.getvalue()


@pytest.fixture
def folder(db, tmp_path):
    build.load(build.small_pack(tmp_path, measures=2))
    build.own("m-1")
    build_workbooks.open_round()
    return tmp_path


def test_out_and_back(folder):
    path = folder / "mhlw.xlsx"
    assert "wrote" in said("returns_template", "FY2018", "--agency", "MHLW", "--output", path)[0]
    path.write_bytes(filled(GOOD, {"H4": 3}, content=path.read_bytes()))

    checked, progress = said("import_returns", path, "--check")
    assert checked == ""
    assert progress.splitlines()[0] == "reading mhlw.xlsx"
    assert nothing_kept()

    told, _ = said("import_returns", path, "--submit")
    assert told == "mhlw.xlsx: 4 cells kept, 1 answers handed in.\n"
    assert held()["q.people.value"] == "3"


def test_without_a_file_it_goes_to_standard_output(folder, monkeypatch):
    class Out:
        buffer = io.BytesIO()

    monkeypatch.setattr("sys.stdout", Out)
    call_command("returns_template", "FY2018", "--agency", "MHLW")
    assert read(Out.buffer.getvalue()).agency == "MHLW"


def test_what_is_wrong_is_said_with_its_cell(folder):
    path, marked = folder / "mhlw.xlsx", folder / "marked.xlsx"
    path.write_bytes(filled(GOOD, {"H4": "たくさん"}))
    code, told = refused(path, "--check", "--marked", marked)
    assert code == "return_has_problems"
    assert told.startswith(f"  {QUANTITIES}!H4  m-1 People: Number: “たくさん” cannot be read")
    assert read(marked.read_bytes()).agency == "MHLW"
    assert nothing_kept()

    told, _ = said("import_returns", path)  # a draft is kept as typed
    assert f"{QUANTITIES}!H4" in told
    assert held()["q.people.value"] == "たくさん"


def test_for_a_program(folder):
    path = folder / "mhlw.xlsx"
    path.write_bytes(filled(GOOD, {"H4": "たくさん"}))
    code, told = refused(path, "--check", "--json")
    answer = json.loads(told)
    assert answer["refused"] == code == "return_has_problems"
    assert [wrong["cell"] for wrong in answer["wrong"]] == [f"{QUANTITIES}!H4"]
    assert json.loads(said("import_returns", path, "--json")[0])["kept"] == 4


def test_a_conflict_is_shown_and_nothing_kept(folder):
    path = folder / "mhlw.xlsx"
    path.write_bytes(filled({"G4": "ブックの文。"}))
    build_workbooks.on_the_web({"text.ja": "画面の文。"})
    for words in ([path], [path, "--check"]):
        code, told = refused(*words)
        assert code == "workbook_conflicts"
        assert "画面の文。" in told
        assert "ブックの文。" in told
    assert held() == {"text.ja": "画面の文。"}


def test_formulas_are_refused_with_a_marked_copy(folder):
    path, marked = folder / "mhlw.xlsx", folder / "marked.xlsx"
    path.write_bytes(filled(GOOD, {"H4": "=1+1"}))
    assert refused(path, "--marked", marked)[0] == "is_formula"
    assert marked.exists()
    assert nothing_kept()


def test_the_wrong_agency_and_no_file(folder):
    path = folder / "mhlw.xlsx"
    path.write_bytes(filled(GOOD))
    assert refused(path, "--agency", JOINT)[0] == "wrong_agency"
    with pytest.raises(CommandError, match="no file"):
        call_command("import_returns", str(folder / "none.xlsx"))
