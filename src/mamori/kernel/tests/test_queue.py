from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from mamori.kernel import queue

pytestmark = pytest.mark.django_db


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'n' FROM procrastinate_jobs WHERE task_name = 'garden.dig'")
        return [n for (n,) in cursor.fetchall()]


def test_a_job_is_there_only_if_what_asked_for_it_stands():  # §7.1
    queue.defer("garden.dig", n=1)
    with transaction.atomic():
        queue.defer("garden.dig", n=2)
        transaction.set_rollback(True)
    assert waiting() == ["1"]


def test_once_is_enough_and_the_rest_of_the_transaction_goes_on():
    for n in (1, 2):
        queue.defer("garden.dig", once="dig", n=n)
    queue.defer("garden.dig", n=3)
    assert sorted(waiting()) == ["1", "3"]


def test_what_waits_and_what_failed_is_counted():
    before = queue.counts()
    queue.defer("garden.dig", n=1)
    queue.defer("garden.dig", at=datetime(2199, 1, 1, tzinfo=UTC), n=2)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed'"
            " WHERE task_name = 'garden.dig' AND args->>'n' = '1'"
        )
    after = queue.counts()
    assert (after.waiting - before.waiting, after.failed - before.failed) == (1, 1)
