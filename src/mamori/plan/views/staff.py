"""For staff: look through plans, measures and owners, and edit them with their history."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, attempt, granted, needs
from mamori.accounts.rules import Permission
from mamori.kernel import audit
from mamori.kernel.answers import download, posted_from
from mamori.kernel.forms import LastDayForm
from mamori.kernel.language import language
from mamori.kernel.text import Text
from mamori.plan import actions, files, queries
from mamori.plan.forms import MeasureForm, NewMeasureForm, OwnerForm, wanted_from
from mamori.press import workbook


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def overview(request: SignedIn) -> HttpResponse:
    context = {
        "plans": queries.plans(timezone.localdate()),
        "outlines": queries.outlines_at(timezone.now()),
        "may_edit": _may_edit(request),
    }
    return render(request, "plan/staff/overview.html", context)


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def measures(request: SignedIn) -> HttpResponse:
    today, wanted = timezone.localdate(), wanted_from(request.GET)
    context = {
        "measures": queries.measures(wanted, today, timezone.now()),
        "wanted": wanted,
        "plans": queries.plans(today),
        "pillars": queries.pillars(wanted.plan),
        "agencies": accounts.agencies(),
        "may_edit": _may_edit(request),
    }
    return render(request, "plan/staff/measures.html", context)


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def measures_file(request: SignedIn, form: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    rows = queries.measures(wanted_from(request.GET), timezone.localdate(), timezone.now())
    content = workbook.write(files.measures(rows, language()), form)
    return download(content, workbook.FORMATS[form], f"measures.{form}")


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def measure(request: SignedIn, key: str) -> HttpResponse:
    return _measure(request, key)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def add_measure(request: SignedIn) -> HttpResponse:
    spoken = language()
    plans = [(p.key, p.short.in_(spoken)) for p in queries.plans(timezone.localdate())]
    form = NewMeasureForm(request.POST or None, plans=plans)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(request, lambda **who: actions.add_measure(**form.values(), **who))
        if problem is None:
            return redirect("plan:staff_measure", form.cleaned_data["key"])
    return _form(request, "plan/staff/new.html", form, problem)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def edit_measure(request: SignedIn, key: str) -> HttpResponse:
    view = queries.measure(key, timezone.localdate())
    row = view.row
    held = {
        "pillar": row.pillar,
        "number": row.number,
        "title_ja": row.title.ja,
        "title_en": row.title.en,
        "provisional": row.provisional,
        "open_list": row.owners.open_list,
        "note_ja": view.note.ja,
        "note_en": view.note.en,
    }
    form = MeasureForm(request.POST or None, initial=held)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(request, lambda **w: actions.edit_measure(key=key, **form.texts(), **w))
        if problem is None:
            return redirect("plan:staff_measure", key)
    return _form(request, "plan/staff/edit.html", form, problem, measure=view)


@needs(Permission.EDIT_PLAN)
@posted_from("plan:staff_measure", "key")
def add_owner(request: SignedIn, key: str) -> HttpResponse:
    form = OwnerForm(request.POST)
    problem = None
    if form.is_valid():
        problem = attempt(request, lambda **w: actions.add_owner(key=key, **form.values(), **w))
        if problem is None:
            return redirect("plan:staff_measure", key)
    return _measure(request, key, owner_form=form, problem=problem)


@needs(Permission.EDIT_PLAN)
@posted_from("plan:staff_measure", "key")
def end_owner(request: SignedIn, key: str, ownership_id: int) -> HttpResponse:
    def end(**who: Any) -> None:
        actions.end_owner(key=key, ownership_id=ownership_id, **form.cleaned_data, **who)

    form = LastDayForm(request.POST)
    return _ended(request, key, form, end)


@needs(Permission.EDIT_PLAN)
@posted_from("plan:staff_measure", "key")
def retire(request: SignedIn, key: str) -> HttpResponse:
    def end(**who: Any) -> None:
        actions.retire_measure(key=key, **form.cleaned_data, **who)

    form = LastDayForm(request.POST)
    return _ended(request, key, form, end)


def _ended(
    request: SignedIn, key: str, form: LastDayForm, end: Callable[..., None]
) -> HttpResponse:
    if not form.is_valid():
        missing = Text(
            "最後の日を入れてください。例: 2018-03-31", "Give the last day, like 2018-03-31."
        )
        return _measure(request, key, problem=missing)
    problem = attempt(request, end)
    if problem is not None:
        return _measure(request, key, problem=problem)
    return redirect("plan:staff_measure", key)


def _measure(
    request: SignedIn,
    key: str,
    *,
    owner_form: OwnerForm | None = None,
    problem: Text | None = None,
) -> HttpResponse:
    context = {
        "measure": queries.measure(key, timezone.localdate(), timezone.now()),
        "history": audit.history(f"measure:{key}"),
        "owner_form": owner_form or OwnerForm(),
        "problem": problem,
        "may_edit": _may_edit(request),
    }
    status = 422 if problem or owner_form else 200
    return render(request, "plan/staff/measure.html", context, status=status)


def _form(
    request: SignedIn, page: str, form: Form, problem: Text | None, **context: Any
) -> HttpResponse:
    wrong = problem is not None or form.is_bound
    status = 422 if wrong else 200
    return render(request, page, {"form": form, "problem": problem, **context}, status=status)


def _may_edit(request: HttpRequest) -> bool:
    return Permission.EDIT_PLAN in granted(request)
