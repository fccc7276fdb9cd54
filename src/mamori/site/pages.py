"""The pages of the site itself, below a language."""

from django.urls import path

from mamori.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("activities/", views.activities, name="activities"),
    path("terms/", views.terms, name="terms"),
    path("downloads/", views.downloads, name="downloads"),
    path("staff/audit/", views.audit_trail, name="audit"),
    path("components/", views.components, name="components"),
]
