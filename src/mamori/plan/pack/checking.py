"""What a pack's plan part must hold together: references, owners, days and bound sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mamori.kernel.packs import Pack, Row
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Status, Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.pack.content import (
    Content,
    MeasureContent,
    OutlineContent,
    PassageContent,
    PlanContent,
    QuantityContent,
)
from mamori.plan.rules import binding, figures, owners


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the plan's files may refer to beyond themselves: bodies, duties and telephone lines."""

    bodies: Mapping[str, owners.Body]
    duties: frozenset[str]
    lines: frozenset[str]


def check(pack: Pack, content: Content, around: Surroundings) -> None:
    """Every fault becomes a finding of the pack."""
    checker = _Checker(pack, content, around)
    for plan in content.plans:
        checker.plan(plan)
    for measure in content.measures:
        checker.measure(measure)
    for outline in content.outlines:
        checker.outline(outline)


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
        if plan is None:
            self.pack.wrong(row, _unknown("計画", "plan", measure.plan, self.plans), "plan")
        elif measure.pillar is not None:
            self._pillar(row, plan, measure.pillar, "pillar")
        if measure.source is not None:
            self._known(row, "出典", "source", measure.source, self.sources, "source")
        for n, key in enumerate(measure.forerunners):
            self._forerunner(measure, key, n)
        if measure.last is not None and measure.last < measure.first:
            self.pack.wrong(row, _backwards(), "valid_to")
        for n, owner in enumerate(measure.owners):
            self._owner(measure, owner, n)

    def _forerunner(self, measure: MeasureContent, key: str, n: int) -> None:
        self._known(measure.row, "施策", "measure", key, self.measures, "forerunners", n)
        older = self.measures.get(key)
        if older is not None and older.plan == measure.plan:
            reason = Text(
                ja="前身は以前の計画の施策でなければなりません。",
                en="A forerunner belongs to an older plan, not to the same one.",
            )
            self.pack.wrong(measure.row, reason, "forerunners", n)

    def _owner(self, measure: MeasureContent, owner: owners.Ownership, n: int) -> None:
        if owner.duty is not None:
            self._known(
                measure.row, "事務", "duty", owner.duty, self.around.duties, "owners", n, "duty"
            )
        try:
            owners.check_ownership(owner, measure.owners[:n], self.around.bodies)
        except Refused as refusal:
            self.pack.wrong(measure.row, refusal.message, "owners", n)

    def outline(self, outline: OutlineContent) -> None:
        row, plan = outline.row, self.plans.get(outline.plan)
        if plan is None:
            unknown = _unknown("計画", "plan", outline.plan, self.plans)
            self.pack.wrong(row, unknown, "outline", "plan")
            return
        if outline.last < outline.first:
            self.pack.wrong(row, _backwards(), "outline", "period")
            return
        self._known(row, "出典", "source", outline.source, self.sources, "outline", "source")
        for n, quantity in enumerate(outline.state):
            self._quantity(row, quantity, "state", n)
        figures_of = [f"{p.key}.{q.key}" for p in outline.passages for q in p.quantities]
        figures_of += [f"I.{q.key}" for q in outline.state]
        for n, key in enumerate(outline.highlights):
            self._known(row, "数量", "figure", key, figures_of, "outline", "highlights", n)
        self._keys_once(row, [p.key for p in outline.passages])
        effort = issue = 0
        for passage in outline.passages:
            if passage.pillar is None:
                self._statement(outline, passage, ("issues", issue))
                issue += 1
            else:
                self._effort(outline, plan, passage, ("efforts", effort))
                effort += 1

    def _effort(
        self,
        outline: OutlineContent,
        plan: PlanContent,
        passage: PassageContent,
        path: tuple[str | int, ...],
    ) -> None:
        self._pillar(outline.row, plan, passage.pillar or 0, *path, "pillar")
        for n, key in enumerate(passage.measures):
            self._known(outline.row, "施策", "measure", key, self.measures, *path, "measures", n)
            measure = self.measures.get(key)
            if measure is not None and measure.plan != outline.plan:
                reason = Text(
                    ja="施策「{0}」は別の計画のものです。",
                    en="The measure “{0}” is of another plan.",
                ).format(key)
                self.pack.wrong(outline.row, reason, *path, "measures", n)
        for n, quantity in enumerate(passage.quantities):
            self._quantity(outline.row, quantity, *path, "quantities", n)
        self._bound(outline.row, passage, self._values(passage.quantities), path)

    def _statement(
        self, outline: OutlineContent, passage: PassageContent, path: tuple[str | int, ...]
    ) -> None:
        state = {f"I.{key}": value for key, value in self._values(outline.state).items()}
        self._bound(outline.row, passage, state, path)

    def _bound(
        self,
        row: Row,
        passage: PassageContent,
        quantities: Mapping[str, Quantity],
        path: tuple[str | int, ...],
    ) -> None:
        for problem in binding.problems(passage.text, quantities, self.around.lines):
            name = {Language.JA: Text("日本語", "Japanese"), Language.EN: Text("英語", "English")}
            reason = Text(ja="{0}（{1}）: {2}", en="{0}, {1}: {2}").format(
                passage.key, name[problem.language], problem.reason
            )
            self.pack.wrong(row, reason, *path, "text", problem.language.value)
        for n, key in enumerate(passage.notes):
            self._known(row, "定義", "definition", key, self.definitions, *path, "notes", n)

    def _quantity(self, row: Row, q: QuantityContent, *path: str | int) -> None:
        self._known(row, "単位", "unit", q.unit, self.units, *path, "unit")
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
        known = (q for q in quantities if q.unit in self.units and q.first <= q.last)
        return {q.key: self._value(q) for q in known}

    def _value(self, q: QuantityContent) -> Quantity:
        return Quantity(
            value=q.value,
            unit=self.units[q.unit],
            period=Period(q.first, q.last),
            qualifier=Qualifier(q.qualifier),
            baseline=q.baseline,
            as_of=q.as_of,
            status=Status(q.status),
        )

    def _pillar(self, row: Row, plan: PlanContent, number: int, *path: str | int) -> None:
        numbers = [pillar.number for pillar in plan.pillars]
        self._known(row, "柱", "pillar", number, numbers, *path)

    def _keys_once(self, row: Row, keys: list[str]) -> None:
        for n, key in enumerate(keys):
            if key in keys[:n]:
                self.pack.wrong(row, _twice("取組", "effort", key), "efforts", n, "key")

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
        if key not in known:
            self.pack.wrong(row, _unknown(ja, en, key, known), *path)


def _unit(row: Row) -> Unit:
    v = row.values
    return Unit(v["key"], v["ja"], v["one"], v["other"])


def _unknown(ja: str, en: str, key: object, known: Iterable[object]) -> Text:
    names = sorted(map(str, known))
    some = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Text(
        ja=f"{ja}「{key}」はありません。あるもの: {some}",
        en=f"There is no {en} “{key}”. There are: {some}.",
    )


def _twice(ja: str, en: str, key: object) -> Text:
    return Text(
        ja=f"{ja}「{key}」が二度あります。識別子は一度しか使えません。",
        en=f"The {en} “{key}” stands here twice. An id is given once.",
    )


def _backwards() -> Text:
    return Text(ja="終わりが始まりより前です。", en="The end lies before the beginning.")
