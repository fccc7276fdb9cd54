"""Statistical series for everyone."""

from django.urls import path

from mamori.statistics.views import public

app_name = "statistics"

urlpatterns = [
    path("", public.all_series, name="all_series"),
    path("series.<str:form>", public.series_file, name="series_file"),
    path("compare/", public.compare, name="compare"),
    path("statements/", public.statements, name="statements"),
    path("methodology/", public.methodology, name="methodology"),
    path("<str:key>/", public.one_series, name="series"),
    path("<str:key>/values.<str:form>", public.values_file, name="values_file"),
]
