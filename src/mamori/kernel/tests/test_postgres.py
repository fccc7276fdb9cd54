"""Policy: docs/policy/kernel.md, section 5."""

from pathlib import Path

import pytest

from mamori.kernel import postgres


def test_your_own_database_is_used_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.test/mamori")
    with postgres.serving(tmp_path) as url:
        assert url == "postgresql://db.test/mamori"


def test_a_path_too_long_for_a_socket_is_refused_before_anything_starts(monkeypatch):  # 5.2
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path("/") / ("a" * postgres.LONGEST_PATH)
    with pytest.raises(postgres.PathTooLong) as refusal, postgres.serving(folder):
        pass
    assert "MAMORI_DATA" in refusal.value.message.en
