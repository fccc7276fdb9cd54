"""For an owner: everything it is asked, and one answer at a time."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mamori.accounts.access import SignedIn, needs
from mamori.accounts.rules import Permission
from mamori.kernel.answers import download
from mamori.kernel.language import language
from mamori.plan import files
from mamori.plan.queries import answering, rounds
from mamori.plan.rules.rounds import STATES
from mamori.plan.views import answer_acts
from mamori.plan.views.answer_page import page, printed, whose
from mamori.plan.views.typed_answer import owed_from, typed_from
from mamori.press import workbook


@needs(Permission.ANSWER_RETURNS)
@require_safe
def answers(request: SignedIn) -> HttpResponse:
    wanted = owed_from(request.GET)
    owed = answering.owed(whose(request), timezone.localdate(), wanted)
    context = {
        "owed": owed,
        "wanted": wanted,
        "filtered": bool(wanted.round or wanted.state or wanted.words),
        "rounds": rounds.rounds(),
        "states": STATES,
        "count": sum(len(each.rows) for each in owed),
    }
    return render(request, "plan/answering/answers.html", context)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def answers_file(request: SignedIn, form: str) -> HttpResponse:
    """The same list as a table, with the same filter."""
    if form not in workbook.FORMATS:
        raise Http404
    owed = answering.owed(whose(request), timezone.localdate(), owed_from(request.GET))
    content = workbook.write(files.owed(owed, language()), form)
    return download(content, workbook.FORMATS[form], f"answers.{form}")


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, obligation_id: int) -> HttpResponse:
    if request.method != "POST":
        return page(request, obligation_id)
    view = rounds.answer(obligation_id, timezone.localdate(), agencies=whose(request))
    return answer_acts.take(request, view)


@needs(Permission.ANSWER_RETURNS)
@require_POST
def preview(request: SignedIn, obligation_id: int) -> HttpResponse:
    """The sentence as it will print, from what stands in the form; nothing is kept."""
    mine = whose(request)
    view = rounds.answer(obligation_id, timezone.localdate(), agencies=mine)
    held = {**view.cells, **typed_from(request.POST, view.asking.names).cells}
    beside = answering.beside(obligation_id, agencies=mine)
    context = printed(view.asking, beside, held)
    return render(request, "plan/answering/preview.html", context)
