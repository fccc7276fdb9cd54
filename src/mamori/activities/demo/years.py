"""Records of one kind, invented within its rules; the same ones each time."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from mamori.activities.rules.kinds import Field, Kind, Number, Place, Shape
from mamori.activities.rules.records import Activity, Figure, Status, problems
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Text

YEAR = fiscal_year(2018)
USUAL = 120  # a number whose kind names no bound
WORDS = Text("（架空の例）", "(invented example)")


class Year:
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
        if any(self._is_state(own) for own in self.kind.numbers):
            day = _end_of_month(day)
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
            figures=dict(self._figures(day)),
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

    def _is_state(self, own: Number) -> bool:
        """Whether its sentence says as of which day the number is."""
        return f"{{{own.key}:as_of}}" in self.kind.sentence.ja

    def _figures(self, day: date) -> Iterator[tuple[str, Figure]]:
        room: Mapping[str, Figure] = {}
        for own in self.kind.numbers:
            figure = self._figure(own, room)
            figure = replace(figure, as_of=day if self._is_state(own) else None)
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


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
