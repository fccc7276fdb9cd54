"""The register's pages, below activities/."""

from django.urls import path

from mamori.activities.views import activity, calendar, likenesses, recording, register, upload

app_name = "activities"
RECORD = "register/<int:number>/"

urlpatterns = [
    path("calendar/", calendar.month, name="calendar"),
    path("calendar/<str:written>/", calendar.month, name="calendar_month"),
    path("calendar.ics", calendar.feed, name="calendar_feed"),
    path("register/", register.register, name="register"),
    path("register/activities.<str:form>", register.register_file, name="register_file"),
    path("register/new/", recording.choose, name="choose_kind"),
    path("register/new/<str:key>/", recording.record, name="record"),
    path("register/likenesses/", likenesses.pairs, name="likenesses"),
    path("register/likenesses/<int:pair>/", likenesses.answer, name="answer_likeness"),
    path("register/<str:key>/template.xlsx", upload.template, name="template"),
    path("register/<str:key>/upload/", upload.upload, name="upload"),
    path(RECORD, activity.activity, name="activity"),
    path(f"{RECORD}counted/", recording.counted, name="counted"),
    path(f"{RECORD}correct/", activity.correct, name="correct"),
    path(f"{RECORD}cancel/", activity.cancel, name="cancel"),
]
