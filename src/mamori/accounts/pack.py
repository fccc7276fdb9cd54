"""The agencies and duties of a country pack: read, compared, loaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mamori.accounts import models, rules
from mamori.kernel import audit, faults
from mamori.kernel.changes import Change, compared
from mamori.kernel.packs import Pack, Row
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

AGENCY_COLUMNS = (
    "abbreviation", "name_ja", "name_en", "valid_from", "valid_to", "successor", "note_ja", "note_en",
)  # fmt: skip
DUTY_COLUMNS = (
    "duty", "name_ja", "name_en", "agency", "valid_from", "valid_to", "source_ja", "source_en",
)  # fmt: skip
_DAYS = {name: {"type": "string", "format": "date"} for name in ("valid_from", "valid_to")}
AGENCY: dict[str, Any] = {
    "type": "object",
    "required": ["abbreviation", "name_ja", "name_en"],
    "properties": {
        "abbreviation": {"type": "string", "pattern": "^[A-Z][A-Za-z]{1,9}$"},
        **_DAYS,
    },
}
DUTY: dict[str, Any] = {
    "type": "object",
    "required": ["duty", "name_ja", "name_en", "agency"],
    "properties": {"duty": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}, **_DAYS},
}


@dataclass(frozen=True, slots=True)
class Content:
    agencies: tuple[dict[str, Any], ...]
    duties: dict[str, Text]
    holdings: tuple[tuple[rules.Holding, Text], ...]

    def existence(self, abbreviation: str) -> rules.Existence | None:
        for agency in self.agencies:
            if agency["abbreviation"] == abbreviation:
                return rules.Existence(abbreviation, agency["first"], agency["last"])
        return None


def read(pack: Pack) -> Content:
    """What the pack says of agencies and duties; faults become findings of the pack."""
    rows = pack.rows(
        "agencies.csv", columns=AGENCY_COLUMNS, schema=AGENCY, unique=("abbreviation",)
    )
    agencies = tuple(_agency(row, order) for order, row in enumerate(rows, start=1))
    known = {agency["abbreviation"] for agency in agencies}
    for row in rows:
        successor = row.values.get("successor")
        if successor and successor not in known:
            _unknown(pack, row, successor, known)
    duty_rows = pack.rows(
        "duties.csv", columns=DUTY_COLUMNS, schema=DUTY, unique=("duty", "valid_from")
    )
    content = Content(agencies, _duties(duty_rows), ())
    return Content(agencies, content.duties, tuple(_holdings(pack, duty_rows, content)))


def agency_name(agency: dict[str, Any]) -> Text:
    return Text(agency["name_ja"], agency["name_en"])


def differences(content: Content) -> list[Change]:
    """What loading would change, in words."""
    held = {row.pk: _held_agency(row) for row in models.Agency.objects.all()}
    new = {
        a["abbreviation"]: {k: v for k, v in a.items() if k != "abbreviation"}
        for a in content.agencies
    }
    duties = {d.pk: {"name_ja": d.name_ja, "name_en": d.name_en} for d in models.Duty.objects.all()}
    new_duties = {k: {"name_ja": t.ja, "name_en": t.en} for k, t in content.duties.items()}
    holdings = {
        _holding_key(h.duty_id, h.agency_id, h.first): {
            "last": h.last,
            "source": Text(h.source_ja, h.source_en),
        }
        for h in models.DutyHolding.objects.filter(duty__in=content.duties)
    }
    new_holdings = {
        _holding_key(h.duty, h.agency, h.first): {"last": h.last, "source": source}
        for h, source in content.holdings
    }
    return [
        *compared(Text("府省庁", "agency"), held, new),
        *compared(Text("事務", "duty"), duties, new_duties),
        *compared(Text("事務の担当府省庁", "duty holding"), holdings, new_holdings, removes=True),
    ]


def load(content: Content, *, actor: audit.Actor, at: datetime) -> int:
    """Make the tables say what the pack says, inside the caller's transaction; how much changed."""
    changes = differences(content)
    if not changes:
        return 0
    for agency in content.agencies:
        models.Agency.objects.update_or_create(
            pk=agency["abbreviation"],
            defaults={k: v for k, v in agency.items() if k not in ("abbreviation", "successor_id")},
        )
    for agency in content.agencies:
        models.Agency.objects.filter(pk=agency["abbreviation"]).update(
            successor_id=agency["successor_id"]
        )
    for key, name in content.duties.items():
        models.Duty.objects.update_or_create(
            pk=key, defaults={"name_ja": name.ja, "name_en": name.en}
        )
    models.DutyHolding.objects.filter(duty__in=content.duties).delete()
    models.DutyHolding.objects.bulk_create(
        models.DutyHolding(
            duty_id=h.duty,
            agency_id=h.agency,
            first=h.first,
            last=h.last,
            source_ja=source.ja,
            source_en=source.en,
        )
        for h, source in content.holdings
    )
    audit.record(
        slice="accounts",
        actor=actor,
        action="accounts: pack loaded",
        subject="pack",
        at=at,
        changes=len(changes),
    )
    return len(changes)


def _agency(row: Row, order: int) -> dict[str, Any]:
    v = row.values
    return {
        "abbreviation": v["abbreviation"],
        "order": order,
        "name_ja": v["name_ja"],
        "name_en": v["name_en"],
        "first": _day(row, "valid_from"),
        "last": _day(row, "valid_to"),
        "successor_id": v.get("successor"),
        "note_ja": v.get("note_ja", ""),
        "note_en": v.get("note_en", ""),
    }


def _held_agency(row: models.Agency) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in ("order", "name_ja", "name_en", "first", "last", "successor_id", "note_ja", "note_en")
    }  # fmt: skip


def _duties(rows: list[Row]) -> dict[str, Text]:
    return {r.values["duty"]: Text(r.values["name_ja"], r.values["name_en"]) for r in rows}


def _holdings(pack: Pack, rows: list[Row], content: Content) -> list[tuple[rules.Holding, Text]]:
    held: list[tuple[rules.Holding, Text]] = []
    names = {a["abbreviation"]: agency_name(a) for a in content.agencies}
    for row in rows:
        v = row.values
        first, last = _day(row, "valid_from"), _day(row, "valid_to")
        holding = rules.Holding(v["duty"], v["agency"], first, last)
        agency = content.existence(v["agency"])
        if agency is None:
            _unknown(pack, row, v["agency"], names)
            continue
        try:
            rules.check_holding(holding, [h for h, _ in held], agency, names)
        except Refused as refusal:
            pack.wrong(row, refusal.message)
            continue
        held.append((holding, Text(v.get("source_ja", ""), v.get("source_en", ""))))
    return held


def _day(row: Row, name: str) -> date | None:
    written = row.values.get(name)
    return date.fromisoformat(written) if written else None


def _unknown(pack: Pack, row: Row, agency: str, known: Iterable[str]) -> None:
    if not pack.unclear("agencies.csv", agency):
        pack.wrong(row, faults.unknown("府省庁", "agency", agency, known))


def _holding_key(duty: str, agency: str, first: date | None) -> str:
    return f"{duty} {agency} {first or ''}"
