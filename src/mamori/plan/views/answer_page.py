"""The page of one answer put together: fields from their definitions, problems at them, the preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mamori.accounts import access
from mamori.accounts.access import SignedIn
from mamori.accounts.rules import Permission
from mamori.kernel import quantities
from mamori.kernel.language import language
from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.queries import answering, rounds
from mamori.plan.queries.answering import Beside
from mamori.plan.queries.rounds import AnswerView
from mamori.plan.rules import answering as rules
from mamori.plan.rules import cells
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import Field, Kind, Part
from mamori.plan.rules.comparing import against
from mamori.plan.rules.merging import Cells, Conflict
from mamori.plan.rules.outline import Sentence
from mamori.plan.rules.preview import preview
from mamori.plan.rules.returns import NotReady, Reading, is_far, read
from mamori.plan.rules.rounds import STEPS, WITH_OWNER, Act, State
from mamori.plan.views.typed_answer import Typed

NAMED = {field.name: field for field in cells.MEASURE_FIELDS}
MANY = Decimal(2)  # any number that a unit is said of in the plural
IN_LANGUAGE = {cells.TEXT_JA: Language.JA, cells.TEXT_EN: Language.EN}


@dataclass(frozen=True, slots=True)
class Box:
    """One field on the page. ``base`` is what it held when the page was made."""

    name: str
    field: Field
    label: Text
    value: str
    base: str
    problems: tuple[Text, ...]
    language: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class QuantityBox:
    """One quantity: its parts by name, its unit around the digits, and last year's beside it.

    ``given``: what records give, where nobody typed anything over it.
    """

    asked: Asked
    boxes: Mapping[str, Box]
    before: str
    after: str
    compared: Text | None
    far: bool
    given: Text | None = None

    @property
    def wrong(self) -> bool:
        return any(box.problems for box in self.boxes.values())

    @property
    def seldom(self) -> bool:
        """Whether what is seldom needed has to be seen."""
        few = (self.boxes[Part.BASELINE], self.boxes[Part.AS_OF])
        return any(box.value or box.problems for box in few)


@dataclass(frozen=True, slots=True)
class Choice:
    """One conflict, to be decided side by side."""

    box: Box
    conflict: Conflict


def whose(request: SignedIn) -> frozenset[str]:
    """The agencies in whose name this person answers."""
    return access.agencies(request, Permission.ANSWER_RETURNS)


def page(
    request: SignedIn,
    obligation_id: int,
    *,
    typed: Typed | None = None,
    problem: Text | None = None,
    note: Text | None = None,
    tried: str = "",
    status: int = 200,
) -> HttpResponse:
    """The answer as it stands now; ``typed`` is what someone has in the form and nobody has kept."""
    mine, today = whose(request), timezone.localdate()
    view = rounds.answer(obligation_id, today, agencies=mine)
    beside = answering.beside(obligation_id, agencies=mine)
    held = {**view.cells, **typed.cells} if typed else view.cells
    reading = read(held, view.asking) if typed else view.reading
    base = {**view.cells, **typed.base} if typed else view.cells
    told = view.own.state is not State.ASSIGNED or status != 200
    found = reading if told else None
    context = {
        "view": view,
        "beside": beside,
        "editable": view.own.state in WITH_OWNER or bool(typed and typed.cells),
        "may_withdraw": (view.own.state, Act.WITHDRAW) in STEPS,
        "days_left": (view.own.due - today).days,
        "problem": problem,
        "note": note,
        "tried": tried,
        "more": typed.more if typed else {},
        "units": answering.units(),
        "sent_back": _sent_back(view),
        "text_kept": _text_kept(beside),
        **fields(view.asking, held, base, reading, found),
        **last_year(view.asking, beside),
        **printed(view.asking, beside, held),
    }
    return render(request, "plan/answering/answer.html", context, status=status)


def fields(
    asking: Asking, held: Cells, base: Cells, reading: Reading, found: Reading | None
) -> dict[str, Any]:
    """Every field of the form, and the list of what keeps it from being submitted."""

    def box(name: str, label: Text | None = None) -> Box:
        field = cells.field(name)
        assert field is not None  # noqa: S101 - an asking names only what has a definition
        problems = tuple(found.problems_at(name)) if found else ()
        values = held.get(name, ""), base.get(name, "")
        language = IN_LANGUAGE.get(name, "")
        return Box(name, field, label or field.label, *values, problems, language)

    read_now = {asked.key: quantity for asked, quantity in reading.quantities}
    quantity_boxes = [
        QuantityBox(
            asked=asked,
            boxes={
                part.value: box(
                    cells.of_quantity(asked.key, part),
                    asked.label if part is Part.VALUE else None,
                )
                for part in Part
            },
            **_unit(asked),
            compared=None if asked.last is None else against(read_now.get(asked.key), asked.last),
            far=asked.key in read_now and is_far(read_now[asked.key], asked.last),
            given=_given(asking, asked, held),
        )
        for asked in asking.asked
    ]
    every = [box(name) for name in NAMED]
    every += [each for quantity in quantity_boxes for each in quantity.boxes.values()]
    return {
        "boxes": {b.name.replace(".", "_"): b for b in every},
        "quantities": quantity_boxes,
        "referable": asking.asked + asking.others,
        "wrong": [(b, words) for b in every for words in b.problems],
        "wrong_title": NotReady(found.problems).message if found and found.problems else None,
    }


def last_year(asking: Asking, beside: Beside) -> dict[str, Any]:
    """Last year's sentence with its figures in place, and those figures one by one."""
    asked = [a for a in (*asking.asked, *asking.others) if a.last is not None]
    last = {a.key: a.last for a in asked if a.last is not None}
    return {
        "last_period": next((q.period for q in last.values()), None),
        "last_sentence": asking.last_text and preview(asking.last_text, last, asking.lines),
        "last_figures": [
            (a.label, quantities.parts(last[a.key], language()), last[a.key]) for a in asked
        ],
    }


