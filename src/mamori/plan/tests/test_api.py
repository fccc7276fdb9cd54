"""The Outline for programs. Policy: docs/policy/plan.md §5.5."""

import pytest

from mamori.kernel.text import Language
from mamori.plan.print.as_json import outline_json

pytestmark = pytest.mark.usefixtures("shown")

LIST = "/api/v1/plan/outlines"


def test_every_outline_is_listed(client):
    assert client.get(LIST).json() == [
        {
            "key": "FY2017",
            "plan": "2017",
            "period": "2017-04-18/2018-03-31",
            "issued_on": "2018-05-25",
            "efforts": 26,
        }
    ]


@pytest.mark.parametrize(
    ("query", "language"),
    [("", Language.EN), ("?language=en", Language.EN), ("?language=ja", Language.JA)],
)
def test_one_outline_says_what_its_file_says(client, outline, query, language):
    answer = client.get(f"{LIST}/FY2017{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json() == outline_json(outline, language)


def test_a_language_nobody_speaks_here_is_refused(client):
    assert client.get(f"{LIST}/FY2017?language=fr").status_code == 422


def test_an_unknown_outline_is_a_problem_with_its_reason(client):
    answer = client.get(f"{LIST}/FY1999")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "status": 404,
        "title": "Refused",
        "code": "unknown_outline",
        "detail": "There is no Outline “FY1999”. There are: FY2017.",
        "detail_ja": "取組概要「FY1999」はありません。あるもの: FY2017",
    }


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, method):
    assert getattr(client, method)(f"{LIST}/FY2017").status_code == 405
