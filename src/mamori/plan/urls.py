"""Plans and Outlines for everyone; the same for staff, to look through and edit."""

from django.urls import path

from mamori.plan.views import public, staff

app_name = "plan"

urlpatterns = [
    path("plan/", public.plans, name="plans"),
    path("plan/<str:key>/", public.plan, name="plan"),
    path("plan/<str:key>/measures.<str:form>", public.measures_file, name="measures_file"),
    path("plan/<str:plan_key>/<str:key>/", public.measure, name="measure"),
    path("outline/", public.outlines, name="outlines"),
    path("outline/<str:key>/", public.outline, name="outline"),
    path("outline/<str:key>/outline.<str:form>", public.outline_file, name="outline_file"),
    path("staff/", staff.overview, name="staff_plan"),
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
