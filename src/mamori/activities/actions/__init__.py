"""Every change to the register."""

from mamori.activities.actions.importing import take_table
from mamori.activities.actions.joining import agree, decline
from mamori.activities.actions.recording import cancel, correct, record, record_many
from mamori.activities.actions.repeating import plan_repeated

__all__ = [
    "agree",
    "cancel",
    "correct",
    "decline",
    "plan_repeated",
    "record",
    "record_many",
    "take_table",
]
