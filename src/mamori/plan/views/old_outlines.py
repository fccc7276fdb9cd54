"""An old Outline beside what was read from it: a person chooses the measures and confirms."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mamori.accounts.access import SignedIn, attempt, needs
from mamori.accounts.rules import Permission
from mamori.kernel.answers import posted_from
from mamori.kernel.language import language
from mamori.kernel.quantities import Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import actions, old_outlines
from mamori.plan.queries.asking import askings
from mamori.plan.queries.old_outlines import asked_now
from mamori.plan.queries.rounds import board, rounds
from mamori.plan.rules import old_outline_confirming as rules
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.cells import LONGEST_TEXT
from mamori.plan.rules.old_outline_confirming import Confirmed
from mamori.plan.rules.old_outline_figures import Figure
from mamori.plan.rules.old_outline_likeness import Likeness
from mamori.plan.rules.old_outlines import Effort, Proposal
from mamori.plan.rules.outline import MeasureName

SALT = "old Outline"
TOO_OLD = Text("ファイルをもう一度選んでください。", "Please choose the file again.")
MISSING = Text("ファイルと取りまとめを選んでください。", "Choose a file and a round.")
TOO_LONG = Text(
    "取組{0}の文は{1}字までです。", "The text of effort {0} may have {1} signs at most."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One effort on the page: what is proposed for it, or what was typed already."""

    effort: Effort
    measure: str
    text: str
    figures: tuple[tuple[Figure, str], ...]


@needs(Permission.OPEN_ROUNDS)
@require_http_methods(["GET", "POST"])
def read_outline(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return _asking(request)
    file, round_key = request.FILES.get("file"), request.POST.get("round", "")
    if file is None or round_key not in {each.key for each in rounds()}:
        return _asking(request, MISSING)
    try:
        text, proposal = old_outlines.read_file(file.name or "", file.read())
    except Refused as refusal:
        return _asking(request, refusal.message)
    return _shown(request, text, proposal, round_key, {}, None)


@needs(Permission.OPEN_ROUNDS)
@posted_from("plan:read_outline")
def confirm(request: SignedIn) -> HttpResponse:
    try:
        kept = signing.loads(request.POST.get("source", ""), salt=SALT)
    except signing.BadSignature:
        return _asking(request, TOO_OLD)
    text, round_key = kept["text"], kept["round"]
    proposal = old_outlines.read_text(text)
    try:
        efforts = _chosen(request.POST, proposal)
    except Refused as refusal:
        return _shown(request, text, proposal, round_key, request.POST, refusal.message)
    problem = attempt(
        request,
        lambda **who: actions.confirm_proposal(round_key=round_key, efforts=efforts, **who),
    )
    if problem is not None:
        return _shown(request, text, proposal, round_key, request.POST, problem)
    return redirect("plan:board", round_key)


def _asking(request: SignedIn, problem: Text | None = None) -> HttpResponse:
    """The page before anything was read."""
    context = {"rounds": rounds(), "problem": problem}
    status = 422 if problem else 200
    return render(request, "plan/staff/read_outline.html", context, status=status)


def _chosen(posted: Mapping[str, str], proposal: Proposal) -> list[Confirmed]:
    """What was typed for each effort whose measure was chosen; the rest is left out."""
    known = askings().units
    found = []
    for effort in proposal.efforts:
        measure = posted.get(f"measure_{effort.number}", "")
        if not measure:
            continue
        units = {f.key: posted.get(f"unit_{effort.number}_{f.key}", "") for f in effort.figures}
        units = {key: unit for key, unit in units.items() if unit in known}
        text = posted.get(f"text_{effort.number}", effort.text).strip()
        if len(text) > LONGEST_TEXT:
            raise old_outlines.CannotRead(TOO_LONG.format(effort.number, LONGEST_TEXT))
        said = [figure for figure in effort.figures if f"{{{figure.key}" in text]
        rules.check_figures(effort.number, said, units)
        asked = tuple(
            rules.asked_from(figure, known[units[figure.key]], proposal.period) for figure in said
        )
        found.append(Confirmed(measure, proposal.language, text, asked))
    return found


def _shown(
    request: SignedIn,
    text: str,
    proposal: Proposal,
    round_key: str,
    posted: Mapping[str, str],
    problem: Text | None,
) -> HttpResponse:
    name, rows = board(round_key, timezone.localdate())
    measures = [row.measure for row in rows]
    units = askings().units
    context = {
        "proposal": proposal,
        "round": name,
        "measures": measures,
        "units": [(key, _counted(unit)) for key, unit in units.items()],
        "choices": _choices(proposal, measures, asked_now(round_key), posted),
        "source": signing.dumps({"text": text, "round": round_key}, salt=SALT, compress=True),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "plan/staff/read_outline.html", context, status=status)


def _choices(
    proposal: Proposal,
    measures: list[MeasureName],
    asked: Mapping[str, tuple[Asked, ...]],
    posted: Mapping[str, str],
) -> list[Choice]:
    spoken = proposal.language
    likeness = Likeness(
        tuple((n, measure.title.in_(spoken)) for n, measure in enumerate(measures)), spoken
    )
    found: list[Choice] = []
    for effort in proposal.efforts:
        n = likeness.key_of(effort.words)
        proposed = "" if n is None or effort.pillar is None else measures[n].key
        if proposed in {choice.measure for choice in found}:  # §12.5 one effort, one measure
            proposed = ""
        units = rules.proposed_units(effort.figures, asked.get(proposed, ()))
        figures = tuple(
            (figure, posted.get(f"unit_{effort.number}_{figure.key}", units[figure.key]))
            for figure in effort.figures
        )
        found.append(
            Choice(
                effort,
                posted.get(f"measure_{effort.number}", proposed),
                posted.get(f"text_{effort.number}", effort.text),
                figures,
            )
        )
    return found


def _counted(unit: Unit) -> str:
    form = unit.ja if language().value == "ja" else unit.other
    return f"{form.replace('{n}', '…')} ({unit.key})"
