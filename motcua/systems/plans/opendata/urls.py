from django.urls import path

from motcua.systems.plans.opendata import pages

urlpatterns = [
    path("du-lieu-mo/", pages.everything, name="opendata"),
    path("du-lieu-mo/danh-muc.jsonld", pages.catalogued, name="opendata_catalogue"),
    path("du-lieu-mo/<slug:plan>.<str:end>", pages.whole_plan, name="opendata_plan"),
    path("du-lieu-mo/<slug:plan>/<str:target>.<str:end>", pages.measured, name="opendata_measure"),
    path("ke-hoach/<slug:plan>/tin.atom", pages.fed, name="plan_feed"),
    path("ke-hoach/<slug:plan>/<str:target>/nhung/", pages.embedded, name="plan_embed"),
]
