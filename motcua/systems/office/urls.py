from django.urls import path

from motcua.systems.office import office

urlpatterns = [
    path("van-phong/", office.desk, name="office"),
    path("van-phong/ban-phim/", office.keys, name="office_keys"),
]
