from django.urls import URLPattern, URLResolver, path

from motcua.site import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
]
