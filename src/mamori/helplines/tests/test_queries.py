"""Policy: docs/policy/helplines.md. The numbers are those of the Japan pack."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mamori.helplines import pack, queries
from mamori.kernel import audit
from mamori.kernel.packs import open_pack

pytestmark = pytest.mark.django_db

JAPAN = Path(__file__).parents[4] / "packs/japan"
OPERATORS = frozenset({"CAO", "CFA", "MEXT", "MHLW", "MOJ", "NPA"})


@pytest.fixture(autouse=True)
def _numbers():
    content = pack.read(open_pack(JAPAN), OPERATORS)
    pack.load(content, actor=audit.job("test"), at=datetime(2018, 6, 1, tzinfo=UTC))


def named(number, day):
    return [
        (n.name.en, n.agency, n.charge.en) for n in queries.numbers_at(day) if n.number == number
    ]


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2015, 6, 30), []),
        (date(2015, 7, 1), [("National number of child guidance centres", "MHLW", "Charged")]),
        (date(2019, 12, 2), [("National number of child guidance centres", "MHLW", "Charged")]),
        (date(2019, 12, 3), [("Child abuse line of child guidance centres", "MHLW", "Free")]),
        (date(2023, 3, 31), [("Child abuse line of child guidance centres", "MHLW", "Free")]),
        (date(2023, 4, 1), [("Child guidance centre line", "CFA", "Free")]),
        (date(2040, 1, 1), [("Child guidance centre line", "CFA", "Free")]),
    ],
)
def test_a_number_is_told_as_it_stands_that_day(day, stands):  # §1.1
    assert named("189", day) == stands


@pytest.mark.parametrize(
    ("number", "day", "stands"),
    [
        ("#8103", date(2017, 8, 2), False),
        ("#8103", date(2017, 8, 3), True),
        ("0570-064-000", date(2015, 6, 30), True),
        ("0570-064-000", date(2015, 7, 1), False),
        ("110", date(1960, 1, 1), True),
    ],
)
def test_a_number_stands_only_on_its_days(number, day, stands):  # §1.1
    assert bool(named(number, day)) == stands


def test_the_most_needed_comes_first():
    numbers = queries.numbers_at(date(2026, 1, 1))
    assert [n.number for n in numbers[:3]] == ["189", "#8103", "110"]
    assert [n.urgent for n in numbers] == sorted((n.urgent for n in numbers), reverse=True)


def test_a_service_without_a_telephone_number_is_not_dialled():
    [chat] = [n for n in queries.numbers_at(date(2026, 1, 1)) if n.number == "cure-time"]
    assert chat.dial == ""


def test_past_numbers_are_kept():
    kept = [n.number for n in queries.all_numbers()]
    assert kept.count("189") == 3
    assert "0570-064-000" in kept


def test_however_many_numbers_one_question_is_asked(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.numbers_at(date(2026, 1, 1))) > 5
