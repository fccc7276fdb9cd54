"""Sections I and III of a round, typed by the secretariat; two who type at once lose nothing (§8.2)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mamori.accounts.access import SignedIn, attempt, needs
from mamori.accounts.rules import Permission
from mamori.kernel.quantities import text as in_words
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan import actions
from mamori.plan.queries import sections as queries
from mamori.plan.queries.sections import SectionsView, Statement
from mamori.plan.rules import cells, sections
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import Part
from mamori.plan.rules.merging import Conflict, Merged

STATEMENT = Text("課題の文{0}（{1}）", "Statement {0} in {1}")
LANGUAGES = {Language.JA: Text("日本語", "Japanese"), Language.EN: Text("英語", "English")}


class ChangedMeanwhile(Refused):
    code = "sections_changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "書いているあいだに、ほかの人が同じところを変えました。"
                "それぞれどちらを残すか選んでください。まだ何も保存していません。",
                "While you were typing, somebody else changed the same places. "
                "Choose what to keep in each; nothing has been saved yet.",
            )
        )


@dataclass(frozen=True, slots=True)
class Box:
    """One field as the page shows it. ``conflict`` holds both sides until a person has chosen."""

    name: str
    field: cells.Field | None
    value: str
    problems: tuple[Text, ...]
    conflict: Conflict | None

    @property
    def anchor(self) -> str:
        return self.name.replace(".", "-")

    @property
    def words(self) -> Text:
        """What the field is called where it stands alone."""
        if self.field is not None:
            return self.field.label
        _, number, spoken = self.name.split(".")
        return STATEMENT.format(number, LANGUAGES[Language(spoken)])


@dataclass(frozen=True, slots=True)
class FigureBoxes:
    """A figure of section I: ``last`` and ``now`` in words, ``boxes`` in the order of the form."""

    asked: Asked
    last: Text | None
    now: Text | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class StatementBoxes:
    statement: Statement
    boxes: tuple[tuple[Language, Text, Box], ...]

    @property
    def is_empty(self) -> bool:
        """Nothing stands here and nothing did last year: the page folds it away."""
        typed = any(box.value or box.conflict for _, _, box in self.boxes)
        return self.statement.number > 1 and not typed and self.statement.last is None


@needs(Permission.REVIEW_RETURNS)
@require_http_methods(["GET", "POST"])
def edit_sections(request: SignedIn, key: str) -> HttpResponse:
    view = queries.sections(key)
    if request.method != "POST":
        return _page(request, view, view.held)
    base = _base(request.POST.get("base", ""))
    typed = _typed(request.POST, view.names)
    pending = _pending(request.POST, typed, base)
    if pending and "preview" not in request.POST:
        return _refused(request, key, typed, base, pending, ChangedMeanwhile().message)
    if "preview" in request.POST:
        return _page(request, queries.sections(key, typed), base, conflicts=pending)
    tried: list[Merged] = []

    def save(**who: Any) -> int:
        merged = actions.save_sections(key=key, cells=typed, base=base, **who)
        tried.append(merged)
        if merged.conflicts:
            raise ChangedMeanwhile
        return int(merged.cells != view.held)

    problem = attempt(request, save)
    if problem is None:
        return redirect("plan:sections", key)
    return _conflicting(request, key, tried, problem)


def _conflicting(request: SignedIn, key: str, tried: list[Merged], problem: Text) -> HttpResponse:
    """What could be joined is joined on the page; what could not stands there twice."""
    held = queries.sections(key).held
    conflicts = tried[0].conflicts if tried else ()
    joined = {**(tried[0].cells if tried else {}), **{c.field: c.theirs for c in conflicts}}
    return _refused(request, key, joined, held, conflicts, problem)


def _refused(
    request: SignedIn,
    key: str,
    typed: Mapping[str, str],
    base: Mapping[str, str],
    conflicts: tuple[Conflict, ...],
    problem: Text,
) -> HttpResponse:
    view = queries.sections(key, typed)
    return _page(request, view, base, conflicts=conflicts, problem=problem, status=422)


def _page(
    request: SignedIn,
    view: SectionsView,
    base: Mapping[str, str],
    *,
    conflicts: Iterable[Conflict] = (),
    problem: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    boxes = _boxes(view, {c.field: c for c in conflicts})
    context = {
        "view": view,
        "figures": _figures(view, boxes),
        "statements": [_statement(each, boxes) for each in view.statements],
        "base": json.dumps(dict(base), ensure_ascii=False),
        "wrong": [box for box in boxes.values() if box.problems],
        "conflicts": [box for box in boxes.values() if box.conflict],
        "problem": problem,
        "previewed": "preview" in request.POST,
    }
    return render(request, "plan/rounds/sections.html", context, status=status)


def _boxes(view: SectionsView, conflicts: Mapping[str, Conflict]) -> dict[str, Box]:
    looked_at = view.version > 0 or view.cells != view.held
    found: dict[str, list[Text]] = {}
    for problem in view.reading.problems if looked_at else ():
        found.setdefault(problem.field, []).append(problem.message)
    return {
        name: Box(
            name,
            cells.field(name),
            view.cells.get(name, ""),
            tuple(found.get(name, ())),
            conflicts.get(name),
        )
        for name in view.names
    }


def _figures(view: SectionsView, boxes: Mapping[str, Box]) -> list[FigureBoxes]:
    now = {asked.key: in_words(quantity) for asked, quantity in view.reading.state}
    return [
        FigureBoxes(
            asked,
            in_words(asked.last) if asked.last else None,
            now.get(asked.key),
            tuple(boxes[cells.of_quantity(asked.key, part)] for part in Part),
        )
        for asked in view.asked
    ]


def _statement(statement: Statement, boxes: Mapping[str, Box]) -> StatementBoxes:
    return StatementBoxes(
        statement,
        tuple(
            (each, LANGUAGES[each], boxes[sections.of_statement(statement.number, each)])
            for each in Language
        ),
    )


def _typed(posted: QueryDict, names: Iterable[str]) -> dict[str, str]:
    typed = {name: posted.get(name, "") for name in names if name in posted}
    return {n: words.replace("\0", "").replace("\r\n", "\n") for n, words in typed.items()}


def _pending(
    posted: QueryDict, typed: dict[str, str], base: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """Conflicts shown before and not yet chosen; where what is held was chosen, it is put in."""
    waiting = []
    for name in posted.getlist("conflict"):
        choice = posted.get(f"choose.{name}", "")
        if name in typed and choice == "ours":
            typed[name] = base.get(name, "")
        elif name in typed and choice != "theirs":
            waiting.append(Conflict(name, "", base.get(name, ""), typed[name]))
    return tuple(waiting)


def _base(words: str) -> dict[str, str]:
    """The cells the page began with; what is no such thing counts as a page begun empty."""
    try:
        found = json.loads(words)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}
