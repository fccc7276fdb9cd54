"""What a pack's plan part must hold together: references, owners, days and bound sentences."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mamori.kernel import faults
from mamori.kernel.packs import Pack, Row
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Status, Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.pack import crosswalk
from mamori.plan.pack.content import (
    Content,
    MeasureContent,
    OutlineContent,
    PassageContent,
    PlanContent,
    QuantityContent,
)
from mamori.plan.rules import binding, figures, owners
from mamori.plan.rules import measures as rules
from mamori.plan.rules.trends import Claims, no_claims

FILES = {
    "plan": "plans.yaml",
    "measure": "measures.yaml",
    "unit": "units.yaml",
    "source": "sources.yaml",
    "definition": "definitions.yaml",
    "agency": "agencies.csv",
    "duty": "duties.csv",
    "number": "numbers.csv",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the plan's files may refer to beyond themselves: bodies, duties and telephone lines."""

    bodies: Mapping[str, owners.Body]
    duties: frozenset[str]
    lines: frozenset[str]
    claims: Callable[[str, int, date], Text]


def check(pack: Pack, content: Content, around: Surroundings) -> None:
    """Every fault becomes a finding of the pack."""
    checker = _Checker(pack, content, around)
    for plan in content.plans:
        checker.plan(plan)
    for measure in content.measures:
        checker.measure(measure)
    checker.numbers_once(content.measures)
    crosswalk.check(pack, content)
    for outline in content.outlines:
        checker.outline(outline)
    checker.outlines_once(content.outlines)


