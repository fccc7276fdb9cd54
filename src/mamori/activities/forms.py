"""The form of a kind: what was typed becomes an activity, and each problem stands at its box."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from mamori.activities.rules import reasons
from mamori.activities.rules.kinds import Field, Kind, Number, Shape
from mamori.activities.rules.records import Activity, Figure, Problem, Status
from mamori.kernel import typed
from mamori.kernel.periods import Period, UnknownPeriod
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LONGEST_TITLE = 200
Asked = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Reading:
    """What one form said. ``activity`` is whole only where there are no ``problems``."""

    activity: Activity
    problems: list[Problem] = field(default_factory=list)

    @property
    def unread(self) -> frozenset[str]:
        return frozenset(problem.field for problem in self.problems)


class _Typed:
    """The boxes of a posted form, and what could not be read of them."""

    def __init__(self, posted: QueryDict) -> None:
        self.posted, self.problems = posted, list[Problem]()

    def words(self, name: str) -> str:
        return str(self.posted.get(name, "")).replace("\0", "").replace("\r\n", "\n").strip()

    def day(self, name: str, at: str) -> date | None:
        written = self.words(name)
        try:
            return typed.day(written) if written else None
        except Refused as refusal:
            self.problems.append(Problem(at, refusal.message))
            return None

    def number(self, name: str, at: str) -> typed.Number | None:
        written = self.words(name)
        try:
            return typed.number(written) if written else None
        except Refused as refusal:
            self.problems.append(Problem(at, refusal.message))
            return None

    def one_of(self, name: str, offered: Sequence[str], otherwise: str) -> str:
        """One of what the form offers; anything else was not sent by it."""
        chosen = self.words(name) or otherwise
        if chosen not in offered:
            words = Text("「{0}」は選べません。", "“{0}” is not one of the choices.")
            self.problems.append(Problem(name, words.format(chosen[: typed.LONGEST])))
            return otherwise
        return chosen


def read(posted: QueryDict, kind: Kind, agencies: Sequence[str], today: date) -> Reading:
    """The activity as typed, by one of these agencies; what is left empty is for the rules to judge."""
    boxes = _Typed(posted)
    activity = Activity(
        kind=kind.key,
        agency=boxes.one_of("agency", agencies, agencies[0] if agencies else ""),
        days=_days(boxes, today),
        area=boxes.words("area"),
        title=Text(*(_title(boxes, name) for name in ("title_ja", "title_en"))),
        status=Status(
            boxes.one_of("status", [Status.HELD.value, Status.PLANNED.value], Status.HELD.value)
        ),
        serves=tuple(posted.getlist("serves")),
        fields=dict(_fields(boxes, kind)),
        figures=dict(_figures(boxes, kind)),
        source=boxes.words("source"),
        total=boxes.words("total") == "yes",
    )
    return Reading(activity, boxes.problems)


def _days(boxes: _Typed, today: date) -> Period:
    first, last = boxes.day("first", "days"), boxes.day("last", "days")
    if first is None:
        if "days" not in {p.field for p in boxes.problems}:
            boxes.problems.append(Problem("days", reasons.NEEDS_DAY))
        return Period(today, today)
    try:
        return Period(first, last or first)
    except UnknownPeriod as refusal:
        boxes.problems.append(Problem("days", refusal.message))
        return Period(first, first)


def _title(boxes: _Typed, name: str) -> str:
    title = boxes.words(name)
    if len(title) > LONGEST_TITLE:
        words = Text("{0}字までにしてください。", "Keep it to {0} signs.")
        boxes.problems.append(Problem(name, words.format(LONGEST_TITLE)))
    return title


def _fields(boxes: _Typed, kind: Kind) -> Iterator[tuple[str, str]]:
    for own in kind.fields:
        name = f"f.{own.key}"
        value = boxes.words(name)
        if own.shape is Shape.CHOICES:
            value = ",".join(one for one in boxes.posted.getlist(name) if one)
        elif own.shape is Shape.DAY:
            day = boxes.day(name, name)
            value = day.isoformat() if day else ""
        if value:
            yield own.key, value


def _figures(boxes: _Typed, kind: Kind) -> Iterator[tuple[str, Figure]]:
    for own in kind.numbers:
        read = boxes.number(f"n.{own.key}", f"n.{own.key}")
        if read is None:
            continue
        value, said = read.value, read.qualifier
        chosen = boxes.words(f"q.{own.key}")
        if said is None:
            said = Qualifier(chosen) if chosen in set(Qualifier) else Qualifier.EXACT
        before = boxes.number(f"b.{own.key}", f"n.{own.key}") if own.change else None
        yield (
            own.key,
            Figure(
                value=value,
                unit=boxes.words(f"u.{own.key}") or own.units[0].key,
                qualifier=said,
                baseline=before.value if before else None,
            ),
        )


def held(activity: Activity) -> dict[str, list[str]]:
    """What the boxes hold for a record that is there, to be corrected."""
    whole = activity
    found = {
        "agency": [whole.agency],
        "first": [whole.days.first.isoformat()],
        "last": [whole.days.last.isoformat() if whole.days.last != whole.days.first else ""],
        "area": [whole.area],
        "title_ja": [whole.title.ja],
        "title_en": [whole.title.en],
        "status": [whole.status.value],
        "serves": list(whole.serves),
        "source": [whole.source],
        "total": ["yes" if whole.total else ""],
    }
    for key, value in whole.fields.items():
        found[f"f.{key}"] = [value, *value.split(",")]
    for key, figure in whole.figures.items():
        found[f"n.{key}"] = [f"{figure.value:f}"]
        found[f"q.{key}"] = [figure.qualifier.value]
        found[f"u.{key}"] = [figure.unit]
        found[f"b.{key}"] = ["" if figure.baseline is None else f"{figure.baseline:f}"]
    return found


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One field of the kind as the page shows it."""

    own: Field
    name: str
    value: str
    chosen: tuple[str, ...]
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class NumberBox:
    own: Number
    name: str
    value: str
    qualifier: str
    unit: str
    before: str
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form with what is typed into it and what is wrong with it."""

    kind: Kind
    asked: Asked
    problems: tuple[Problem, ...] = ()

    @property
    def typed(self) -> dict[str, str]:
        return {name: next(iter(written), "") for name, written in self.asked.items()}

    @property
    def serves(self) -> Sequence[str]:
        return self.asked.get("serves", ())

    @property
    def wrong(self) -> dict[str, list[Text]]:
        found: dict[str, list[Text]] = {}
        for problem in self.problems:
            found.setdefault(problem.field, []).append(problem.reason)
        return found

    @property
    def fields(self) -> list[FieldBox]:
        return [
            FieldBox(
                own,
                f"f.{own.key}",
                self.typed.get(f"f.{own.key}", ""),
                tuple(self.asked.get(f"f.{own.key}", ())),
                self._at(f"f.{own.key}"),
            )
            for own in self.kind.fields
        ]

    @property
    def numbers(self) -> list[NumberBox]:
        return [self._number(own) for own in self.kind.numbers]

    def _number(self, own: Number) -> NumberBox:
        usual = "" if own.default is None or self.asked else str(own.default)
        return NumberBox(
            own,
            f"n.{own.key}",
            self.typed.get(f"n.{own.key}", "") or usual,
            self.typed.get(f"q.{own.key}", ""),
            self.typed.get(f"u.{own.key}", ""),
            self.typed.get(f"b.{own.key}", ""),
            self._at(f"n.{own.key}"),
        )

    def _at(self, name: str) -> tuple[Text, ...]:
        return tuple(self.wrong.get(name, ()))


def sheet(kind: Kind, posted: QueryDict, problems: Sequence[Problem]) -> Sheet:
    return Sheet(kind, {name: posted.getlist(name) for name in posted}, tuple(problems))
