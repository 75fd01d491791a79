from django.urls import path, re_path

from motcua.systems.dossiers.office import (
    acts,
    apologies,
    board,
    bulk,
    counter,
    lists,
    page,
    prints,
    work,
)

app_name = "desk"
urls_office = [
    path("viec-hom-nay/", work.work, name="work"),
    path("tiep-nhan/", counter.choose, name="counter"),
    path("tiep-nhan/<str:code>/", counter.receive, name="receive"),
    path("ho-so/", lists.dossiers, name="list"),
    path("ho-so/<str:code>/", page.dossier, name="dossier"),
    path("ho-so/<str:code>/hien-thong-tin/", page.reveal, name="reveal"),
    path("ho-so/<str:code>/tep/", page.attach, name="attach"),
    path("ho-so/<str:code>/tep/<str:file_id>/", page.file, name="file"),
    re_path(r"^ho-so/(?P<code>[^/]+)/mau/(?P<number>0[1-5])\.pdf$", prints.dossier_form, name="print"),
    path("ho-so/<str:code>/viec/<slug:slug>/", acts.act, name="act"),
    path("chuyen-nhieu/", bulk.hand_over, name="bulk"),
    path("xin-loi/", apologies.apologies, name="apologies"),
    path("bang-theo-doi/", board.board, name="board"),
    path("so-theo-doi.pdf", prints.register, name="register"),
]
urlpatterns = urls_office
