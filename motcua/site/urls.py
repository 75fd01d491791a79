from django.urls import URLPattern, URLResolver, include, path

from motcua.base import problem
from motcua.site import health
from motcua.site.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("tai-khoan/", include("motcua.systems.identity.urls")),
    path("", include("motcua.systems.procedures.urls")),
    path("", include("motcua.systems.dossiers.portal.urls")),
    path("", include("motcua.systems.documents.urls")),
    path("api/", api.urls),
    path("van-phong/trao-doi/", include("motcua.systems.exchange.urls")),
    path("van-phong/ho-so-cong-viec/", include("motcua.systems.workfiles.urls")),
    path("", include("motcua.systems.registers.urls")),
    path("", include("motcua.systems.plans.urls")),
    path("", include("motcua.systems.portal.urls")),
    path("", include("motcua.systems.office.urls")),
    path("van-phong/khoa-truy-cap/", include("motcua.systems.identity.office.urls")),
    path("van-phong/", include("motcua.systems.dossiers.office.urls")),
]

handler404 = problem.not_found
handler500 = problem.broken
