from django.urls import path, re_path

from motcua.systems.workfiles.office import acts, archive, listed, lists, papers

app_name = "workfiles"
KIND = r"(?P<kind>pdf|xlsx)"
urlpatterns = [
    path("", lists.files, name="files"),
    path("mo/", lists.begin, name="begin"),
    path("danh-muc/", listed.file_list, name="list"),
    re_path(
        rf"^danh-muc/(?P<unit>[A-Z0-9.]+)/(?P<year>(?:19|20|21)[0-9]{{2}})\.{KIND}$",
        papers.list_paper,
        name="list_paper",
    ),
    path("van-ban/<uuid:document_id>/", lists.with_document, name="document"),
    path("nop-luu/", archive.archive, name="archive"),
    path("nop-luu/<uuid:batch_id>/", archive.batch, name="batch"),
    path("nop-luu/<uuid:batch_id>/bien-ban.pdf", papers.receipt, name="receipt"),
    re_path(
        rf"^nop-luu/(?P<batch_id>[0-9a-f-]{{36}})/muc-luc\.{KIND}$", papers.batch_paper, name="batch_paper"
    ),
    path("<uuid:file_id>/", acts.file, name="file"),
    path("<uuid:file_id>/viec/<slug:slug>/", acts.act, name="act"),
    re_path(rf"^(?P<file_id>[0-9a-f-]{{36}})/muc-luc\.{KIND}$", papers.file_paper, name="file_paper"),
]
