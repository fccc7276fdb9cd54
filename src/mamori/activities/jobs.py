"""What a worker does for this slice. Jobs read the clock and call the rest."""

from django.utils import timezone
from procrastinate.contrib.django import app

from mamori.activities import actions


@app.periodic(cron="* * * * *")
@app.task(name="activities.tally", queueing_lock="activities.tally")
def tally(timestamp: int) -> None:
    """Whatever changed since the last minute; a page asked for before that counts for itself."""
    actions.tally(at=timezone.now())
