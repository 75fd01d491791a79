from django.urls import path

from motcua.systems.procedures import office, portal

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", portal.search, name="search"),
    path("thu-tuc/<str:code>/", portal.procedure, name="procedure"),
    path("van-phong/danh-muc/", office.undecided, name="undecided"),
]
