"""mamori demo_round: an invented round in progress, so that the board is seen alive."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from mamori.accounts import queries as accounts
from mamori.kernel import audit
from mamori.kernel.periods import calendar_year, fiscal_year
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Language, Text
from mamori.plan import actions
from mamori.plan.queries.rounds import AskedOf, ObligationRow, ReturnRow, asked_of, board, rounds
from mamori.plan.rules.asking import Asked

KEY, PLAN = "FY2018", "2017"
MINISTRY, SECRETARIAT = audit.job("demo_round"), audit.job("demo_round: secretariat")
ISSUER = Text("関係府省庁連絡会議", "Liaison Conference of the Relevant Ministries and Agencies")
OPEN_FOR, TIME_LEFT = timedelta(days=20), timedelta(days=9)
GROWTH = (Decimal("1.04"), Decimal("0.97"), Decimal("1.09"), Decimal("1.22"))
REASONS = (
    "昨年と数え方が同じか、確かめてください。\nPlease check that this was counted as last year.",
    "英語の文に、日本語にあることが抜けています。\nThe English leaves out what the Japanese says.",
)
NOTHING = "この期間は準備だけを行った。\nOnly preparations were made in this period."
# How far each return is, one after the other: the mixture one finds ten days before the end.
STAGES = (
    "cleared", "submitted", "drafted", "accepted", "assigned", "cleared", "sent_back", "submitted",
    "cleared", "nothing", "accepted", "drafted",
)  # fmt: skip


class Command(BaseCommand):
    help = "Make an invented round in progress. Only in a demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing but what failed")

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if not accounts.is_demonstration():
            raise CommandError(
                "this database holds real work; an invented round has no place in it."
            )
        if any(r.key == KEY for r in rounds()):
            self.stdout.write(f"The round {KEY} is there already.")
            return
        now = timezone.now()
        made = self._open(now)
        for number, (row, own, asked) in enumerate(_all(now)):
            _Answer(row, own, asked, number, now).bring_to(STAGES[number % len(STAGES)])
        if not options["quiet"]:
            self.stdout.write(f"An invented round {KEY} is in progress: {made} obligations.")

    def _open(self, now: datetime) -> int:
        return actions.open_round(
            key=KEY,
            plan=PLAN,
            period=fiscal_year(2018),
            state_period=calendar_year(2018),
            due=timezone.localdate(now + TIME_LEFT),
            issuer=ISSUER,
            opens=timezone.localdate(now - OPEN_FOR),
            actor=SECRETARIAT,
            at=now - OPEN_FOR,
        )


def _all(now: datetime) -> Iterator[tuple[ReturnRow, ObligationRow, AskedOf]]:
    """One after the other in the order of the board."""
    _, rows = board(KEY, timezone.localdate(now))
    agencies = {own.agency for row in rows for own in row.obligations}
    asked = {a.obligation_id: a for agency in agencies for a in asked_of(KEY, agency)[1]}
    for row in rows:
        for own in row.obligations:
            yield row, own, asked[own.obligation_id]


@dataclass(frozen=True)
class _Answer:
    row: ReturnRow
    own: ObligationRow
    asked: AskedOf
    number: int
    now: datetime

    def bring_to(self, stage: str) -> None:
        if stage == "assigned":
            return
        joint = len(self.row.obligations) > 1
        last = self.asked.asking.last_text
        self._save(stage == "nothing" or last is None)
        if stage == "drafted":
            return
        me: dict[str, Any] = {"obligation_id": self.own.obligation_id}
        agencies = frozenset({self.own.agency})
        actions.submit(**me, agencies=agencies, actor=MINISTRY, at=self._days_ago(8))
        if stage == "sent_back":
            reason = REASONS[self.number % len(REASONS)]
            actions.send_back(**me, reason=reason, actor=SECRETARIAT, at=self._days_ago(5))
        if stage in ("accepted", "cleared"):
            actions.accept(**me, actor=SECRETARIAT, at=self._days_ago(4))
        if stage == "cleared" and not joint:
            for language in Language:
                actions.clear(**me, language=language, actor=SECRETARIAT, at=self._days_ago(2))

    def _save(self, nothing: bool) -> None:
        cells = {"kind": "nothing", "reason": NOTHING} if nothing else self._done()
        actions.save(
            obligation_id=self.own.obligation_id,
            cells=cells,
            base=self.asked.cells,
            agencies=frozenset({self.own.agency}),
            actor=MINISTRY,
            at=self._days_ago(9),
        )

    def _done(self) -> dict[str, str]:
        text = self.asked.asking.last_text or Text("", "")
        cells = {"kind": "done", "text.ja": text.ja, "text.en": text.en}
        for asked in self.asked.asking.asked:
            if asked.key not in self.asked.asking.counted:  # records give it; nobody types over it
                cells |= self._quantity(asked)
        return cells

    def _quantity(self, asked: Asked) -> dict[str, str]:
        last = asked.last
        name = f"q.{asked.key}"
        if last is None:
            return {f"{name}.value": str(10 + self.number)}
        cells = {f"{name}.value": self._value(last), f"{name}.qualifier": last.qualifier.value}
        if last.as_of is not None:
            cells[f"{name}.as_of"] = last.as_of.replace(year=last.as_of.year + 1).isoformat()
        return cells

    def _value(self, last: Quantity) -> str:
        grown = last.value * GROWTH[self.number % len(GROWTH)]
        step = Decimal(10) ** max(len(str(int(last.value))) - 3, 0)
        return f"{(grown / step).to_integral_value() * step:,f}"

    def _days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days, hours=self.number % 7)
