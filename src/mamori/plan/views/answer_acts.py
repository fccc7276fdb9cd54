"""What an owner does on the page of its answer. Whatever it is, what was typed is kept with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mamori.accounts.access import SignedIn
from mamori.kernel import audit
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import actions
from mamori.plan.queries.rounds import AnswerView
from mamori.plan.rules import cells
from mamori.plan.rules import evidence as evidence_rules
from mamori.plan.rules.returns import NotReady
from mamori.plan.views.answer_page import conflict_page, page, whose
from mamori.plan.views.typed_answer import Typed, typed_from

SAVE, SUBMIT, COPY = "save", "submit", "copy"
DONE = {
    SAVE: Text("下書きを保存しました。", "The draft is saved."),
    SUBMIT: Text("提出しました。事務局が確かめます。", "Submitted. The secretariat checks it now."),
    "withdraw": Text("提出を取り下げ、下書きに戻しました。", "Taken back: it is a draft again."),
    "quantity": Text("数量を加えました。", "The quantity is added."),
    "unask": Text("数量を取り下げました。", "The quantity is dropped."),
    "evidence": Text("資料を加えました。", "The document is added."),
    "drop": Text("資料を取り下げました。", "The document is withdrawn."),
    "comment": Text("連絡を送りました。", "Your note is sent."),
}
PLACE = {
    "quantity": "#quantities",
    "unask": "#quantities",
    "evidence": "#evidence",
    "drop": "#evidence",
    "comment": "#talk",
}
COPIED = Text(
    "昨年の文を欄に写しました。まだ保存していません。今年のことに直してから保存してください。",
    "Last year’s sentence is in the fields, not yet saved. Make it this year’s, then save.",
)
NO_FILE = Text("資料のファイルを選んでください。", "Choose the file of the document.")


def take(request: SignedIn, view: AnswerView) -> HttpResponse:
    """One press of a button."""
    typed = typed_from(request.POST, view.asking.names)
    do = next((n for n in ("drop", "unask") if n in request.POST), request.POST.get("do", SAVE))
    if do == COPY:
        number = view.own.obligation_id
        return page(request, number, typed=_with_last(view, typed), note=COPIED)
    if do not in DONE:
        raise Http404
    if typed.unchosen:
        return conflict_page(request, view, typed, typed.unchosen)
    return _done(request, view, typed, do)


def _done(request: SignedIn, view: AnswerView, typed: Typed, do: str) -> HttpResponse:
    """The small thing the button asks for, then the draft, then the submission."""
    number = view.own.obligation_id
    on: dict[str, Any] = {"obligation_id": number, "agencies": whose(request)}
    on |= {"actor": audit.person(request.user.pk), "at": timezone.now()}
    problem = _refused(lambda: SMALL[do](request, view, on)) if do in SMALL else None
    stopped = None
    if do in (SAVE, SUBMIT) or typed.changed:
        stopped = _keep(request, view, typed, on)
    if stopped is None and problem is not None:
        left = Typed({}, {}, typed.more)
        return page(request, number, typed=left, problem=problem, tried=do, status=422)
    if stopped is None and do == SUBMIT:
        stopped = _submit(request, number, on)
    if stopped is not None:
        return stopped
    messages.success(request, DONE[do].in_(language()))
    return redirect(reverse("plan:answer", args=[number]) + PLACE.get(do, ""))


def _keep(
    request: SignedIn, view: AnswerView, typed: Typed, on: Mapping[str, Any]
) -> HttpResponse | None:
    try:
        merged = actions.save(cells=typed.cells, base=typed.base, **on)
    except Refused as refusal:
        number = view.own.obligation_id
        return page(request, number, typed=typed, problem=refusal.message, status=422)
    if merged.conflicts:
        return conflict_page(request, view, typed, merged.conflicts)
    return None


def _submit(request: SignedIn, number: int, on: Mapping[str, Any]) -> HttpResponse | None:
    try:
        actions.submit(**on)
    except NotReady:  # the page names each problem at its field
        return page(request, number, status=422)
    except Refused as refusal:
        return page(request, number, problem=refusal.message, status=422)
    return None


def _refused(act: Callable[[], object]) -> Text | None:
    try:
        act()
    except Refused as refusal:
        return refusal.message
    return None


def _with_last(view: AnswerView, typed: Typed) -> Typed:
    last = view.asking.last_text
    texts = {cells.TEXT_JA: last.ja, cells.TEXT_EN: last.en} if last else {}
    return replace(typed, cells={**typed.cells, **texts})


def _withdraw(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    actions.withdraw(**on)


def _quantity(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    key, ja, en, unit = (
        request.POST.get(f"quantity.{name}", "").strip() for name in ("key", "ja", "en", "unit")
    )
    actions.ask_for(key=key, label=Text(ja, en), unit=unit, **on)


def _unask(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    actions.drop_quantity(key=request.POST.get("unask", ""), **on)


def _evidence(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    file = request.FILES.get("evidence.file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise evidence_rules.UnfitEvidence(NO_FILE)
    actions.add_evidence(
        title=request.POST.get("evidence.title", ""),
        public=request.POST.get("evidence.public") == "yes",
        file_name=file.name,
        media_type=evidence_rules.media_type(file.name),
        content=file.read(evidence_rules.LARGEST + 1),
        **on,
    )


def _drop(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    said = request.POST.get("drop", "")
    found = next((e for e in view.evidence if str(e.evidence_id) == said), None)
    if found is None:
        raise Http404
    rest = {name: value for name, value in on.items() if name != "obligation_id"}
    actions.withdraw_evidence(evidence_id=found.evidence_id, **rest)


def _comment(request: SignedIn, view: AnswerView, on: Mapping[str, Any]) -> None:
    actions.comment(words=request.POST.get("comment", "").replace("\r\n", "\n"), **on)


SMALL = {
    "withdraw": _withdraw,
    "unask": _unask,
    "quantity": _quantity,
    "evidence": _evidence,
    "drop": _drop,
    "comment": _comment,
}
