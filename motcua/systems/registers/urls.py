from django.urls import path

from motcua.systems.registers import office, portal

app_name = "registers"
urlpatterns = [
    path("tu-dien-du-lieu/<str:name>/mau.xlsx", portal.template, name="template"),
    path("van-phong/so-lieu/", office.registers, name="registers"),
    path("van-phong/so-lieu/<str:name>/", office.register, name="register"),
    path("van-phong/so-lieu/<str:name>/nhap/", office.agreed, name="agreed"),
    path("van-phong/so-lieu/<str:name>/dong-can-sua.xlsx", office.refused, name="refused"),
    path("van-phong/so-lieu/<str:name>/<int:number>/<str:kind>", office.kept_file, name="file"),
]
