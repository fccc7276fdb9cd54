"""The telephone numbers of a country pack: read, compared, loaded."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from mamori.helplines import models
from mamori.kernel import audit, faults
from mamori.kernel.changes import Change, compared
from mamori.kernel.packs import Pack, Row
from mamori.kernel.readings import is_well_read
from mamori.kernel.text import Text

COLUMNS = (
    "number", "dial", "address", "valid_from", "valid_to", "name_ja", "name_en",
    "explanation_ja", "explanation_en", "agency", "charge_ja", "charge_en", "hours_ja", "hours_en",
    "urgent", "source",
)  # fmt: skip
READ = ("name_ja", "explanation_ja", "charge_ja", "hours_ja")
_DAY = {"type": "string", "format": "date"}
NUMBER: dict[str, Any] = {
    "type": "object",
    "required": ["number", "name_ja", "name_en", "explanation_ja", "explanation_en", "agency"],
    "properties": {
        "number": {"type": "string", "pattern": r"^[#0-9a-z-]+$"},
        "dial": {"type": "string", "pattern": r"^[#0-9]+$"},
        "address": {"type": "string", "pattern": r"^https://[^\s]+$", "maxLength": 200},  # §1.4
        "valid_from": _DAY,
        "valid_to": _DAY,
        "urgent": {"enum": ["yes", "no"]},
    },
}

Content = tuple[dict[str, Any], ...]


def read(pack: Pack, agencies: frozenset[str]) -> Content:
    """The numbers, in the order of the file; faults become findings of the pack."""
    rows = pack.rows("numbers.csv", columns=COLUMNS, schema=NUMBER, unique=("number", "valid_from"))
    for row in rows:
        agency = row.values["agency"]
        if agency not in agencies and not pack.unclear("agencies.csv", agency):
            pack.wrong(row, faults.unknown("府省庁", "agency", agency, agencies))
        for name in READ:
            _well_read(pack, row, name)
    return tuple(_record(pack, row, order) for order, row in enumerate(rows, start=1))


def differences(content: Content) -> list[Change]:
    names = [field.name for field in models.Number._meta.fields if field.name != "id"]
    held = {
        _key(row.number, row.first): {name: getattr(row, name) for name in names}
        for row in models.Number.objects.all()
    }
    new = {_key(record["number"], record["first"]): record for record in content}
    return compared(Text("電話番号", "number"), held, new, removes=True)


@transaction.atomic
def load(content: Content, *, actor: audit.Actor, at: datetime) -> int:
    """Make the table say what the pack says; how much changed."""
    changes = differences(content)
    if changes:
        models.Number.objects.all().delete()
        models.Number.objects.bulk_create(models.Number(**record) for record in content)
        audit.record(
            slice="helplines",
            actor=actor,
            action="helplines: pack loaded",
            subject="pack",
            at=at,
            changes=len(changes),
        )
    return len(changes)


def _record(pack: Pack, row: Row, order: int) -> dict[str, Any]:
    v = row.values
    first, last = _day(row, "valid_from"), _day(row, "valid_to")
    if first and last and last < first:
        reason = Text(
            ja="終わり（{1}）が始まり（{0}）より前です。",
            en="It ends on {1}, before it begins on {0}.",
        ).format(first, last)
        pack.wrong(row, reason, "valid_to")
    words = {
        name: v.get(name, "")
        for name in COLUMNS
        if name not in ("valid_from", "valid_to", "urgent")
    }
    return words | {
        "order": order,
        "first": first,
        "last": last,
        "urgent": v.get("urgent") == "yes",
    }


def _well_read(pack: Pack, row: Row, name: str) -> None:
    if not is_well_read(row.values.get(name, "")):
        reason = Text(
            ja="{0}の読みが閉じていないか、漢字の後にありません。例: 児童《じどう》",
            en="A reading in {0} is not closed, or follows no kanji. Write it like 児童《じどう》.",
        ).format(name)
        pack.wrong(row, reason, name)


def _day(row: Row, name: str) -> date | None:
    written = row.values.get(name)
    return date.fromisoformat(written) if written else None


def _key(number: str, first: date | None) -> str:
    return f"{number} {first or ''}".strip()
