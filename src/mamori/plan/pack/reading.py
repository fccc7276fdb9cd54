"""Reads the plan part of a pack and checks everything that can be checked before it is loaded.

Whatever is wrong becomes a finding with file, line and reason; nothing is raised here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mamori.kernel.packs import Pack, Row
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.pack import content, schemas
from mamori.plan.rules.owners import Ownership, Part

Values = Mapping[str, Any]
SERIES_FILE = "statistics/series.yaml"


Observed = Callable[[str, Period, date], Decimal | None]
Counted = Callable[[str, Period], Quantity | None]


def read(pack: Pack, observed: Observed, counted: Counted) -> content.Content:
    """The plan's files, read; references are checked by ``checking.check`` afterwards.

    ``observed``: the value of a series for a period, as far as published by a day; ``counted``: what the
    records of the pack give for a period, by the name of the count.
    """
    return content.Content(
        units=tuple(pack.items("units.yaml", schema=schemas.UNIT)),
        sources=tuple(pack.items("sources.yaml", schema=schemas.SOURCE)),
        definitions=tuple(
            pack.items("definitions.yaml", schema=schemas.DEFINITION, unique=("key", "version"))
        ),
        terms=tuple(pack.items("terms.yaml", schema=schemas.TERM)),
        plans=tuple(_plan(row) for row in pack.items("plans.yaml", schema=schemas.PLAN)),
        measures=tuple(_measure(r) for r in pack.items("measures.yaml", schema=schemas.MEASURE)),
        capabilities=tuple(pack.items("capabilities.yaml", schema=schemas.CAPABILITIES)),
        outlines=tuple(
            _all_counted(pack, _bound(pack, _outline(row), observed), counted)
            for file in pack.files("efforts/*.yaml")
            for row in pack.document(file, schema=schemas.OUTLINE)
        ),
    )


def text(value: Values | None) -> Text:
    return Text(value["ja"], value["en"]) if value else Text("", "")


def day(value: object) -> date:
    """YAML reads a bare 2017-04-18 as a date; written in quotes it is text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def maybe_day(value: object) -> date | None:
    return None if value is None else day(value)


def number(value: object) -> Decimal:
    return Decimal(str(value))


def _plan(row: Row) -> content.PlanContent:
    v = row.values
    return content.PlanContent(
        row=row,
        key=v["key"],
        name=text(v["name"]),
        short=text(v["short"]),
        provisional=tuple(v.get("name_provisional", ())),
        adopted=day(v["adopted"]),
        first=day(v["first"]),
        last=maybe_day(v.get("last")),
        measures_total=v.get("measures_total"),
        bodies=tuple(v.get("bodies", ())),
        note=text(v.get("note")),
        pillars=tuple(
            content.PillarContent(
                number=p["number"],
                code=p["code"],
                title=text(p["title"]),
                short_title=text(p["short_title"]),
                provisional=tuple(p.get("provisional", ())),
            )
            for p in v["pillars"]
        ),
    )


def _measure(row: Row) -> content.MeasureContent:
    v = row.values
    return content.MeasureContent(
        row=row,
        key=v["key"],
        plan=v["plan"],
        pillar=v.get("pillar"),
        number=v.get("number"),
        title=text(v["title"]),
        provisional=v.get("title_provisional", False),
        first=day(v["valid_from"]),
        last=maybe_day(v.get("valid_to")),
        forerunners=tuple(v.get("forerunners", ())),
        owners=tuple(_ownership(n, o) for n, o in enumerate(v["owners"], start=1)),
        open_list=v.get("open_list", False),
        note=text(v.get("note")),
        source=v.get("source"),
    )


def _ownership(order: int, v: Values) -> Ownership:
    return Ownership(
        order=order,
        part=Part(v["part"]),
        agency=v.get("agency"),
        duty=v.get("duty"),
        first=day(v["first"]),
        last=maybe_day(v.get("last")),
    )


