"""An invented, consistent year of activities, for a demonstration: every kind there is, marked as invented.

Generic on purpose: a kind that joins the pack joins the demonstration without a change here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from mamori.activities import actions, queries
from mamori.activities.rules.kinds import Field, Kind, Number, Place, Shape
from mamori.activities.rules.records import Activity, Figure, Status, problems
from mamori.kernel import audit
from mamori.kernel.areas import areas
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Text

YEAR = fiscal_year(2018)
ACTOR = audit.job("demo")
NATIONAL = {"educational_meeting": 2309, "filter_explanation": 5000}
SMALL = {"educational_meeting": 94, "filter_explanation": 60}
ONE_EACH = 47  # a kind tied to a prefecture
FEW = 3  # any other
USUAL = 120  # a number whose kind names no bound
AGENCIES = ("NPA", "CAO", "MIC", "MOJ", "MEXT", "MHLW", "METI")
WORDS = Text("（架空の例）", "(invented example)")

Say = Callable[[str, int, int], None]


def fill(*, national: bool, at: datetime, say: Say) -> int:
    """How many records were made; none where invented ones stand already. ``say`` hears kind, done, all."""
    if queries.invented():
        return 0
    sizes = NATIONAL if national else SMALL
    known, codes, whose = queries.kinds(), [area.code for area in areas()], queries.agencies()
    until = {own.until for own in queries.indicators().values() if own.until}
    made = 0
    for number, own in enumerate(known.values(), start=1):
        many = sizes.get(own.key, ONE_EACH if own.place is Place.NEEDED else FEW)
        agencies = whose.get(own.key, AGENCIES)
        year = _Year(own, agencies, codes, until, Random(own.key), at.date())  # noqa: S311 - invented
        activities = [year.activity(n) for n in range(many)]
        made += actions.record_many(activities=activities, actor=ACTOR, at=at)
        say(own.key, number, len(known))
    return made


class _Year:
    """Invents the records of one kind; the same ones each time."""

    def __init__(
        self,
        own: Kind,
        agencies: Sequence[str],
        codes: list[str],
        until: set[str],
        chance: Random,
        today: date,
    ) -> None:
        self.kind, self.agencies, self.codes, self.until = own, agencies, codes, until
        self.chance, self.today = chance, today

    def activity(self, n: int) -> Activity:
        """The n-th; whatever the rules of its kind do not allow together is left out again."""
        day = YEAR.first + timedelta(days=self.chance.randrange(365))
        placed = self.kind.place is not Place.NONE
        made = Activity(
            kind=self.kind.key,
            agency=self.agencies[n % len(self.agencies)],
            days=Period(day, day),
            area=self.codes[n % len(self.codes)] if placed else "",
            title=Text(self.kind.title.ja + WORDS.ja, f"{self.kind.title.en} {WORDS.en}"),
            status=Status.HELD,
            serves=self.kind.measures[:1],
            fields=dict(self._fields(day)),
            figures=dict(self._figures()),
            invented=True,
        )
        return self._mended(made)

    def _fields(self, day: date) -> Iterator[tuple[str, str]]:
        for own in self.kind.fields:
            if own.key in self.until:
                continue
            value = self._value(own, day)
            if own.shape is Shape.DAY:
                day += timedelta(days=30)
            yield own.key, value

    def _value(self, own: Field, day: date) -> str:
        match own.shape:
            case Shape.CHOICE | Shape.CHOICES:
                return self.chance.choice(own.choices).key
            case Shape.DAY:
                return day.isoformat()
            case Shape.YES_NO:
                return self.chance.choice(("yes", "no"))
            case Shape.WORDS:
                return WORDS.ja

    def _figures(self) -> Iterator[tuple[str, Figure]]:
        room: Mapping[str, Figure] = {}
        for own in self.kind.numbers:
            figure = self._figure(own, room)
            room = {**room, own.key: figure}
            yield own.key, figure

    def _figure(self, own: Number, room: Mapping[str, Figure]) -> Figure:
        if own.default is not None:
            return Figure(Decimal(own.default), own.units[0].key)
        most = min(own.most or USUAL, USUAL)
        if own.within in room:
            most = min(most, int(room[own.within].value))
        value = self.chance.randint(min(1, most), max(most, 1))
        rough = value >= 100  # a full hall is estimated
        qualifier = Qualifier.ABOUT if rough else Qualifier.EXACT
        value -= value % 10 if rough else 0
        return Figure(
            Decimal(value),
            own.units[0].key,
            qualifier,
            baseline=Decimal(max(value - 1, 0)) if own.change else None,
        )

    def _mended(self, made: Activity) -> Activity:
        wrong = {
            p.field.partition(".")[2] for p in problems(made, self.kind, self.codes, self.today)
        }
        if wrong.isdisjoint((*made.fields, *made.figures)):
            return made
        fields = {key: value for key, value in made.fields.items() if key not in wrong}
        figures = {key: value for key, value in made.figures.items() if key not in wrong}
        return self._mended(replace(made, fields=fields, figures=figures))
