"""A table comes in by command: checked, kept as a vintage of its own, or refused whole with its places."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import same
from mamori.statistics import actions, models, queries
from mamori.statistics.print import charts
from mamori.statistics.rules import claims as rules
from mamori.statistics.rules.claims import Kind as ClaimKind
from mamori.statistics.rules.vintages import Reason
from mamori.statistics.tables.declaring import LayoutRefused, read_layout
from mamori.statistics.tables.layouts import Kind, Role, Target, Years
from mamori.statistics.tables.refusals import TableRefused

pytestmark = pytest.mark.usefixtures("published", "undone")

ONLINE, VICTIMS = "sns_related_child_victims", "csam_offences_child_victims"
BROKEN = "child_prostitution_etc_child_victims"
HEAD = "series,breakdown,year,value,unit,status,vintage,source\n"


def table(tmp_path, *rows, name="table.csv"):
    path = tmp_path / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return str(path)


def run(path, *options):
    said = StringIO()
    call_command("import_statistics", path, *options, stdout=said)
    return said.getvalue()


def test_a_later_table_adds_a_vintage_and_overwrites_nothing(tmp_path):  # §2.1
    before = models.Observation.objects.count()
    path = table(tmp_path, f"{ONLINE},total,2022,1740,children,final,2024-03-01,White paper 2024")
    said = run(path, "--reason", "counted again")
    assert "0 new, 1 revised" in said
    assert models.Observation.objects.count() == before + 1

    account = queries.account(ONLINE)
    last = account.revisions()[-1]
    assert last.before.value == 1732
    assert (last.after.value, last.reason) == (Decimal(1740), Reason.CORRECTED)
    assert account.line().by_year[2022].value == 1740
    assert account.sources[last.after.source].title.en == "White paper 2024"
    assert last.after.note == same("counted again")


def test_check_keeps_nothing(tmp_path):
    before = models.Observation.objects.count()
    path = table(tmp_path, f"{ONLINE},total,2022,1740,children,final,2024-03-01,White paper 2024")
    told = json.loads(run(path, "--check", "--json"))
    assert (told["revised"], told["kept"]) == (1, 0)
    assert models.Observation.objects.count() == before


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (f"{VICTIMS},total,2023,1500,cases,final,2024-03-01,NPA", "wrong_unit", "row 2"),
        (f"{VICTIMS},total,2023,1500件,children,final,2024-03-01,NPA", "wrong_unit", "row 2"),
        (f"{VICTIMS},total,2099,1500,children,final,2024-03-01,NPA", "", "row 2"),
        (f"{VICTIMS},total,2023,-5,children,final,2024-03-01,NPA", "", "row 2"),
        ("hearsay,total,2023,5,children,final,2024-03-01,NPA", "unknown_series", "row 2"),
        (f"{VICTIMS},total,soon,5,children,final,2024-03-01,NPA", "unread_year", "row 2"),
    ],
)
def test_a_wrong_table_is_refused_whole_with_its_place(tmp_path, row, code, place):
    before = models.Observation.objects.count()
    good = f"{ONLINE},total,2022,1740,children,final,2024-03-01,NPA"
    said = StringIO()
    with pytest.raises(Refused) as refused:
        call_command("import_statistics", table(tmp_path, row, good), "--json", stdout=said)
    assert refused.value.code == "table_refused"
    found = json.loads(said.getvalue())["findings"]
    assert place in found[0]["place"]
    assert code in [one["code"] for one in found] or not code
    assert models.Observation.objects.count() == before


def test_the_same_file_twice_is_refused(tmp_path):
    path = table(tmp_path, f"{ONLINE},total,2022,1740,children,final,2024-03-01,NPA 2024")
    run(path)
    with pytest.raises(actions.AlreadyImported):
        run(path)


def test_what_came_in_stays_when_the_pack_is_loaded_again(tmp_path):  # §2.1
    from mamori.kernel.packs import open_pack
    from mamori.statistics import pack
    from mamori.statistics.tests.conftest import AGENCIES, JAPAN

    run(table(tmp_path, f"{ONLINE},total,2022,1740,children,final,2024-03-01,NPA 2024"))
    content = pack.read(open_pack(JAPAN), AGENCIES)
    assert pack.differences(content) == []
    pack.load(content, actor=audit.job("test"), at=datetime(2026, 6, 1, tzinfo=UTC))
    assert queries.account(ONLINE).line().by_year[2022].value == 1740


def test_a_table_past_the_break_is_kept_and_no_claim_crosses_it(tmp_path):  # §4.7, facts 8.3
    rows = (
        f"{BROKEN},total,{y},{1500 + y},children,final,2026-03-01,NPA" for y in (2023, 2024, 2025)
    )
    run(table(tmp_path, *rows))
    [only] = [c for c in queries.claims(BROKEN, 2023) if c.holds]
    assert only.kind is ClaimKind.NOT_COMPARABLE
    for claim in queries.claims(BROKEN, 2025):
        assert claim.kind is ClaimKind.NOT_COMPARABLE or min(p.year for p in claim.inputs) >= 2023
    with pytest.raises(Refused) as refused:
        rules.claim(queries.line(BROKEN), ClaimKind.RISING_TREND, 2025, (2017, 2025))
    assert refused.value.code == "crosses_break"
    drawn = charts.series_chart(queries.account(BROKEN), "en")
    assert "2023" in drawn
    assert "five offences" in drawn


LAYOUT = """\
kind: workbook
header_rows: [3, 4]
label_columns: [1]
years: down
unit: children
vintage: 2018-03-08
source: npa-2016
columns: {年次: period}
series:
  被害児童: {series: csam_offences_child_victims}
