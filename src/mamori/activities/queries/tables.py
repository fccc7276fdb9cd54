"""What a table that was taken left in the register, by its mark."""

from mamori.activities import models


def is_taken(table: str) -> bool:
    return models.Activity.objects.filter(repeats=table).exists()
