from django.urls import path

from motcua.systems.workfiles.office import acts, listed, lists

app_name = "workfiles"
urlpatterns = [
    path("", lists.files, name="files"),
    path("mo/", lists.begin, name="begin"),
    path("danh-muc/", listed.file_list, name="list"),
    path("van-ban/<uuid:document_id>/", lists.with_document, name="document"),
    path("<uuid:file_id>/", acts.file, name="file"),
    path("<uuid:file_id>/viec/<slug:slug>/", acts.act, name="act"),
]
