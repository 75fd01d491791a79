from django.urls import path, re_path

from motcua.systems.documents import portal
from motcua.systems.documents.office import acts, books, bulk, keys, lists, page

app_name = "documents"
urlpatterns = [
    path("kiem-tra-chu-ky/", portal.check, name="check_paper"),
    path("van-phong/van-ban/", lists.documents, name="documents"),
    path("van-phong/van-ban/soan/", lists.write, name="write"),
    path("van-phong/van-ban/tiep-nhan/", lists.receive, name="receive"),
    path("van-phong/van-ban/ky-nhieu/", bulk.sign, name="bulk"),
    re_path(
        r"^van-phong/van-ban/so/(?P<way>di|den)/(?P<unit>[A-Z0-9.]+)/(?P<year>(?:19|20|21)[0-9]{2})\.(?P<kind>pdf|xlsx)$",
        books.book,
        name="book",
    ),
    path("van-phong/van-ban/<uuid:document_id>/", acts.document, name="document"),
    path("van-phong/van-ban/<uuid:document_id>/viec/<slug:slug>/", acts.act, name="act"),
    path("van-phong/van-ban/<uuid:document_id>/kiem-tra/", page.check, name="check"),
    path("van-phong/van-ban/<uuid:document_id>/tep/<uuid:file_id>/", page.file, name="file"),
    path(
        "van-phong/van-ban/<uuid:document_id>/tep/<uuid:file_id>/trang/<int:number>.png",
        page.sheet,
        name="sheet",
    ),
    path("van-phong/chu-ky-so/", keys.keys, name="keys"),
    path("van-phong/chu-ky-so/<int:key_id>/ket-thuc/", keys.end, name="key_end"),
]
