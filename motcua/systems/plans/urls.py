from django.urls import include, path

from motcua.systems.plans import portal

urlpatterns = [
    path("", include("motcua.systems.plans.opendata.urls")),
    path("ke-hoach/", portal.plans, name="plans"),
    path("ke-hoach/<slug:plan>/", portal.plan, name="plan"),
    path("ke-hoach/<slug:plan>/<str:target>/", portal.target, name="plan_target"),
    path("ke-hoach/<slug:plan>/<str:target>/ho-so/", portal.records, name="plan_records"),
    path("ke-hoach/<slug:plan>/<str:target>/ho-so.<str:kind>", portal.export, name="plan_export"),
]
