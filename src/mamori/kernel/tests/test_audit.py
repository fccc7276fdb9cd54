"""Policy: docs/policy/kernel.md, section 1."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from mamori.kernel import audit
from mamori.kernel.models import AuditEntry

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)


def record(subject="thing:1", *, slice="garden", **details):
    audit.record(
        slice=slice,
        actor=audit.job("tidy"),
        action="garden: tidied",
        subject=subject,
        at=NOON,
        **details,
    )


@pytest.mark.django_db
def test_entries_form_one_chain_for_each_slice():
    record("thing:1")
    record("thing:2")
    record("thing:3", slice="kitchen")

    first, second, other = AuditEntry.objects.order_by("pk")
    assert first.previous == other.previous == audit.BEGINNING
    assert second.previous == first.digest
    assert [(chain.slice, chain.entries, chain.broken_at) for chain in audit.verify()] == [
        ("garden", 2, None),
        ("kitchen", 1, None),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditentry SET actor = 'x'",
        "DELETE FROM kernel_auditentry",
        "TRUNCATE kernel_auditentry",
    ],
    ids=["update", "delete", "truncate"],
)
def test_the_database_refuses_to_rewrite_the_past(statement):  # 1.2
    record()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry ENABLE TRIGGER ALL")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_verify_finds_an_entry_altered_behind_the_trigger():
    record("thing:1")
    record("thing:2")
    altered = AuditEntry.objects.earliest("pk")

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER kernel_audit_append_only")
        cursor.execute("UPDATE kernel_auditentry SET actor = 'x' WHERE id = %s", [altered.pk])

    [chain] = audit.verify()
    assert chain.broken_at == altered.pk


@pytest.mark.django_db
def test_the_history_of_a_thing_is_newest_first():
    record("thing:1", before="a", after="b")
    record("thing:2")
    record("thing:1", before="b", after="c")

    assert [entry.details["after"] for entry in audit.history("thing:1")] == ["c", "b"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        record()

    assert audit.head("garden") == audit.BEGINNING
