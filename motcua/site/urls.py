from django.urls import URLPattern, URLResolver, include, path

from motcua.site import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
