"""Work for later, kept in the same database and in the same transaction as what asks for it.

Policy: docs/policy/kernel.md, section 7.
"""

import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import connection, transaction
from procrastinate.app import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import configure_task

# §7.3 again after 5 seconds, 25, 125 … : seven tries in about five hours, then a person looks.
PATIENTLY = RetryStrategy(max_attempts=6, exponential_wait=5)


@dataclass(frozen=True, slots=True)
class Counts:
    """``workers``: how many have been heard of in the last half minute."""

    waiting: int
    failed: int
    workers: int


def defer(task: str, *, at: datetime | None = None, once: str | None = None, **words: Any) -> None:
    """Have the job of that name done, if this transaction stands; not before ``at``.

    With ``once``, a job waiting under the same name is enough.
    """
    # Django's own connection, inside a worker too: only it is in the transaction.
    jobs = configure_task(
        name=task, job_manager=JobManager(DjangoConnector()), schedule_at=at, queueing_lock=once
    )
    try:
        with transaction.atomic():
            jobs.defer(**words)
    except AlreadyEnqueued:
        return


def work(*, wait: bool = True) -> None:
    """Do the jobs as they come, until stopped; without ``wait`` only those that are due."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as ready, suppress(asyncio.CancelledError):
        asyncio.run(_work(ready, wait=wait))


async def _work(ready: App, *, wait: bool) -> None:
    if wait:
        _stop_when_told()
    # One after the other when not waiting: what a job asks for is then seen before the end.
    several = 2 if wait else 1
    async with ready.open_async():
        await ready.run_worker_async(wait=wait, concurrency=several, install_signal_handlers=False)


def _stop_when_told() -> None:
    """Procrastinate listens only once it has written itself down; told before that, it would stay there."""
    me = asyncio.current_task()
    for stop in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(stop, cast("asyncio.Task[None]", me).cancel)


def counts() -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status IN ('todo', 'doing')),"
            " count(*) FILTER (WHERE status = 'failed'),"
            " (SELECT count(*) FROM procrastinate_workers"
            "  WHERE last_heartbeat > now() - interval '30 seconds')"
            " FROM procrastinate_jobs"
        )
        return Counts(*cursor.fetchone())
