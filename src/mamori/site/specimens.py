"""Invented values for the components page, so that each part is seen with each of its states."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from mamori.kernel import audit
from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Status, Unit
from mamori.kernel.text import Text
from mamori.plan.print import charts
from mamori.plan.rules.outline import Definition, Figure, Owner, Owners, Piece, Sentence, Source

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
PAYMENTS = Unit("payments", "年{n}回", "{n} payment a year", "{n} payments a year")
NOTE = Definition(
    "specimen",
    1,
    Text("見本の語", "A specimen word"),
    Text("「見本」には、下書きを含む。", "“Specimen” includes drafts."),
    footnote=True,
)
MARKED = ((1, (True, False, True)), (2, (False, False)), (3, (True,)))
DEEDS = [
    audit.Entry(
        datetime(2029, 6, 1, 3, tzinfo=UTC),
        "plan",
        "job:specimen",
        "plan: measure edited",
        "measure:specimen",
        {"title_en before": "A sample", "title_en after": "A specimen"},
    )
]


def context(period: Period) -> dict[str, Any]:
    """Everything the components page shows; all of it invented."""
    npa = Owner("NPA", Text("警察庁", "National Police Agency"))
    mext = Owner("MEXT", Text("文部科学省", "Ministry of Education"))
    about = _figure("about", Quantity(Decimal(390000), PEOPLE, period, Qualifier.ABOUT))
    words = Text("講座に約39万人が参加した。", "About 390,000 took part in meetings.")
    ja = (Piece("講座に"), Piece("約39万人", "S.about"), Piece("が参加した。"))
    en = (
        Piece("Meetings were attended by "),
        Piece("about 390,000 participants", "S.about"),
        Piece("."),
    )
    return {
        "exact": _figure("exact", Quantity(Decimal(2309), PEOPLE, period)),
        "about": about,
        "at_least": _figure("at_least", Quantity(Decimal(40), PEOPLE, period, Qualifier.AT_LEAST)),
        "change": _figure("change", Quantity(Decimal(6), PAYMENTS, period, baseline=Decimal(3))),
        "as_of": _figure(
            "as_of",
            Quantity(Decimal(46), PEOPLE, period, as_of=date(period.first.year, 12, 31)),
        ),
        "provisional": _figure(
            "provisional", Quantity(Decimal(12), PEOPLE, period, status=Status.PROVISIONAL)
        ),
        "one_owner": Owners((npa,), open_list=False),
        "open_owners": Owners((npa, mext), open_list=True),
        "no_owner": Owners((), open_list=False),
        "sentence": Sentence(words, ja, en),
        "noted": (NOTE,),
        "noted_figure": _figure("noted", Quantity(Decimal(1204), PEOPLE, period), (NOTE,)),
        "chart": charts.squares("specimen", MARKED, language()),
        "deeds": DEEDS,
    }


def _figure(key: str, quantity: Quantity, notes: tuple[Definition, ...] = ()) -> Figure:
    source = Source(
        "specimen",
        Text("見本", "Specimen"),
        Text("見本", "Specimen"),
        quantity.period.last,
        Text("見本（架空の値）", "Specimen, invented"),
    )
    return Figure(f"S.{key}", Text("見本の値", "A specimen figure"), quantity, notes, source)
