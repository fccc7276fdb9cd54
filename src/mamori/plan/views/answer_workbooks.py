"""Answering in a workbook: the agency's own to take along, and the page on which it comes back."""

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts.access import SignedIn, needs
from mamori.accounts.rules import Permission
from mamori.kernel import audit
from mamori.kernel.answers import download
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules import cells
from mamori.plan.rules.rounds import UnknownObligation
from mamori.plan.views.answer_page import IN_LANGUAGE, Box, whose
from mamori.plan.views.typed_answer import CHOICE, NOW, YOURS
from mamori.plan.workbooks import guards, handing_out, importing, refusals
from mamori.plan.workbooks.comparing import Clash
from mamori.plan.workbooks.importing import Applied, Choice, Choices, Side, Upload
from mamori.plan.workbooks.reading import read
from mamori.press.workbook import FORMATS

CHECK, MARKED, SEEN = "check", "marked", "seen."
MOST_CARRIED = (
    1_500_000  # bytes of a file that travels along in the page; a larger one is chosen again
)
SIDES = {NOW: Side.OURS, YOURS: Side.THEIRS}
NO_FILE = Text("回答票のファイルを選んでください。", "Choose the file of the workbook.")
NOT_CHOSEN = Text(
    "どちらを残すか、まだ選んでいない欄があります。何も取り込んでいません。",
    "Some cells are not decided yet. Nothing was taken.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it arrived; ``carried`` is the same, to travel along while a person chooses."""

    name: str
    content: bytes

    @property
    def carried(self) -> str:
        small = len(self.content) <= MOST_CARRIED
        return b64encode(self.content).decode() if small else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A clash with its field, its name in the form, and the side a person has chosen."""

    clash: Clash
    box: Box
    name: str


@needs(Permission.ANSWER_RETURNS)
@require_safe
def template(request: SignedIn, key: str, agency: str) -> HttpResponse:
    """An agency's workbook of a round, for its own people only."""
    if agency not in whose(request):
        raise UnknownObligation()
    content = handing_out.returns_template(key, agency)
    return download(content, FORMATS["xlsx"], f"mamori-{key}-{agency}.xlsx")


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn) -> HttpResponse:
    """Reads it, says what is wrong cell by cell, and keeps what was typed."""
    if request.method != "POST":
        return _page(request)
    sent = _sent(request)
    if sent is None:
        return _page(request, problem=NO_FILE)
    do, mine = request.POST.get("do", ""), whose(request)
    try:
        if do == MARKED:
            return _marked(sent, mine)
        read_now = importing.read_upload(sent.name, sent.content, mine)
        if do == CHECK:
            return _page(request, sent=sent, upload=read_now, checked=True)
        return _take(request, sent, read_now, mine)
    except refusals.HasFormulas as refusal:
        return _page(request, sent=sent, problem=refusal.message)
    except Refused as refusal:
        return _page(request, problem=refusal.message)


def _take(request: SignedIn, sent: Sent, upload: Upload, mine: frozenset[str]) -> HttpResponse:
    choices = choices_from(request.POST, upload)
    clashes = {(clash.obligation_id, clash.field) for clash in upload.comparison.clashes}
    if clashes - set(choices):
        problem = NOT_CHOSEN if "choosing" in request.POST else None
        return _page(request, sent=sent, upload=upload, problem=problem, choosing=True)
    who: dict[str, Any] = {"actor": audit.person(request.user.pk), "at": timezone.now()}
    try:
        applied = importing.apply(upload.workbook, choices, agencies=mine, **who)
    except refusals.Conflicting as refusal:  # changed again while a person was choosing
        again = importing.compared(sent.name, upload.workbook, mine)
        problem = refusal.message
        return _page(request, sent=sent, upload=again, problem=problem, choosing=True)
    after = importing.compared(sent.name, upload.workbook, mine)
    return _page(request, sent=sent, upload=after, applied=applied)


def _marked(sent: Sent, mine: frozenset[str]) -> HttpResponse:
    workbook = read(sent.content)
    comparison = importing.compared(sent.name, workbook, mine).comparison
    content = handing_out.marked_copy(workbook, comparison)
    name = f"mamori-{workbook.round}-{workbook.agency}-marked.xlsx"
    return download(content, FORMATS["xlsx"], name)


def choices_from(posted: QueryDict, upload: Upload) -> Choices:
    """The sides a person chose, each with what it saw held when it chose."""
    found = {}
    for clash in upload.comparison.clashes:
        name = f"{clash.obligation_id}.{clash.field}"
        side = SIDES.get(posted.get(CHOICE + name, ""))
        if side is not None and SEEN + name in posted:
            seen = posted.get(SEEN + name, "").replace("\r\n", "\n")
            found[clash.obligation_id, clash.field] = Choice(side, seen)
    return found


def _sent(request: SignedIn) -> Sent | None:
    file = request.FILES.get("workbook")
    if isinstance(file, UploadedFile) and file.name:
        return Sent(file.name, file.read(guards.LARGEST + 1))
    try:
        content = b64decode(request.POST.get("content", ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Sent(request.POST.get("name", ""), content) if content else None


def _page(
    request: SignedIn,
    *,
    sent: Sent | None = None,
    upload: Upload | None = None,
    problem: Text | None = None,
    applied: Applied | None = None,
    checked: bool = False,
    choosing: bool = False,
) -> HttpResponse:
    clashes = upload.comparison.clashes if upload else ()
    context = {
        "sent": sent,
        "upload": upload,
        "problem": problem,
        "applied": applied,
        "checked": checked,
        "choices": [_shown(clash) for clash in clashes],
        "choosing": choosing,
    }
    status = 422 if problem or choosing else 200
    return render(request, "plan/answering/upload.html", context, status=status)


def _shown(clash: Clash) -> Shown:
    field = cells.field(clash.field)
    assert field is not None  # noqa: S101 - only known fields are merged
    name = f"{clash.obligation_id}.{clash.field}"
    label = Text(f"{clash.measure}　{clash.label.ja}", f"{clash.measure}, {clash.label.en}")
    language = IN_LANGUAGE.get(clash.field, "")
    return Shown(clash, Box(name, field, label, clash.theirs, clash.base, (), language), name)
