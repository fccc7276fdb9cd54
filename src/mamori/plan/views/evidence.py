"""The documents behind a return: for the agency that gave them, and for the secretariat."""

from urllib.parse import quote

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, needs
from mamori.accounts.rules import Permission
from mamori.plan.queries import answering
from mamori.plan.queries.answering import EvidenceFile
from mamori.plan.views.answer_page import whose


@needs(Permission.ANSWER_RETURNS)
@require_safe
def own(request: SignedIn, evidence_id: int) -> HttpResponse:
    return _file(answering.evidence_file(evidence_id, agencies=whose(request)))


@needs(Permission.REVIEW_RETURNS)
@require_safe
def for_review(request: SignedIn, evidence_id: int) -> HttpResponse:
    return _file(answering.evidence_file(evidence_id, agencies=None))


def _file(file: EvidenceFile) -> HttpResponse:
    """To keep, never to be shown inside a page: it was written by somebody else."""
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.file_name, safe='')}"
    answer["Cache-Control"] = "private, no-store"
    return answer