def _outline(row: Row) -> content.OutlineContent:
    head = row.values["outline"]
    span = (day(head["period"]["first"]), day(head["period"]["last"]))
    state = (day(head["state_period"]["first"]), day(head["state_period"]["last"]))
    efforts, issues = row.values["efforts"], row.values["issues"]
    passages = [
        _passage(v, order, _quantities(v, span, head["source"]))
        for order, v in enumerate((*efforts, *issues), start=1)
    ]
    return content.OutlineContent(
        row=row,
        key=head["key"],
        plan=head["plan"],
        first=span[0],
        last=span[1],
        state_first=state[0],
        state_last=state[1],
        issued_on=day(head["issued_on"]),
        issuer=text(head["issuer"]),
        source=head["source"],
        highlights=tuple(head.get("highlights", ())),
        state=_quantities({"quantities": row.values["state"]}, state, head["source"]),
        passages=tuple(passages),
    )


def _bound(
    pack: Pack, outline: content.OutlineContent, observed: Observed
) -> content.OutlineContent:
    """Section I takes its values from the official series (§2.9); no such value is a finding."""
    state = []
    for n, q in enumerate(outline.state):
        value = q.value
        if q.series:
            period = Period(q.first, q.last)
            found = observed(q.series, period, outline.issued_on)
            if found is None and not pack.unclear(SERIES_FILE, q.series):
                reason = Text(
                    ja="系列「{0}」には、{2}までに公表された{1}の値がありません。",
                    en="The series “{0}” has no value for {1} published by {2}.",
                ).format(q.series, period.text, outline.issued_on)
                pack.wrong(outline.row, reason, "state", n, "series")
            value = found or Decimal(0)
        state.append(replace(q, value=value))
    return replace(outline, state=tuple(state))


def _all_counted(
    pack: Pack, outline: content.OutlineContent, counted: Counted
) -> content.OutlineContent:
    """Efforts take counted figures from the records (§13.1); one that cannot be counted is a finding."""
    passages = []
    for n, passage in enumerate(outline.passages):
        quantities = []
        for m, q in enumerate(passage.quantities):
            found = _count(q, counted) if q.series else None
            if isinstance(found, Text):
                pack.wrong(outline.row, found, "efforts", n, "quantities", m, "counted")
            quantities.append(_with_count(q, found) if isinstance(found, Quantity) else q)
        passages.append(replace(passage, quantities=tuple(quantities)))
    return replace(outline, passages=tuple(passages))


def _count(q: content.QuantityContent, counted: Counted) -> Quantity | Text:
    try:
        found = counted(q.series, Period(q.first, q.last))
    except Refused as refusal:
        return refusal.message
    if found is None:
        return Text(
            ja="「{0}」に数える記録が、この期間にはありません。",
            en="There is no record in the period for “{0}” to count.",
        ).format(q.series)
    if found.unit.key != q.unit:
        return Text(
            ja="「{0}」は {1} で数えますが、{2} とあります。",
            en="“{0}” is counted in {1}; {2} stands here.",
        ).format(q.series, found.unit.key, q.unit)
    return found


def _with_count(q: content.QuantityContent, found: Quantity) -> content.QuantityContent:
    return replace(
        q,
        value=found.value,
        qualifier=found.qualifier.value,
        baseline=found.baseline,
        as_of=found.as_of,
    )


def _passage(
    v: Values, order: int, quantities: tuple[content.QuantityContent, ...]
) -> content.PassageContent:
    return content.PassageContent(
        key=v["key"],
        pillar=v.get("pillar"),
        order=order,
        text=text(v["text"]),
        measures=tuple(v.get("measures", ())),
        notes=tuple(v.get("notes", ())),
        quantities=quantities,
    )


def _quantities(
    v: Values, span: tuple[date, date], source: str
) -> tuple[content.QuantityContent, ...]:
    return tuple(_quantity(q, span, source) for q in v.get("quantities", ()))


def _quantity(v: Values, span: tuple[date, date], source: str) -> content.QuantityContent:
    own = v.get("period")
    first, last = (day(own["first"]), day(own["last"])) if own else span
    return content.QuantityContent(
        key=v["key"],
        label=text(v["label"]),
        value=number(v.get("value", 0)),
        series=v.get("series", v.get("counted", "")),
        baseline=None if v.get("baseline") is None else number(v["baseline"]),
        unit=v["unit"],
        qualifier=v.get("qualifier", Qualifier.EXACT.value),
        as_of=maybe_day(v.get("as_of")),
        first=first,
        last=last,
        status=v.get("status", "final"),
        definitions=tuple(v.get("definitions", ())),
        source=v.get("source", source),
        place=text(v.get("place")),
    )
