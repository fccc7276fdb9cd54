"""A code at the door of a meeting: how many came, and what they thought, from nobody in particular."""

from django.db import models

from mamori.activities.models.records import Activity


class Desk(models.Model):
    """Open until its minute. ``came``: presses of “I am here”."""

    code = models.CharField(max_length=32, primary_key=True)
    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="desk")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    came = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"desk of {self.activity_id}"


class Reply(models.Model):
    """How often one answer was given; no reply is kept by itself, so none leads to a person."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="replies")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "question", "answer"], name="activities_reply_once"
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
