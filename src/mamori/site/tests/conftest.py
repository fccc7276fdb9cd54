from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from mamori.site.tests.build import url_of


@pytest.fixture
def fresh_database(db: None) -> Iterator[str]:
    """The name of an empty database beside the tests' own."""
    name = f"fresh_{uuid4().hex[:12]}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield name
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
