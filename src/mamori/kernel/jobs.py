"""What the queue does for itself: jobs of a worker that was killed are taken up again, old ones go."""

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

KEPT_HOURS = 24 * 30


@app.periodic(cron="*/10 * * * *")
@app.task(name="kernel.tidy", queueing_lock="kernel.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Failed jobs stay until somebody has looked at them (§7.4)."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
    await manager.delete_old_jobs(nb_hours=KEPT_HOURS)
