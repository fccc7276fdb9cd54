"""The desk of an activity for its staff, and of a code for who stands at the door."""

from dataclasses import dataclass
from datetime import datetime

from mamori.activities import models
from mamori.activities.queries import values
from mamori.activities.queries.kinds import kind
from mamori.activities.rules.desk import NotOpen, Told, told
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import Activity


@dataclass(frozen=True, slots=True)
class Desk:
    code: str
    opened_at: datetime
    closes_at: datetime
    came: int
    is_open: bool
    replies: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """What the page at the door says of the activity."""

    code: str
    activity: Activity
    kind: Kind


def desk(number: int, now: datetime) -> Desk | None:
    row = models.Desk.objects.filter(activity=number).first()
    if row is None:
        return None
    counts = {(r.question, r.answer): r.times for r in row.replies.all()}
    is_open = now < row.closes_at
    return Desk(
        row.code, row.opened_at, row.closes_at, row.came, is_open, told(counts, closed=not is_open)
    )


def door(code: str, now: datetime) -> Door:
    rows = models.Desk.objects.select_related("activity")
    row = rows.filter(code=code, closes_at__gt=now).first()
    if row is None:
        raise NotOpen
    activity = values.activity(row.activity)
    return Door(row.code, activity, kind(activity.kind))
