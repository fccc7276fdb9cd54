"""The register's pages, below activities/."""

from django.urls import path

from mamori.activities.views import (
    activity,
    calendar,
    certificates,
    counter,
    desk,
    library,
    likenesses,
    materials,
    offline,
    recording,
    register,
    upload,
)

app_name = "activities"
RECORD = "register/<int:number>/"
KEPT = "materials/kept/<str:key>/"
ISSUED = "certificates/issued/<str:number>/"

urlpatterns = [
    path("calendar/", calendar.month, name="calendar"),
    path("calendar/<str:written>/", calendar.month, name="calendar_month"),
    path("calendar.ics", calendar.feed, name="calendar_feed"),
    path("register/", register.register, name="register"),
    path("register/activities.<str:form>", register.register_file, name="register_file"),
    path("register/new/", recording.choose, name="choose_kind"),
    path("register/new/<str:key>/", recording.record, name="record"),
    path("register/new/<str:key>/counter/", counter.counter, name="counter"),
    path("forms/<str:key>.<str:spoken>.pdf", counter.paper, name="paper_form"),
    path("register/likenesses/", likenesses.pairs, name="likenesses"),
    path("register/likenesses/<int:pair>/", likenesses.answer, name="answer_likeness"),
    path("register/offline/", offline.carry, name="offline"),
    path("register/offline/state/", offline.state, name="offline_state"),
    path("register/offline/worker.js", offline.worker, name="offline_worker"),
    path("register/offline/form/<str:key>/", offline.form, name="offline_form"),
    path("register/offline/send/<str:key>/", offline.send, name="offline_send"),
    path("register/<str:key>/blank.pdf", offline.blank_form, name="blank_form"),
    path("register/<str:key>/template.xlsx", upload.template, name="template"),
    path("register/<str:key>/upload/", upload.upload, name="upload"),
    path(RECORD, activity.activity, name="activity"),
    path(f"{RECORD}counted/", recording.counted, name="counted"),
    path(f"{RECORD}correct/", activity.correct, name="correct"),
    path(f"{RECORD}cancel/", activity.cancel, name="cancel"),
    path(f"{RECORD}desk/", desk.desk, name="desk"),
    path(f"{RECORD}desk/open/", desk.open_desk, name="open_desk"),
    path(f"{RECORD}desk/close/", desk.close_desk, name="close_desk"),
    path(f"{RECORD}desk/take_over/", desk.take_over, name="take_over"),
    path("materials/", library.library, name="library"),
    path("materials/kept/", materials.kept, name="materials"),
    path("materials/kept/new/", materials.new, name="add_material"),
    path(KEPT, materials.one, name="kept_material"),
    path(f"{KEPT}file/", materials.add_file, name="add_material_file"),
    path(f"{KEPT}sent/", materials.send, name="record_distribution"),
    path(f"{KEPT}sent/<int:distribution>/", materials.acknowledge, name="acknowledge_material"),
    path(f"{KEPT}withdraw/<int:file>/", materials.withdraw, name="withdraw_material_file"),
    path("materials/<str:key>/", library.material, name="material"),
    path("materials/<str:key>/<int:file>/", library.file, name="material_file"),
    path("certificates/", certificates.ask, name="ask_certificate"),
    path("certificates/issued/", certificates.issued, name="certificates"),
    path("certificates/issued/new/", certificates.new, name="issue_certificate"),
    path(ISSUED, certificates.one, name="issued_certificate"),
    path(f"{ISSUED}certificate.pdf", certificates.paper, name="certificate_pdf"),
    path(f"{ISSUED}revoke/", certificates.revoke, name="revoke_certificate"),
    path(f"{ISSUED}erase/", certificates.erase, name="erase_certificate_name"),
    path("certificates/<str:number>/", certificates.verify, name="certificate"),
    path("here/<str:code>/", desk.here, name="here"),
]
