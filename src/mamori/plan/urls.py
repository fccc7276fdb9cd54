"""Plans and Outlines for everyone; the same for staff, to look through and edit."""

from django.urls import path

from mamori.plan.views import (
    answer_workbooks,
    answering,
    due,
    editions,
    evidence,
    old_outlines,
    public,
    reviewing,
    rounds,
    sections,
    staff,
)

app_name = "plan"
RETURN = "staff/rounds/<str:key>/returns/<int:obligation_id>/"

urlpatterns = [
    path("plan/", public.plans, name="plans"),
    path("plan/<str:key>/", public.plan, name="plan"),
    path("plan/<str:key>/measures.<str:form>", public.measures_file, name="measures_file"),
    path("plan/<str:plan_key>/<str:key>/", public.measure, name="measure"),
    path("outline/", public.outlines, name="outlines"),
    path("outline/<str:key>/", public.outline, name="outline"),
    path("outline/<str:key>/outline.<str:form>", public.outline_file, name="outline_file"),
    path("outline/<str:key>/r<int:revision>/", public.outline, name="outline_revision"),
    path(
        "outline/<str:key>/r<int:revision>/outline.<str:form>",
        public.outline_file,
        name="outline_revision_file",
    ),
    path("staff/", staff.overview, name="staff_plan"),
    path("staff/due/", due.due, name="due"),
    path("staff/due.<str:form>", due.due_file, name="due_file"),
    path("staff/answers/", answering.answers, name="answers"),
    path("staff/answers.<str:form>", answering.answers_file, name="answers_file"),
    path("staff/answers/upload/", answer_workbooks.upload, name="upload_workbook"),
    path(
        "staff/answers/workbooks/<str:key>/<str:agency>.xlsx",
        answer_workbooks.template,
        name="workbook",
    ),
    path("staff/answers/<int:obligation_id>/", answering.answer, name="answer"),
    path("staff/answers/<int:obligation_id>/preview/", answering.preview, name="answer_preview"),
    path("staff/answers/evidence/<int:evidence_id>/", evidence.own, name="own_evidence"),
    path("staff/old_outlines/", old_outlines.read_outline, name="read_outline"),
    path("staff/old_outlines/confirm/", old_outlines.confirm, name="confirm_old_outline"),
    path("staff/rounds/", rounds.rounds, name="rounds"),
    path("staff/rounds/new/", rounds.open_round, name="open_round"),
    path("staff/rounds/<str:key>/", reviewing.board, name="board"),
    path("staff/rounds/<str:key>/board.<str:form>", reviewing.board_file, name="board_file"),
    path("staff/rounds/<str:key>/remind/", reviewing.remind, name="remind"),
    path("staff/rounds/<str:key>/day/", rounds.day, name="working_day"),
    path("staff/rounds/<str:key>/sections/", sections.edit_sections, name="sections"),
    path(f"{RETURN}accept/", reviewing.accept, name="accept"),
    path(f"{RETURN}send_back/", reviewing.send_back, name="send_back"),
    path(f"{RETURN}extend/", reviewing.extend, name="extend"),
    path(f"{RETURN}comment/", reviewing.comment, name="comment_on"),
    path(f"{RETURN}ask/", reviewing.ask, name="ask_for"),
    path(f"{RETURN}<str:act>/", reviewing.clear, name="clear"),
    path("staff/rounds/evidence/<int:evidence_id>/", evidence.for_review, name="evidence"),
    path("staff/rounds/<str:key>/edition/", editions.edition, name="edition"),
    path("staff/rounds/<str:key>/edition/ask/", editions.ask_again, name="ask_again"),
    path("staff/rounds/<str:key>/edition/preview/", editions.preview, name="preview_edition"),
    path(
        "staff/rounds/<str:key>/edition/<int:edition_id>/thaw/",
        editions.thaw,
        name="thaw_edition",
    ),
    path("staff/editions/", editions.editions, name="editions"),
    path("staff/editions/<str:name>/revise/", editions.revise, name="revise_edition"),
    path("staff/measures/", staff.measures, name="staff_measures"),
    path("staff/measures.<str:form>", staff.measures_file, name="staff_measures_file"),
    path("staff/measures/new/", staff.add_measure, name="add_measure"),
    path("staff/measures/<str:key>/", staff.measure, name="staff_measure"),
    path("staff/measures/<str:key>/edit/", staff.edit_measure, name="edit_measure"),
    path("staff/measures/<str:key>/owners/", staff.add_owner, name="add_owner"),
    path(
        "staff/measures/<str:key>/owners/<int:ownership_id>/end/", staff.end_owner, name="end_owner"
    ),
    path("staff/measures/<str:key>/retire/", staff.retire, name="retire_measure"),
]
