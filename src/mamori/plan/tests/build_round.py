"""Short ways to say "a round in which this was answered", in this slice's tests."""

from datetime import UTC, date, datetime
from typing import Any

from mamori.kernel import audit
from mamori.kernel.periods import Period, calendar_year, fiscal_year
from mamori.kernel.text import Language, Text
from mamori.plan import actions, models
from mamori.plan.queries import counting
from mamori.plan.queries.asking import askings
from mamori.plan.queries.claiming import official
from mamori.plan.rules.merging import Merged
from mamori.plan.rules.outline import is_count
from mamori.plan.rules.sections import of_statement
from mamori.plan.tests.build import own

OPENED = datetime(2019, 4, 1, 1, tzinfo=UTC)
DAY = date(2019, 4, 20)
LATER = datetime(2019, 4, 20, 3, tzinfo=UTC)
OWNERLESS = ("p17-11", "p17-21")  # the sources do not say whose they are
DUE = date(2019, 4, 26)
REVIEWER: dict[str, Any] = {"actor": audit.person(900), "at": LATER}
DRAFTER: dict[str, Any] = {"actor": audit.person(901), "at": LATER}


def opened(key: str = "FY2018", **more: Any) -> int:
    """A round for the year after the pack's Outline, with every owner known; how many obligations."""
    for measure in OWNERLESS:
        if not models.Ownership.objects.filter(measure=measure).exists():
            own(measure, agency="NPA")
    said: dict[str, Any] = {
        "plan": "2017",
        "period": fiscal_year(2018),
        "state_period": calendar_year(2018),
        "due": DUE,
        "issuer": Text("連絡会議", "Liaison Conference"),
        "opens": date(2019, 4, 1),
        "actor": audit.person(900),
        "at": OPENED,
    }
    return actions.open_round(key=key, **{**said, **more})


def obligation(measure: str, agency: str | None = None) -> models.Obligation:
    rows = models.Obligation.objects.filter(answer__measure=measure)
    return rows.get(agency=agency) if agency else rows.order_by("order")[0]


def save(row: models.Obligation, *, base: dict[str, str] | None = None, **cells: str) -> Merged:
    """``kind``, ``reason`` as they are; ``text_ja`` for ``text.ja``; ``q__people__value``."""
    named = {name.replace("__", ".").replace("text_", "text."): w for name, w in cells.items()}
    return actions.save(
        obligation_id=row.pk,
        cells=named,
        base=base or {},
        agencies=frozenset({row.agency}),
        **DRAFTER,
    )


def submit(row: models.Obligation) -> None:
    actions.submit(obligation_id=row.pk, agencies=frozenset({row.agency}), **DRAFTER)


def answered(row: models.Obligation) -> None:
    """The same as last year, submitted; what records give is not typed."""
    row = models.Obligation.objects.select_related("answer__round").get(pk=row.pk)
    typed = [entry for entry in row.asked if not _counted(entry, row.answer.round)]
    values: dict[str, Any] = {f"q__{e['key']}__value": e["last"]["value"] for e in typed}
    values |= {f"q__{e['key']}__qualifier": e["last"]["qualifier"] for e in typed}
    values |= {f"q__{e['key']}__as_of": "2018-12-31" for e in typed if e["last"]["as_of"]}
    values |= {
        f"q__{e['key']}__baseline": e["last"]["baseline"] for e in typed if e["last"]["baseline"]
    }
    text: dict[str, Any] = {"text_ja": row.answer.last_text_ja, "text_en": row.answer.last_text_en}
    if text["text_ja"]:
        save(row, kind="done", **text, **values)
    else:
        save(row, kind="nothing", reason="この期間は計画どおり準備のみを行った。")
    submit(row)


def _counted(entry: dict[str, Any], of: models.Round) -> bool:
    series = entry.get("series", "")
    period = Period(of.first, of.last)
    return is_count(series) and counting.figure(series, period) is not None


def cleared(row: models.Obligation) -> None:
    """Answered, accepted and cleared with whoever shares in it."""
    siblings = list(models.Obligation.objects.filter(answer=row.answer_id).order_by("order"))
    for one in siblings:
        answered(one)
        actions.accept(obligation_id=one.pk, **REVIEWER)
    for language in Language:
        actions.clear(obligation_id=siblings[0].pk, language=language, **REVIEWER)


def everything_cleared(key: str = "FY2018") -> None:
    for answer in models.Return.objects.filter(round=key):
        cleared(answer.obligations.order_by("order")[0])
    sections(key)


def sections(key: str = "FY2018", **more: str) -> Merged:
    row = models.Round.objects.get(pk=key)
    asked = askings().asked(row.asked)
    known = official(asked, Period(row.state_first, row.state_last))  # those come by themselves
    typed = (one for one in asked if one.key not in known)
    cells = {f"q.{one.key}.value": str(one.last.value if one.last else 1) for one in typed}
    cells |= {
        of_statement(1, Language.JA): "数は情勢のとおりである。",
        of_statement(1, Language.EN): "The figures stand in section I.",
        of_statement(2, Language.JA): "",
        of_statement(2, Language.EN): "",
    }
    named = {name.replace("__", "."): words for name, words in more.items()}
    return actions.save_sections(key=key, cells=cells | named, base=dict(row.cells), **REVIEWER)
