"""A pack loaded once for a whole file of tests; what one test changes is undone for the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from mamori.helplines import queries as helplines
from mamori.helplines.queries import Number
from mamori.plan import queries
from mamori.plan.rules.outline import Outline
from mamori.plan.tests import build, build_workbooks


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The Japan pack. Not together with ``db``, which would close the connection."""
    with django_db_blocker.unblock(), _undone():
        build.load(build.JAPAN)
        yield


@pytest.fixture(scope="module")
def small(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """One measure, m-1, number 1 of pillar 1 of the plan of 2017."""
    with django_db_blocker.unblock(), _undone():
        build.load(build.small_pack(tmp_path_factory.mktemp("pack")))
        yield


@pytest.fixture(scope="module")
def round_open(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Measures m-1 to m-3 and a round of FY2018 that asks MHLW for all, and NPA for its part of m-1."""
    with django_db_blocker.unblock(), _undone():
        build.load(build.small_pack(tmp_path_factory.mktemp("pack"), measures=3))
        build.own("m-1")
        build_workbooks.open_round()
        yield


@pytest.fixture
def undone() -> Iterator[None]:
    with _undone():
        yield


@pytest.fixture(scope="session")
def printed(django_db_setup: None, django_db_blocker: Any) -> tuple[Outline, tuple[Number, ...]]:
    with django_db_blocker.unblock(), _undone():
        build.load(build.JAPAN)
        outline = queries.outline("FY2017")
        lines = tuple(n for n in helplines.numbers_at(outline.issued_on) if n.urgent)
    return outline, lines


@pytest.fixture(scope="session")
def outline(printed: tuple[Outline, tuple[Number, ...]]) -> Outline:
    """The Outline of 25 May 2018; whoever prints it needs no database."""
    return printed[0]


@pytest.fixture(scope="session")
def help_lines(printed: tuple[Outline, tuple[Number, ...]]) -> tuple[Number, ...]:
    return printed[1]
