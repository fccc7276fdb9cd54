"""A table of activities is taken whole, and once (§2.11)."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from mamori.activities.actions.recording import record_many
from mamori.activities.queries import tables
from mamori.activities.rules.records import Activity
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LOCK = 0x74616265  # one table at a time: the same one sent twice waits for itself
MARK = 32  # signs of a table's mark


class TakenBefore(Refused):
    code = "taken_before"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "このファイルはもう取り込みました。行を足すときは、足した行だけのファイルを送ってください。",
                "This very file was taken before. To add rows, send a file with the new rows only.",
            )
        )


@transaction.atomic
def take_table(
    *, content: bytes, activities: Sequence[Activity], actor: audit.Actor, at: datetime
) -> int:
    """How many were recorded: all of them. They are of one kind and agency, and checked by the rules."""
    kind, agency = activities[0].kind, activities[0].agency
    table = f"table:{sha256(f'{kind}:{agency}:'.encode() + content).hexdigest()}"[:MARK]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if tables.is_taken(table):
        raise TakenBefore
    return record_many(activities=activities, repeats=table, actor=actor, at=at)
