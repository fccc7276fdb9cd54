"""Reads a return as it was typed: typed values out, and every problem with its field and the fix.

The same reading serves the web form, the workbook and the gates. Policy: docs/policy/plan.md §7.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mamori.kernel import typed
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, written
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding, cells, figures
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import Kind, Part
from mamori.plan.rules.counted import Counted, not_counted, with_counted

FAR = 10  # §7.8 times last year's, or that part of it
QUALIFIERS = {qualifier.value: qualifier for qualifier in Qualifier}


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a return from being submitted: the field, in words what is wrong, and the fix."""

    field: str
    message: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """``quantities`` are those that could be read; ``problems`` empty means it may be submitted."""

    kind: Kind | None
    reason: str
    text: Text
    quantities: tuple[tuple[Asked, Quantity], ...]
    problems: tuple[Problem, ...]

    def problems_at(self, field: str) -> list[Text]:
        return [problem.message for problem in self.problems if problem.field == field]


class NotReady(Refused):
    code = "return_has_problems"

    def __init__(self, problems: Iterable[Problem]) -> None:
        problems = tuple(problems)
        super().__init__(
            Text(
                ja="{0}か所を直すと提出できます。", en="Put {0} right, then it can be submitted."
            ).format(len(problems))
        )
        self.problems = problems


def read(typed_cells: Mapping[str, str], asking: Asking) -> Reading:
    """What the cells say. Never raises for what was typed: each fault becomes a problem at its field."""
    return _Reader(with_counted(typed_cells, asking.counted), asking).whole()


