"""Every write of this slice. One action, one transaction, one audit record."""

from mamori.plan.actions.editions import freeze, mark_published, revise, thaw
from mamori.plan.actions.measures import (
    add_measure,
    add_owner,
    edit_measure,
    end_owner,
    retire_measure,
)
from mamori.plan.actions.proposals import confirm_proposal
from mamori.plan.actions.reminding import remind, send_digests
from mamori.plan.actions.returns import (
    add_evidence,
    ask_for,
    comment,
    drop_quantity,
    save,
    submit,
    withdraw,
    withdraw_evidence,
)
from mamori.plan.actions.reviewing import accept, clear, extend, send_back
from mamori.plan.actions.rounds import ask_again, open_round, save_sections

__all__ = [
    "accept",
    "add_evidence",
    "add_measure",
    "add_owner",
    "ask_again",
    "ask_for",
    "clear",
    "comment",
    "confirm_proposal",
    "drop_quantity",
    "edit_measure",
    "end_owner",
    "extend",
    "freeze",
    "mark_published",
    "open_round",
    "remind",
    "retire_measure",
    "revise",
    "save",
    "save_sections",
    "send_back",
    "send_digests",
    "submit",
    "thaw",
    "withdraw",
    "withdraw_evidence",
]
