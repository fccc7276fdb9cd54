"""Every change to official statistics."""

from mamori.statistics.actions.tables import AlreadyImported, add_table

__all__ = ["AlreadyImported", "add_table"]