class _Reader:
    def __init__(self, typed_cells: Mapping[str, str], asking: Asking) -> None:
        self.cells, self.asking = typed_cells, asking
        self.problems: list[Problem] = []

    def whole(self) -> Reading:
        kind = self._kind()
        reason = self._words(cells.REASON)
        text = Text(self._words(cells.TEXT_JA), self._words(cells.TEXT_EN))
        quantities: tuple[tuple[Asked, Quantity], ...] = ()
        if kind is Kind.NOTHING and not reason:  # §7.6
            self._wrong(
                cells.REASON,
                Text(
                    ja="報告なしの理由を書いてください。",
                    en="Say why there is nothing to report.",
                ),
            )
        if kind is Kind.DONE:
            quantities = tuple(self._quantities())
            self._check_text(text, quantities)
        self._check_lengths()
        return Reading(kind, reason, text, quantities, tuple(self.problems))

    def _kind(self) -> Kind | None:
        written_kind = self._words(cells.KIND)
        if written_kind in set(Kind):
            return Kind(written_kind)
        self._wrong(
            cells.KIND,
            Text(
                ja="「取組あり」か「報告なし」を選んでください。",
                en="Choose whether something was done or there is nothing to report.",
            ),
        )
        return None

    def _quantities(self) -> Iterable[tuple[Asked, Quantity]]:
        for asked in self.asking.asked:
            quantity = self._quantity(asked)
            if quantity is not None:
                yield asked, quantity

    def _quantity(self, asked: Asked) -> Quantity | None:
        name = cells.of_quantity(asked.key, Part.VALUE)
        value = self._number(name)
        baseline = self._number(cells.of_quantity(asked.key, Part.BASELINE))
        as_of = self._day(cells.of_quantity(asked.key, Part.AS_OF))
        if value is None:
            if not self._words(name):
                self._wrong(
                    name,
                    Text(ja="{0}の数を入れてください。", en="Put in the number: {0}.").format(
                        asked.label
                    ),
                )
            return None
        counted = self.asking.counted.get(asked.key)
        if counted is not None:
            return self._counted(asked, counted, value.value)
        quantity = Quantity(
            value=value.value,
            unit=asked.unit,
            period=self.asking.period,
            qualifier=self._qualifier(asked, value),
            baseline=baseline.value if baseline else None,
            as_of=as_of,
        )
        return self._checked(asked, quantity, name)

    def _counted(self, asked: Asked, counted: Counted, value: Decimal) -> Quantity | None:
        name = cells.of_quantity(asked.key, Part.VALUE)
        if isinstance(counted, Refused):
            self._wrong(name, counted.message)
            return None
        if value != counted.value:
            self._wrong(name, not_counted(counted))
        return counted

    def _checked(self, asked: Asked, quantity: Quantity, name: str) -> Quantity | None:
        try:
            figures.check(quantity)
        except Refused as refusal:
            at_as_of = isinstance(refusal, figures.AsOfAfterPeriod)
            where = cells.of_quantity(asked.key, Part.AS_OF) if at_as_of else name
            self._wrong(where, refusal.message)
            return None
        if is_far(quantity, asked.last) and not self._words(
            cells.of_quantity(asked.key, Part.SURE)
        ):
            self._wrong(name, _far(asked, quantity))
        return quantity

    def _qualifier(self, asked: Asked, value: typed.Number) -> Qualifier:
        name = cells.of_quantity(asked.key, Part.QUALIFIER)
        said = self._words(name)
        if said and said not in QUALIFIERS:
            self._wrong(
                name,
                Text(
                    ja="言い方は「ちょうど」「約」「少なくとも」から選んでください。",
                    en="Choose the wording from the list: exactly, about, at least.",
                ),
            )
            return Qualifier.EXACT
        chosen = QUALIFIERS.get(said)
        if value.qualifier is not None and chosen not in (None, value.qualifier):
            self._wrong(
                name,
                Text(
                    ja="数の前に書いた言葉と、選んだ言い方が違います。どちらかにそろえてください。",
                    en="The word typed with the number and the wording chosen differ. Make them one.",
                ),
            )
        return value.qualifier or chosen or Qualifier.EXACT

    def _check_text(self, text: Text, quantities: tuple[tuple[Asked, Quantity], ...]) -> None:
        """§2: bound to this owner's quantities and to those asked of the others."""
        known = {asked.key: quantity for asked, quantity in quantities}
        for asked in self._all_asked():
            if asked.key not in known:
                known[asked.key] = _standing_in(asked, self.asking.period)
        names = {Language.JA: cells.TEXT_JA, Language.EN: cells.TEXT_EN}
        empty = [language for language in Language if not text.in_(language)]
        for language in empty:
            self._wrong(names[language], Text(ja="文を書いてください。", en="Write the sentence."))
        if not empty:
            for problem in binding.problems(text, known, self.asking.lines):
                self._wrong(names[problem.language], problem.reason)

    def _all_asked(self) -> tuple[Asked, ...]:
        return self.asking.asked + self.asking.others

    def _check_lengths(self) -> None:
        long = {name for name, words in self.cells.items() if len(words) > cells.ALWAYS_FITS}
        of_measure = [known.name for known in cells.MEASURE_FIELDS]
        for name in self.asking.names if any(map(cells.parted, long)) else of_measure:
            field = cells.field(name) if name in long else None
            if field is not None and len(self._words(name)) > field.longest:
                self._wrong(
                    name,
                    Text(
                        ja="{0}字までです（いまは{1}字）。", en="At most {0} signs; there are {1}."
                    ).format(field.longest, len(self._words(name))),
                )

    def _number(self, name: str) -> typed.Number | None:
        words = self._words(name)
        if not words:
            return None
        try:
            return typed.number(words)
        except Refused as refusal:
            self._wrong(name, refusal.message)
            return None

    def _day(self, name: str) -> date | None:
        words = self._words(name)
        if not words:
            return None
        try:
            return typed.day(words)
        except Refused as refusal:
            self._wrong(name, refusal.message)
            return None

    def _words(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def _wrong(self, field: str, message: Text) -> None:
        self.problems.append(Problem(field, message))


def is_far(quantity: Quantity, last: Quantity | None) -> bool:
    """§7.8 so far from last year's that somebody should say it is right."""
    if last is None or not last.value or not quantity.value:
        return False
    return quantity.value >= FAR * last.value or FAR * quantity.value <= last.value


def _standing_in(asked: Asked, period: Period) -> Quantity:
    """A quantity for binding while the other owner has not yet answered; its value is never shown."""
    if asked.last is not None:
        return replace(asked.last, period=period)
    return Quantity(Decimal(1), asked.unit, period)


def _far(asked: Asked, quantity: Quantity) -> Text:
    last = asked.last
    assert last is not None  # noqa: S101 - is_far has looked
    return Text(
        ja="昨年の{before}に対して{now}です。正しければ、その理由を書いてください。",
        en="Last year it was {before}, now {now}. If it is right, say why.",
    ).format(
        before=Text(written(last, "ja"), written(last, "en")),
        now=Text(written(quantity, "ja"), written(quantity, "en")),
    )
