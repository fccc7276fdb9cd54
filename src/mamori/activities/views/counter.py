"""At a counter: one question after the other on a tablet, then the next customer; or the form on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import SignedIn, agencies, needs, open_to_all
from mamori.accounts.rules import Permission
from mamori.activities import actions, queries
from mamori.activities.print.paper_form import paper_form
from mamori.activities.rules import asking
from mamori.activities.rules.kinds import Kind, Place
from mamori.activities.rules.records import Activity
from mamori.kernel import audit
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text

LONGEST_TOKEN = 64
CHOOSE_AREA = Text("都道府県を選んでください。", "Choose the prefecture.")


@dataclass(slots=True)
class Desk:
    """Whose counter it is and what this customer has answered. No word of it was typed."""

    kind: Kind
    agencies: list[str]
    agency: str = ""
    area: str = ""
    token: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def placed(self) -> bool:
        return bool(self.area) or self.kind.place is not Place.NEEDED


@open_to_all
@require_safe
def paper(request: HttpRequest, key: str, spoken: str) -> HttpResponse:
    if spoken not in set(Language):
        raise Http404
    kind = queries.kind(key)
    content = paper_form(kind, Language(spoken))
    return download(content, "application/pdf", f"{kind.key}.{spoken}.pdf")


@needs(Permission.RECORD_ACTIVITIES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: SignedIn, key: str) -> HttpResponse:
    """Every step is posted, so that no answer stands in an address; nothing is kept until it is recorded."""
    kind = queries.kind(key)
    asking.counter_of(kind)
    own = sorted(agencies(request, Permission.RECORD_ACTIVITIES))
    if request.method != "POST":
        return _start(request, _desk(request.GET, kind, own), done="done" in request.GET)
    desk, act = _desk(request.POST, kind, own), request.POST.get("act", "")
    if not desk.token and act != "begin":  # the language was changed before anything was asked
        return _start(request, desk)
    if not desk.agency or not desk.placed:
        return _start(request, desk, problem=CHOOSE_AREA)
    desk.token = desk.token or token_urlsafe(24)
    if act == "back":
        desk.answers = asking.one_back(desk.answers)
    if act == "record" and asking.next_question(kind, desk.answers) is None:
        return _record(request, desk)
    return _step(request, desk)


def _desk(sent: QueryDict, kind: Kind, own: list[str]) -> Desk:
    """What was sent, as far as the page offers it."""
    agency, area = sent.get("agency", ""), sent.get("area", "")
    given = {f.key: sent.get(f"f.{f.key}", "") for f in asking.questions(kind)}
    return Desk(
        kind,
        own,
        agency if agency in own else next(iter(own), ""),
        area if area in {land.code for land in areas()} else "",
        str(sent.get("token", ""))[:LONGEST_TOKEN].replace("\0", ""),
        asking.answered(kind, given),
    )


def _record(request: SignedIn, desk: Desk) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    made = Activity(
        kind=desk.kind.key,
        agency=desk.agency,
        days=Period(today, today),
        area=desk.area,
        serves=desk.kind.measures,
        fields=desk.answers,
    )
    try:
        actions.record(activity=made, token=desk.token, actor=audit.person(request.user.pk), at=now)
    except Refused as refusal:
        return _step(request, desk, problem=refusal.message)
    kept = urlencode({"done": 1, "agency": desk.agency, "area": desk.area})
    return redirect(f"{reverse('activities:counter', args=[desk.kind.key])}?{kept}")


def _start(
    request: SignedIn, desk: Desk, *, done: bool = False, problem: Text | None = None
) -> HttpResponse:
    names = accounts.agency_names()
    context = _context(desk) | {
        "agencies": [(body, names.get(body)) for body in desk.agencies],
        "areas": [] if desk.kind.place is Place.NONE else areas(),
        "done": done and desk.placed,
        "problem": problem,
        "spoken": list(Language),
    }
    status = 422 if problem else 200
    return render(request, "activities/counter/start.html", context, status=status)


def _step(request: SignedIn, desk: Desk, *, problem: Text | None = None) -> HttpResponse:
    question = asking.next_question(desk.kind, desk.answers)
    context = _context(desk) | {
        "question": question,
        "answers": _told(desk.kind, desk.answers),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "activities/counter/step.html", context, status=status)


def _context(desk: Desk) -> dict[str, Any]:
    other = next(each for each in Language if each is not language())
    return {"desk": desk, "kind": desk.kind, "counter": desk.kind.counter, "other": other.value}


def _told(kind: Kind, answers: Mapping[str, str]) -> list[tuple[Text, Text]]:
    told = []
    for own in asking.questions(kind):
        words = next((c.words for c in asking.choices(own) if c.key == answers.get(own.key)), None)
        if words is not None:
            told.append((own.label, words))
    return told
