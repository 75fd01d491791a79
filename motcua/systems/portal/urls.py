from django.urls import path

from motcua.systems.portal import portal

urlpatterns = [
    path("", portal.home, name="home"),
    path("danh-gia/", portal.vote, name="portal_vote"),
    path("tro-giup/", portal.show_help, name="help"),
    path("lien-he/", portal.contact, name="contact"),
    path("tu-dien-du-lieu/", portal.dictionary, name="dictionary"),
    path("tu-dien-du-lieu/<str:name>/", portal.collection, name="collection"),
    path("tiep-can/", portal.accessibility, name="accessibility"),
]
