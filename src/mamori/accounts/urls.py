"""Sign-in (allauth) and the staff pages of agencies, duties, people and permissions."""

from django.urls import path

from mamori.accounts import views

app_name = "accounts"

urlpatterns = [
    path("demonstration/", views.demonstration, name="demonstration"),
    path("start/", views.start, name="start"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<str:key>/", views.agency, name="agency"),
    path("agencies/<str:key>/edit/", views.edit_agency, name="edit_agency"),
    path("duties/", views.duties, name="duties"),
    path("duties/<str:key>/hand-over/", views.hand_over, name="hand_over"),
    path("permissions/", views.permissions, name="permissions"),
    path("people/", views.people, name="people"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/invite/", views.invite, name="invite"),
    path("letters/", views.letters, name="letters"),
    path("welcome/", views.welcome, name="welcome"),
    path("people/<int:person_id>/roles/<int:role_id>/end/", views.end_role, name="end_role"),
]