def printed(asking: Asking, beside: Beside, held: Cells) -> dict[str, Any]:
    """The sentence as these cells would print it, in both languages."""
    reading = read({**held, cells.KIND: Kind.DONE}, asking)
    known: dict[str, Quantity] = {a.key: q for a, q in (*beside.quantities, *reading.quantities)}
    sentence: Sentence = preview(reading.text, known, asking.lines)
    return {
        "sentence": sentence,
        "owners": beside.owners,
        "nothing": held.get(cells.KIND) == Kind.NOTHING,
    }


def conflict_page(
    request: SignedIn, view: AnswerView, typed: Typed, conflicts: tuple[Conflict, ...]
) -> HttpResponse:
    """Both sides of each field, to choose from; everything else that was typed is carried along."""
    again = bool(typed.unchosen)
    labels = {a.key: a.label for a in view.asking.asked}
    context = {
        "view": view,
        "choices": [Choice(choice_box(c, labels), c) for c in conflicts],
        "carried": [
            (name, words, typed.base.get(name, ""))
            for name, words in typed.cells.items()
            if name not in {c.field for c in conflicts}
        ],
        "again": again,
    }
    return render(request, "plan/answering/conflict.html", context, status=422)


def choice_box(conflict: Conflict, labels: Mapping[str, Text]) -> Box:
    """The field a conflict is about, named so that it can be told from its neighbours."""
    field = cells.field(conflict.field)
    assert field is not None  # noqa: S101 - only known fields are merged
    parted = cells.parted(conflict.field)
    label = field.label
    if parted:
        of = labels[parted[0]]
        label = Text(f"{of.ja}：{field.label.ja}", f"{of.en}: {field.label.en}")
    language = IN_LANGUAGE.get(conflict.field, "")
    return Box(conflict.field, field, label, conflict.theirs, conflict.base, (), language)


def _given(asking: Asking, asked: Asked, held: Cells) -> Text | None:
    found = asking.counted.get(asked.key)
    typed = held.get(cells.of_quantity(asked.key, Part.VALUE), "").strip()
    return quantities.text(found) if isinstance(found, Quantity) and not typed else None


def _unit(asked: Asked) -> dict[str, str]:
    many = asked.last.value if asked.last else MANY
    before, after = asked.unit.around(language(), many)
    return {"before": before, "after": after}


def _sent_back(view: AnswerView) -> str:
    """The newest reason, while the return is back with its owner."""
    reasons = [remark.words for remark in view.remarks if remark.act == Act.SEND_BACK]
    return reasons[-1] if reasons and view.own.state is State.RETURNED else ""


def _text_kept(beside: Beside) -> Text | None:
    try:
        rules.check_shared_text(other.state for other in beside.others)
    except Refused as refusal:
        return refusal.message
    return None
