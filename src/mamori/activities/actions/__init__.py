"""Every change to the register."""

from mamori.activities.actions.certificates import (
    erase_name,
    issue,
    issue_together,
    read_name,
    read_names,
    revoke,
)
from mamori.activities.actions.importing import take_table
from mamori.activities.actions.joining import agree, decline
from mamori.activities.actions.materials import (
    add_file,
    add_material,
    change_material,
    withdraw_file,
)
from mamori.activities.actions.recording import cancel, correct, record, record_many
from mamori.activities.actions.removing import remove_expired
from mamori.activities.actions.repeating import plan_repeated
from mamori.activities.actions.sendings import (
    acknowledge,
    acknowledge_many,
    record_distribution,
    record_distributions,
)
from mamori.activities.actions.tallying import tally

__all__ = [
    "acknowledge",
    "acknowledge_many",
    "add_file",
    "add_material",
    "agree",
    "cancel",
    "change_material",
    "correct",
    "decline",
    "erase_name",
    "issue",
    "issue_together",
    "plan_repeated",
    "read_name",
    "read_names",
    "record",
    "record_distribution",
    "record_distributions",
    "record_many",
    "remove_expired",
    "revoke",
    "take_table",
    "tally",
    "withdraw_file",
]
