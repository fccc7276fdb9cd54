"""Who did what to which thing, when: written in the same transaction as the change itself.

Policy: docs/policy/kernel.md, section 1. Each slice has a chain of its own, so that a flood of
records in one holds up nobody in another. Every entry holds the digest of the one before it, so
that altering an old entry breaks the chain from there on. Details name no listed address and no
private person, only ids, outcomes and the words of the plan.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import NewType
from zlib import crc32

from django.db import connection, transaction

from mamori.kernel.models import AuditEntry

Actor = NewType("Actor", str)

BEGINNING = "0" * 64
_LOCK_SPACE = 0x6D616D6F  # PostgreSQL advisory locks: ours, then one for each chain


@dataclass(frozen=True, slots=True)
class Entry:
    """One record; ``actor`` is like ``person:3`` or ``job:run``, ``subject`` like ``measure:p17-01``."""

    at: datetime
    slice: str
    actor: str
    action: str
    subject: str
    details: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Chain:
    """What ``verify`` found. ``broken_at`` is the first entry that does not follow, or None."""

    slice: str
    entries: int
    head: str
    broken_at: int | None


def person(user_id: int) -> Actor:
    return Actor(f"person:{user_id}")


def number(actor: Actor) -> int | None:
    """The person's number, or None for a job."""
    kind, _, name = actor.partition(":")
    return int(name) if kind == "person" else None


def job(name: str) -> Actor:
    return Actor(f"job:{name}")


def record(
    *,
    slice: str,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    **details: str | int | None,
) -> None:
    """Add one entry, as the last step of an action: other writers of this slice wait until commit."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit record belongs in a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, _chain_number(slice)])
    entry = AuditEntry(
        slice=slice,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        details=details,
        previous=head(slice),
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)


def head(slice: str) -> str:
    """The digest of the newest entry: publish it, and no one can cut off the end unseen."""
    newest = AuditEntry.objects.filter(slice=slice).order_by("-pk").first()
    return newest.digest if newest else BEGINNING


def history(subject: str) -> list[Entry]:
    """What happened to one thing, newest first."""
    return [_value(row) for row in AuditEntry.objects.filter(subject=subject).order_by("-pk")]


def newest(*, slice: str = "", subject: str = "", most: int) -> list[Entry]:
    """The newest ``most`` entries, of one slice or of subjects that begin like that if asked for."""
    rows = AuditEntry.objects.order_by("-pk")
    if slice:
        rows = rows.filter(slice=slice)
    if subject:
        rows = rows.filter(subject__startswith=subject)
    return [_value(row) for row in rows[:most]]


def of_subjects(subjects: Iterable[str]) -> list[Entry]:
    """What happened to these things, in the order it happened."""
    rows = AuditEntry.objects.filter(subject__in=list(subjects)).order_by("pk")
    return [_value(row) for row in rows]


def verify() -> list[Chain]:
    """Every chain walked from its beginning."""
    names = AuditEntry.objects.order_by("slice").values_list("slice", flat=True).distinct()
    return [_walked(name) for name in names]


def _value(row: AuditEntry) -> Entry:
    return Entry(row.at, row.slice, row.actor, row.action, row.subject, row.details)


def _walked(slice: str) -> Chain:
    expected, entries, broken_at = BEGINNING, 0, None
    for entry in AuditEntry.objects.filter(slice=slice).order_by("pk").iterator():
        entries += 1
        if broken_at is None and (entry.previous != expected or entry.digest != _digest(entry)):
            broken_at = entry.pk
        expected = entry.digest
    return Chain(slice, entries, expected, broken_at)


def _chain_number(slice: str) -> int:
    return crc32(slice.encode()) - (1 << 31)


def _digest(entry: AuditEntry) -> str:
    at = entry.at.astimezone(UTC).isoformat()
    content = [
        entry.previous,
        entry.slice,
        at,
        entry.actor,
        entry.action,
        entry.subject,
        entry.details,
    ]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
