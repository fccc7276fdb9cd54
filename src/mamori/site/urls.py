"""Every page below its language; files for programs below /api; the way out below neither."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from mamori.site import views
from mamori.site.api import api
from mamori.site.slices import SLICES

pages = [
    path(entry.pages, include(f"mamori.{entry.name}.urls"))
    for entry in SLICES
    if entry.pages is not None
]

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("exit", views.leave, name="exit"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", include("mamori.site.pages")),
        path("staff/", include("mamori.accounts.sign_in")),
        *pages,
    ),
]

handler403 = "mamori.site.views.forbidden"
handler404 = "mamori.site.views.missing"
handler500 = "mamori.site.views.broken"
