"""The statistics of the Japan pack, loaded once for a whole file of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.packs import open_pack
from mamori.statistics import pack

JAPAN = Path(__file__).parents[4] / "packs/japan"
AGENCIES = frozenset({"NPA", "CAO", "MIC", "MOJ", "MHLW"})
LOADED = datetime(2026, 6, 1, 3, tzinfo=UTC)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every series of Japan with its vintages. Not together with ``db``."""
    with django_db_blocker.unblock(), _undone():
        content = pack.read(open_pack(JAPAN), AGENCIES)
        pack.load(content, actor=audit.job("test"), at=LOADED)
        yield


@pytest.fixture
def undone() -> Iterator[None]:
    """What the test changes is gone for the next."""
    with _undone():
        yield
