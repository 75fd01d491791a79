from django.urls import path

from motcua.systems.exchange import office

app_name = "exchange"
urlpatterns = [
    path("", office.roads, name="roads"),
    path("so-dia-chi/", office.agencies, name="agencies"),
    path("quoc-gia/", office.brought_up, name="brought-up"),
    path("van-ban/", office.chain, name="chain"),
    path("<str:way>/<int:row>/gui-lai/", office.again, name="again"),
    path("<str:way>/<int:row>/bo/", office.drop, name="drop"),
]
