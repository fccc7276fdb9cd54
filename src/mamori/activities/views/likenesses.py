"""Records that may be one deed, for the two agencies that have to say so."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, queries
from mamori.activities.queries import likenesses
from mamori.activities.rules import wording
from mamori.activities.rules.likeness import SETTLED
from mamori.activities.views.register import scope
from mamori.kernel.answers import posted_from
from mamori.kernel.areas import areas
from mamori.kernel.text import Text


@needs(Permission.RECORD_ACTIVITIES)
@require_safe
def pairs(request: SignedIn) -> HttpResponse:
    return _page(request)


@needs(Permission.RECORD_ACTIVITIES)
@posted_from("activities:likenesses")
def answer(request: SignedIn, pair: int) -> HttpResponse:
    own = agencies(request, Permission.RECORD_ACTIVITIES)
    same = request.POST.get("same", "")
    act = {"yes": actions.agree, "no": actions.decline}.get(same)
    if act is None:
        return _page(request, Text("どちらかを選んでください。", "Choose one of the two."))
    problem = attempt(request, lambda **who: act(pair=pair, agencies=own, **who) or None)
    if problem is not None:
        return _page(request, problem)
    return redirect("activities:likenesses")


def _page(request: SignedIn, problem: Text | None = None) -> HttpResponse:
    seen, kinds = scope(request), queries.kinds()
    context = {
        "pairs": [
            (
                pair,
                kinds[pair.one.activity.kind],
                [
                    (e, wording.title(e.activity, k), list(wording.figures(e.activity, k)))
                    for e in (pair.one, pair.other)
                    for k in (kinds[e.activity.kind],)
                ],
                SETTLED.get(pair.settled),
                bool(seen.agencies & set(pair.waits_for)),
            )
            for pair in likenesses.pairs(seen)
        ],
        "own": seen.agencies,
        "names": accounts.agency_names(),
        "areas": {a.code: a.name for a in areas()},
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "activities/register/likenesses.html", context, status=status)
