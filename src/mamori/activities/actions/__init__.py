"""Every change to the register."""

from mamori.activities.actions.certificates import erase_name, issue, revoke
from mamori.activities.actions.importing import take_table
from mamori.activities.actions.joining import agree, decline
from mamori.activities.actions.materials import (
    acknowledge,
    add_file,
    add_material,
    record_distribution,
    withdraw_file,
)
from mamori.activities.actions.recording import cancel, correct, record, record_many
from mamori.activities.actions.removing import remove_expired
from mamori.activities.actions.repeating import plan_repeated
from mamori.activities.actions.tallying import tally

__all__ = [
    "acknowledge",
    "add_file",
    "add_material",
    "agree",
    "cancel",
    "correct",
    "decline",
    "erase_name",
    "issue",
    "plan_repeated",
    "record",
    "record_distribution",
    "record_many",
    "remove_expired",
    "revoke",
    "take_table",
    "tally",
    "withdraw_file",
]