class _Checker:
    def __init__(self, pack: Pack, content: Content, around: Surroundings) -> None:
        self.pack, self.around = pack, around
        self.plans = {plan.key: plan for plan in content.plans}
        self.measures = {measure.key: measure for measure in content.measures}
        self.units = {row.values["key"]: _unit(row) for row in content.units}
        self.sources = {row.values["key"] for row in content.sources}
        self.definitions = {row.values["key"] for row in content.definitions}

    def plan(self, plan: PlanContent) -> None:
        numbers = [pillar.number for pillar in plan.pillars]
        for n, number in enumerate(numbers):
            if number in numbers[:n]:
                self.pack.wrong(plan.row, _twice("柱", "pillar", number), "pillars", n, "number")
        for n, body in enumerate(plan.bodies):
            self._known(plan.row, "府省庁", "agency", body, self.around.bodies, "bodies", n)
        if plan.last is not None and plan.last < plan.first:
            self.pack.wrong(plan.row, _backwards(), "last")

    def measure(self, measure: MeasureContent) -> None:
        row, plan = measure.row, self.plans.get(measure.plan)
        self._known(row, "計画", "plan", measure.plan, self.plans, "plan")
        if measure.pillar is not None:
            self._pillar(row, plan, measure.pillar, "pillar")
        if measure.source is not None:
            self._known(row, "出典", "source", measure.source, self.sources, "source")
        for n, key in enumerate(measure.forerunners):
            self._forerunner(measure, key, n)
        if measure.last is not None and measure.last < measure.first:
            self.pack.wrong(row, _backwards(), "valid_to")
        for n, owner in enumerate(measure.owners):
            self._owner(measure, owner, n)

    def numbers_once(self, measures: Iterable[MeasureContent]) -> None:
        """§1.2 a number is unique within its plan."""
        taken: dict[tuple[str, int], str] = {}
        for measure in measures:
            if measure.number is None:
                continue
            other = taken.setdefault((measure.plan, measure.number), measure.key)
            if other != measure.key:
                refusal = rules.NumberTaken(measure.number, other)
                self.pack.wrong(measure.row, refusal.message, "number")

    def outlines_once(self, outlines: Iterable[OutlineContent]) -> None:
        seen: set[str] = set()
        for outline in outlines:
            if outline.key in seen:
                twice = _twice("取組概要", "Outline", outline.key)
                self.pack.wrong(outline.row, twice, "outline", "key")
            seen.add(outline.key)

    def _forerunner(self, measure: MeasureContent, key: str, n: int) -> None:
        self._known(measure.row, "施策", "measure", key, self.measures, "forerunners", n)
        older = self.measures.get(key)
        if older is not None:
            try:
                rules.check_forerunner(measure.plan, older.plan)
            except Refused as refusal:
                self.pack.wrong(measure.row, refusal.message, "forerunners", n)

    def _owner(self, measure: MeasureContent, owner: owners.Ownership, n: int) -> None:
        if owner.duty is not None:
            self._known(
                measure.row, "事務", "duty", owner.duty, self.around.duties, "owners", n, "duty"
            )
        try:
            owners.check_ownership(owner, measure.owners[:n], self.around.bodies)
        except owners.OwnerDoesNotExist as refusal:
            if not self._unclear("agency", owner.agency):
                self.pack.wrong(measure.row, refusal.message, "owners", n)
        except Refused as refusal:
            self.pack.wrong(measure.row, refusal.message, "owners", n)

    def outline(self, outline: OutlineContent) -> None:
        row, plan = outline.row, self.plans.get(outline.plan)
        self._known(row, "計画", "plan", outline.plan, self.plans, "outline", "plan")
        if outline.last < outline.first:
            self.pack.wrong(row, _backwards(), "outline", "period")
            return
        self._known(row, "出典", "source", outline.source, self.sources, "outline", "source")
        self._quantities(row, outline.state, "state")
        figures_of = [f"{p.key}.{q.key}" for p in outline.passages for q in p.quantities]
        figures_of += [f"I.{q.key}" for q in outline.state]
        for n, key in enumerate(outline.highlights):
            self._known(row, "数量", "figure", key, figures_of, "outline", "highlights", n)
        effort = issue = 0
        seen: set[str] = set()
        for passage in outline.passages:
            path: tuple[str | int, ...]
            if passage.pillar is None:
                path = ("issues", issue)
                self._statement(outline, passage, path)
                issue += 1
            else:
                path = ("efforts", effort)
                self._effort(outline, plan, passage, path)
                effort += 1
            if passage.key in seen:
                self.pack.wrong(row, _twice("取組", "effort", passage.key), *path, "key")
            seen.add(passage.key)

    def _effort(
        self,
        outline: OutlineContent,
        plan: PlanContent | None,
        passage: PassageContent,
        path: tuple[str | int, ...],
    ) -> None:
        self._pillar(outline.row, plan, passage.pillar or 0, *path, "pillar")
        for n, key in enumerate(passage.measures):
            self._known(outline.row, "施策", "measure", key, self.measures, *path, "measures", n)
            measure = self.measures.get(key)
            if measure is not None and plan is not None and measure.plan != plan.key:
                reason = Text(
                    ja="施策「{0}」は別の計画のものです。",
                    en="The measure “{0}” is of another plan.",
                ).format(key)
                self.pack.wrong(outline.row, reason, *path, "measures", n)
        self._quantities(outline.row, passage.quantities, *path, "quantities")
        self._bound(outline.row, passage, self._values(passage.quantities), path)

    def _statement(
        self, outline: OutlineContent, passage: PassageContent, path: tuple[str | int, ...]
    ) -> None:
        state = {f"I.{key}": value for key, value in self._values(outline.state).items()}
        year = outline.state_first.year
        self._bound(
            outline.row,
            passage,
            state,
            path,
            lambda reference: self.around.claims(reference, year, outline.issued_on),
        )

    def _bound(
        self,
        row: Row,
        passage: PassageContent,
        quantities: Mapping[str, Quantity],
        path: tuple[str | int, ...],
        claims: Claims = no_claims,
    ) -> None:
        lines = self._lines(passage.text)
        for problem in binding.problems(passage.text, quantities, lines, claims):
            name = {Language.JA: Text("日本語", "Japanese"), Language.EN: Text("英語", "English")}
            reason = Text(ja="{0}（{1}）: {2}", en="{0}, {1}: {2}").format(
                passage.key, name[problem.language], problem.reason
            )
            self.pack.wrong(row, reason, *path, "text", problem.language.value)
        for n, key in enumerate(passage.notes):
            self._known(row, "定義", "definition", key, self.definitions, *path, "notes", n)

    def _quantities(
        self, row: Row, quantities: Iterable[QuantityContent], *path: str | int
    ) -> None:
        seen: set[str] = set()
        for n, quantity in enumerate(quantities):
            self._quantity(row, quantity, *path, n)
            if quantity.key in seen:
                twice = _twice("数量", "quantity", quantity.key)
                self.pack.wrong(row, twice, *path, n, "key")
            seen.add(quantity.key)

    def _quantity(self, row: Row, q: QuantityContent, *path: str | int) -> None:
        self._known(row, "単位", "unit", q.unit, self.units, *path, "unit")
        for problem in binding.trends(q.label):  # §5.3 a name of what is counted is printed too
            self.pack.wrong(row, problem.reason, *path, "label", problem.language.value)
        self._known(row, "出典", "source", q.source, self.sources, *path)
        for n, key in enumerate(q.definitions):
            self._known(row, "定義", "definition", key, self.definitions, *path, "definitions", n)
        if q.last < q.first:
            self.pack.wrong(row, _backwards(), *path, "period")
        elif q.unit in self.units:
            try:
                figures.check(self._value(q))
            except Refused as refusal:
                self.pack.wrong(row, refusal.message, *path)

    def _values(self, quantities: Iterable[QuantityContent]) -> dict[str, Quantity]:
        return {q.key: self._value(q) for q in quantities}

    def _value(self, q: QuantityContent) -> Quantity:
        """A unit or period that does not hold is a finding already; the text is checked all the same."""
        return Quantity(
            value=q.value,
            unit=self.units.get(q.unit) or Unit(q.unit, "{n}", "{n}", "{n}"),
            period=Period(q.first, max(q.first, q.last)),
            qualifier=Qualifier(q.qualifier),
            baseline=q.baseline,
            as_of=q.as_of,
            status=Status(q.status),
        )

    def _lines(self, text: Text) -> frozenset[str]:
        named = re.findall(r"\{line:([^{}]+)\}", text.ja + text.en)
        return self.around.lines | {line for line in named if self._unclear("number", line)}

    def _pillar(self, row: Row, plan: PlanContent | None, number: int, *path: str | int) -> None:
        if plan is None:  # a finding already
            return
        numbers = [pillar.number for pillar in plan.pillars]
        self._known(row, "柱", "pillar", number, numbers, *path)

    def _known(
        self,
        row: Row,
        ja: str,
        en: str,
        key: object,
        known: Iterable[object],
        *path: str | int,
    ) -> None:
        known = list(known)
        if key not in known and not self._unclear(en, key):
            self.pack.wrong(row, faults.unknown(ja, en, key, known), *path)

    def _unclear(self, what: str, key: object) -> bool:
        """Whether it may stand in a file, or in a record, that could not be read."""
        return what in FILES and self.pack.unclear(FILES[what], key)


def _unit(row: Row) -> Unit:
    v = row.values
    return Unit(v["key"], v["ja"], v["one"], v["other"])


def _twice(ja: str, en: str, key: object) -> Text:
    return Text(
        ja=f"{ja}「{key}」が二度あります。識別子は一度しか使えません。",
        en=f"The {en} “{key}” stands here twice. An id is given once.",
    )


def _backwards() -> Text:
    return Text(ja="終わりが始まりより前です。", en="The end lies before the beginning.")
