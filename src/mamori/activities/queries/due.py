"""What the register waits for: planned activities whose day has passed, certificates about to lapse."""

from datetime import date

from mamori.activities import models
from mamori.activities.queries.kinds import kinds
from mamori.activities.rules.certificates import LAPSING
from mamori.activities.rules.records import Status
from mamori.kernel.deadlines import Deadline
from mamori.kernel.text import Text

MOST = 200

SAY_WHETHER_HELD = Text(
    "実施したか、中止したかを記録してください。", "Say whether it was held or cancelled."
)
RENEW = Text("期限が切れる前に更新してください。", "Renew it before it lapses.")


def due(agencies: frozenset[str], today: date) -> tuple[Deadline, ...]:
    """Of these agencies, the nearest day first."""
    return tuple(sorted((*_planned(agencies, today), *_lapsing(agencies, today)), key=_day))


def _planned(agencies: frozenset[str], today: date) -> list[Deadline]:
    rows = models.Activity.objects.filter(
        agency__in=agencies, status=Status.PLANNED.value, last__lte=today
    ).order_by("last")[:MOST]
    known = kinds() if rows else {}
    return [
        Deadline(
            on=row.last,
            what=_named(Text(row.title_ja, row.title_en), known[row.kind_id].title),
            to_do=SAY_WHETHER_HELD,
            route="activities:activity",
            arguments=(row.pk,),
            agency=row.agency,
        )
        for row in rows
    ]


def _lapsing(agencies: frozenset[str], today: date) -> list[Deadline]:
    rows = models.Certificate.objects.filter(
        agency__in=agencies, revoked_at=None, valid_until__range=(today, today + LAPSING)
    ).order_by("valid_until")[:MOST]
    return [
        Deadline(
            on=row.valid_until or today,
            what=Text(f"{row.title_ja}（{row.number}）", f"{row.title_en} ({row.number})"),
            to_do=RENEW,
            route="activities:issued_certificate",
            arguments=(row.number,),
            agency=row.agency,
        )
        for row in rows
    ]


def _named(title: Text, otherwise: Text) -> Text:
    return Text(title.ja or otherwise.ja, title.en or otherwise.en)


def _day(one: Deadline) -> tuple[date, str]:
    return one.on, one.what.en
