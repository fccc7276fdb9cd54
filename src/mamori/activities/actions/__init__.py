"""Every change to the register."""

from mamori.activities.actions.recording import cancel, correct, record, record_many

__all__ = ["cancel", "correct", "record", "record_many"]
