"""e-Stat as saved files, JSON and CSV. Policy: docs/policy/statistics.md, §3.1 and §3.5."""

from datetime import date

import pytest

from mamori.statistics.rules.findings import Place
from mamori.statistics.tables.layouts import Kind, Layout, Target
from mamori.statistics.tables.reading import read
from mamori.statistics.tables.refusals import TableRefused
from mamori.statistics.tests.build_tables import SERIES, TODAY, csv_of, estat

ESTAT = Layout(
    Kind.ESTAT_JSON,
    series={
        "被害児童数/総数": Target("child_victims"),
        "被害児童数/高校生": Target("child_victims", "school=high school"),
    },
)
CLASSES = {"@tab": "1", "@cat01": "00", "@unit": "人"}


def taken(content, layout=ESTAT, name="answer.json"):
    return read(name, content, SERIES, layout, TODAY)


def refused(content, layout=ESTAT, name="answer.json"):
    with pytest.raises(TableRefused) as told:
        taken(content, layout, name)
    return [(one.code, one.place) for one in told.value.findings]


def test_an_answer_of_estat_is_read():  # 3.5
    values = [
        {**CLASSES, "@time": "2018000000", "$": "1276"},
        {**CLASSES, "@cat01": "01", "@time": "2018000000", "$": "500"},
        {**CLASSES, "@time": "2019000000", "$": "-"},
    ]
    got = taken(estat(values), ESTAT, "answer.json")
    assert [(o.breakdown, o.period.code, o.value) for o in got.observations] == [
        ("total", "2018", 1276), ("school=high school", "2018", 500), ("total", "2019", None),
    ]  # fmt: skip
    assert got.observations[0].source == "例示庁 被害児童"
    assert got.observations[0].published == date(2021, 3, 1)
    assert got.notes == ("- 該当なし",)


def test_a_single_item_of_estat_is_not_wrapped_in_a_list():  # 3.5
    (one,) = taken(estat({**CLASSES, "@time": "2019000000", "$": "1,559"}), ESTAT).observations
    assert (one.value, one.period.code) == (1559, "2019")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "broken_json"),
        (b"[" * 5000, "broken_json"),
        (b"[]", "broken_json"),
        (b'{"GET_STATS_DATA": 3}', "broken_json"),
        (estat(None), "no_values"),
        (estat(["x"]), "no_values"),
        (estat([], RESULT={"STATUS": 100, "ERROR_MSG": "認証に失敗しました"}), "estat_error"),
        (estat([], RESULT_INF={"NEXT_KEY": 100001}), "incomplete"),
        (estat({**CLASSES, "@cat01": "99", "@time": "2019000000", "$": "1"}), "unknown_label"),
        (estat({**CLASSES, "@time": "2018000000", "$": "abc"}), "unread_cell"),
        (estat({**CLASSES, "@time": "9", "$": "1"}), "unread_year"),
        (estat({**CLASSES, "@unit": "件", "@time": "2018000000", "$": "1"}), "wrong_unit"),
    ],
)
def test_a_bad_answer_of_estat_is_refused(content, code):  # 3.1
    assert refused(content, ESTAT, "answer.json")[0][0] == code


def test_a_csv_of_estat_is_read_below_its_first_lines():  # 3.5
    rows = [
        ["統計名：", "被害児童"],
        [],
        ["tab_code", "表章項目", "cat01_code", "学校", "time_code", "時間軸(年次)", "unit", "value", "annotation"],
        ["1", "被害児童数", "00", "総数", "2018000000", "平成30年", "人", "1,276", ""],
        ["1", "被害児童数", "01", "高校生", "2018000000", "平成30年", "人", "…", ""],
    ]  # fmt: skip
    layout = Layout(Kind.ESTAT_CSV, series=ESTAT.series, vintage="2021", source="例示庁")
    got = taken(csv_of(rows, "cp932"), layout, "table.csv")
    assert [(o.breakdown, o.value) for o in got.observations] == [
        ("total", 1276),
        ("school=high school", None),
    ]
    rows[4][7] = "?"
    assert refused(csv_of(rows), layout, "table.csv") == [("unread_cell", Place("", 5, "value"))]
