"""The secretariat's board, and what it does with one return: accept, send back, clear, extend, say, ask."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, attempt, needs
from mamori.accounts.rules import Permission
from mamori.kernel.answers import download, posted_from
from mamori.kernel.language import language
from mamori.kernel.text import Language, Text
from mamori.plan import actions, files
from mamori.plan.forms import AskForm, CommentForm, DueForm, ReasonForm, sought_from
from mamori.plan.queries import board as boards
from mamori.plan.queries import reviewing
from mamori.plan.rules.changes import CHANGES
from mamori.plan.rules.rounds import STATES, Act
from mamori.plan.views import cells
from mamori.press import workbook

CLEARING = {Act.CLEAR_JA.value: Language.JA, Act.CLEAR_EN.value: Language.EN}
CHOOSE_SOME = Text("督促する施策を選んでください。", "Choose the measures to remind about.")
NOBODY_OWES = Text(
    "選んだ施策に、担当で止まっているものはありません。",
    "None of the chosen measures is still with its owner.",
)
LONGEST_NUMBER = 18  # digits of a row's number


@needs(Permission.REVIEW_RETURNS)
@require_safe
def board(request: SignedIn, key: str) -> HttpResponse:
    at = request.GET.get("at", "")
    return _board(request, key, at=int(at) if _is_number(at) else None)


@needs(Permission.REVIEW_RETURNS)
@require_safe
def board_file(request: SignedIn, key: str, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    shown = boards.board(key, timezone.localdate(), sought_from(request.GET))
    content = workbook.write(files.board(shown, language()), form)
    return download(content, workbook.FORMATS[form], f"round-{key}.{form}")


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def accept(request: SignedIn, key: str, obligation_id: int) -> HttpResponse:
    def act(**who: Any) -> None:
        actions.accept(obligation_id=obligation_id, **who)

    return _plain(request, key, obligation_id, act)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def clear(request: SignedIn, key: str, obligation_id: int, act: str) -> HttpResponse:
    if act not in CLEARING:
        raise Http404

    def clear_it(**who: Any) -> None:
        actions.clear(obligation_id=obligation_id, language=CLEARING[act], **who)

    return _plain(request, key, obligation_id, clear_it)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def send_back(request: SignedIn, key: str, obligation_id: int) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="back_%s")

    def act(**who: Any) -> None:
        actions.send_back(obligation_id=obligation_id, **form.cleaned_data, **who)

    return _typed(request, key, obligation_id, "back", form, "reason", act)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def extend(request: SignedIn, key: str, obligation_id: int) -> HttpResponse:
    form = DueForm(request.POST, auto_id="extend_%s")

    def act(**who: Any) -> None:
        actions.extend(obligation_id=obligation_id, **form.cleaned_data, **who)

    return _typed(request, key, obligation_id, "extend", form, "due", act)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def comment(request: SignedIn, key: str, obligation_id: int) -> HttpResponse:
    form = CommentForm(request.POST, auto_id="say_%s")

    def act(**who: Any) -> None:
        actions.comment(obligation_id=obligation_id, agencies=None, **form.cleaned_data, **who)

    return _typed(request, key, obligation_id, "say", form, "words", act)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def ask(request: SignedIn, key: str, obligation_id: int) -> HttpResponse:
    form = _ask_form(request.POST)

    def act(**who: Any) -> None:
        actions.ask_for(obligation_id=obligation_id, agencies=None, **form.values(), **who)

    return _typed(request, key, obligation_id, "ask", form, "key", act)


@needs(Permission.REVIEW_RETURNS)
@posted_from("plan:board", "key")
def remind(request: SignedIn, key: str) -> HttpResponse:
    chosen = frozenset(int(n) for n in request.POST.getlist("m") if _is_number(n))
    owed = boards.owed_by(key, chosen)
    problem = CHOOSE_SOME if not chosen else None if owed else NOBODY_OWES
    if problem is None:
        problem = attempt(request, lambda **who: actions.remind(obligation_ids=owed, **who))
    if problem is None:
        return redirect(_address(request, key))
    return _board(request, key, chosen=chosen, bulk_problem=problem, status=422)


def _plain(
    request: SignedIn, key: str, obligation_id: int, act: Callable[..., None]
) -> HttpResponse:
    boards.check_belongs(key, obligation_id)
    problem = attempt(request, act)
    if problem is None:
        return redirect(_address(request, key, obligation_id))
    return _board(request, key, at=obligation_id, problem=problem, status=422)


def _typed(
    request: SignedIn,
    key: str,
    obligation_id: int,
    name: str,
    form: Form,
    field: str,
    act: Callable[..., None],
) -> HttpResponse:
    """A step that takes words: a refusal stands at ``field``, beside what was typed."""
    boards.check_belongs(key, obligation_id)
    if form.is_valid():
        problem = attempt(request, act)
        if problem is None:
            return redirect(_address(request, key, obligation_id))
        form.add_error(field, problem.in_(language()))
    return _board(request, key, at=obligation_id, forms={name: form}, status=422)


def _board(
    request: SignedIn,
    key: str,
    *,
    at: int | None = None,
    forms: dict[str, Form] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    today, sought = timezone.localdate(), sought_from(request.GET)
    shown = boards.board(key, today, sought)
    context = {
        "board": shown,
        "drawn": cells.drawn(shown, _kept(request), at),
        "tally": cells.tally(shown),
        "sought": sought,
        "states": STATES,
        "changes": CHANGES,
        "kept": _kept(request),
        "days_left": (shown.round.due - today).days,
        "days_over": (today - shown.round.due).days,
        **({} if at is None else _panel(request, key, at, forms or {})),
        **more,
    }
    return render(request, "plan/rounds/board.html", context, status=status)


def _panel(request: SignedIn, key: str, at: int, forms: dict[str, Form]) -> dict[str, Any]:
    panel = reviewing.panel(key, at, timezone.localdate())
    return {
        "panel": panel,
        "offers": panel.offers(request.user.pk),
        "owners": [(p, STATES[p.own.state], cells.MOONS[p.own.state]) for p in panel.parts],
        "back_form": forms.get("back") or ReasonForm(auto_id="back_%s"),
        "extend_form": forms.get("extend") or DueForm(auto_id="extend_%s"),
        "say_form": forms.get("say") or CommentForm(auto_id="say_%s"),
        "ask_form": forms.get("ask") or _ask_form(),
        "wrong": frozenset(forms),
    }


def _ask_form(typed: Any = None) -> AskForm:
    units = [(key, name.in_(language())) for key, name in reviewing.units()]
    return AskForm(typed, units=units, auto_id="ask_%s")


def _kept(request: SignedIn) -> str:
    """The filter in force, to be carried along; without the return looked at."""
    asked = request.GET.copy()
    asked.pop("at", None)
    return asked.urlencode()


def _address(request: SignedIn, key: str, at: int | None = None) -> str:
    asked = request.GET.copy()
    asked.pop("at", None)
    if at is not None:
        asked["at"] = str(at)
    words = asked.urlencode()
    return (
        reverse("plan:board", args=[key])
        + (f"?{words}" if words else "")
        + ("#panel" if at is not None else "")
    )


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) <= LONGEST_NUMBER