"""


def test_a_layout_is_declared_in_a_file():  # §3.5
    layout = read_layout("layout.yaml", LAYOUT)
    assert (layout.kind, layout.years, layout.header_rows) == (Kind.WORKBOOK, Years.DOWN, (3, 4))
    assert layout.columns == {"年次": Role.PERIOD}
    assert layout.series == {"被害児童": Target(VICTIMS)}
    assert layout.vintage == "2018-03-08"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (LAYOUT.replace("workbook", "picture"), "picture"),
        (LAYOUT.replace("years: down", "years: sideways"), "sideways"),
        (LAYOUT + "colour: red\n", "colour"),
        ("kind: [", "layout.yaml:"),
        ("- kind", "keys with values"),
    ],
)
def test_a_wrong_layout_is_refused_in_words(words, reason):
    with pytest.raises(LayoutRefused) as refused:
        read_layout("layout.yaml", words)
    assert reason in refused.value.message.en


def test_another_value_from_the_same_source_and_vintage_is_refused_by_a_second_table(
    tmp_path,
):  # §3.11
    told = f"{ONLINE},total,2022,{{}},children,final,2024-03-01,Invented agency 2024"
    run(table(tmp_path, told.format(1740)))
    before = models.Observation.objects.count()
    for check in (("--check",), ()):
        with pytest.raises(TableRefused) as refused:
            run(table(tmp_path, told.format(1741), name="again.csv"), *check)
        assert "1,740" in refused.value.findings[0].message.en
    assert models.Observation.objects.count() == before
    assert not models.Table.objects.filter(name="again.csv").exists()


def test_nothing_is_dropped_in_silence_whatever_the_source_is_called(tmp_path):  # §2.1
    own = next(o for o in queries.account(ONLINE).observations if o.value is not None)
    source = models.Source.objects.get(pk=own.source)
    changed = replace(own, value=Decimal(1), source=source.title_en)
    with pytest.raises(actions.tables.VintageHeld):
        actions.add_table(
            name="by title",
            digest="0" * 64,
            observations=[changed],
            reason="",
            actor=audit.job("test"),
            at=datetime(2026, 11, 25, tzinfo=UTC),
        )
    assert not models.Table.objects.filter(name="by title").exists()
