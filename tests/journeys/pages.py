"""Every page of the site, with one who may open it: a new address must be entered here, or the tests fail."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from motcua.site.api import api
from tests.journeys.province import DEATH, MARITAL_STATUS

GUEST, LAN, LAN_TOO = "", "nguoidan-1", "nguoidan-2"
BINH, DUNG, EM = "motcua-xa", "chuyenvien-xa", "lanhdao-xa"  # the counter, the case officer, the head
INSPECTOR, LEADER, EDITOR, ADMINISTRATOR = "kiemsoat", "lanhdao-tinh", "danhmuc", "quantri"
KEEPER, CLERK = "kehoach", "vanthu-xa"

APPLY, MINE, DESK, PLAN = "/nop-ho-so", "/ho-so-cua-toi", "/van-phong", "/ke-hoach/hung-yen-2023"
SERVICE, PAR, WRITE = "/ke-hoach/hung-yen-766-2023", "/ke-hoach/hung-yen-par-index-2023", f"{DESK}/ke-hoach"
SIGNS = f"{DESK}/dau-hieu/soan"
ACCOUNT = f"{DESK}/tai-khoan/{{counter}}"
DOCUMENTS = f"{DESK}/van-ban"
FILES = f"{DESK}/ho-so-cong-viec"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A page as somebody sees it: its address, with the examples of the province in braces, and who opens it."""

    name: str
    path: str
    by: str = GUEST
    status: int = 200

    @property
    def picture(self) -> str:
        """Name its screenshot."""
        words = self.path.partition("?")[0].strip("/").replace("/", "-").replace("{", "").replace("}", "")
        return (
            f"{words or 'trang-chu'}{'-' + self.by if self.by else ''}{'-khac' if '?' in self.path else ''}"
        )


def _seen(by: str, *pairs: tuple[str, str]) -> list[Seen]:
    return [Seen(name=name, path=path, by=by) for name, path in pairs]


PAGES: list[Seen] = [
    *_seen(
        GUEST,
        ("home", "/"),
        ("help", "/tro-giup/"),
        ("contact", "/lien-he/"),
        ("accessibility", "/tiep-can/"),
        ("account_login", "/tai-khoan/dang-nhap/"),
        ("account_signup", "/tai-khoan/dang-ky/"),
        ("account_inactive", "/tai-khoan/da-khoa/"),
        ("account_reset_password", "/tai-khoan/mat-khau/quen/"),
        ("account_reset_password_done", "/tai-khoan/mat-khau/quen/da-gui/"),
        ("account_reset_password_from_key", "/tai-khoan/mat-khau/moi/1-khong-con-dung/"),
        ("account_reset_password_from_key_done", "/tai-khoan/mat-khau/moi/xong/"),
        ("procedures:search", "/thu-tuc/"),
        ("procedures:search", "/thu-tuc/?q=dat+dai"),
        ("procedures:procedure", f"/thu-tuc/{MARITAL_STATUS}/"),
        ("procedures:procedure", "/thu-tuc/1.013225/"),
        ("procedures:procedure", "/thu-tuc/1.900002/"),
        ("citizen:track", "/tra-cuu/"),
        ("citizen:track", "/tra-cuu/?ma={asked}"),
        ("citizen:apply", f"{APPLY}/{MARITAL_STATUS}/"),
        ("plans", "/ke-hoach/"),
        ("plan", f"{PLAN}/"),
        ("plan", f"{SERVICE}/"),
        ("plan_target", f"{SERVICE}/2.1/"),
        ("plan", f"{PAR}/"),
        ("plan_target", f"{PAR}/1/"),
        ("plan_target", f"{PLAN}/P1/"),
        ("plan_target", f"{PLAN}/P1/?theo=level&va=month"),
        ("plan_target", f"{PLAN}/P2/"),
        ("plan_target", f"{PLAN}/P8/"),
        ("plan_target", f"{PLAN}/E8/"),
        ("plan_target", f"{PLAN}/G1/"),
        ("plan_target", f"{PLAN}/E1/"),
        ("plan_target", f"{PLAN}/E2/"),
        ("documents:check_paper", "/kiem-tra-chu-ky/"),
        ("plan_records", f"{PLAN}/P1/ho-so/"),
        ("office_keys", f"{DESK}/ban-phim/"),
        ("opendata", "/du-lieu-mo/"),
        ("dictionary", "/tu-dien-du-lieu/"),
        ("collection", "/tu-dien-du-lieu/dossiers/"),
        ("collection", "/tu-dien-du-lieu/index_scores/"),
    ),
    *_seen(
        LAN,
        ("account_change_password", "/tai-khoan/mat-khau/doi/"),
        ("account_logout", "/tai-khoan/dang-xuat/"),
        ("citizen:mine", f"{MINE}/"),
        ("citizen:apply", f"{APPLY}/{{draft}}/"),
        ("citizen:step", f"{APPLY}/{{draft}}/truong-hop/"),
        ("citizen:step", f"{APPLY}/{{draft}}/noi-nop/"),
        ("citizen:step", f"{APPLY}/{{draft}}/nop-cho-ai/"),
        ("citizen:step", f"{APPLY}/{{draft}}/thong-tin/"),
        ("citizen:papers", f"{APPLY}/{{draft}}/giay-to/"),
        ("citizen:step", f"{APPLY}/{{draft}}/nhan-ket-qua/"),
        ("citizen:check", f"{APPLY}/{{draft}}/kiem-tra/"),
        ("citizen:drop", f"{APPLY}/{{draft}}/xoa/"),
        *(("citizen:dossier", f"{MINE}/{{{state}}}/") for state in ("waiting", "asked", "paying", "done")),
        ("citizen:filed", f"{MINE}/{{waiting}}/da-nop/"),
        ("citizen:supplement", f"{MINE}/{{asked}}/bo-sung/"),
        ("citizen:pay", f"{MINE}/{{paying}}/nop-phi/"),
        ("citizen:withdraw", f"{MINE}/{{waiting}}/rut/"),
    ),
    *_seen(LAN_TOO, ("citizen:mine", f"{MINE}/")),
    *_seen(
        BINH,
        ("desk:work", f"{DESK}/viec-hom-nay/"),
        ("desk:work", f"{DESK}/viec-hom-nay/?mo={{waiting}}"),
        ("desk:counter", f"{DESK}/tiep-nhan/"),
        ("desk:receive", f"{DESK}/tiep-nhan/{MARITAL_STATUS}/"),
        ("desk:list", f"{DESK}/ho-so/"),
        *(("desk:dossier", f"{DESK}/ho-so/{{{state}}}/") for state in ("waiting", "asked", "paying", "done")),
        *(
            ("desk:act", f"{DESK}/ho-so/{{waiting}}/viec/{act}/")
            for act in ("tiep-nhan", "tu-choi-tiep-nhan", "rut")
        ),
        ("desk:act", f"{DESK}/ho-so/{{asked}}/viec/nhan-bo-sung/"),
        ("desk:act", f"{DESK}/ho-so/{{paying}}/viec/nop-phi/"),
        ("desk:apologies", f"{DESK}/xin-loi/"),
        ("lending", f"{DESK}/uy-quyen/"),
        ("keys:mine", f"{DESK}/khoa-truy-cap/"),
    ),
    *_seen(
        DUNG,
        ("desk:work", f"{DESK}/viec-hom-nay/"),
        *(
            ("desk:act", f"{DESK}/ho-so/{{handled}}/viec/{act}/")
            for act in (
                "chuyen",
                "yeu-cau-bo-sung",
                "lay-y-kien",
                "yeu-cau-nop-phi",
                "xin-loi",
                "dinh-chinh",
                "dung",
            )
        ),
    ),
    *_seen(
        DUNG,
        ("workfiles:files", f"{FILES}/"),
        ("workfiles:files", f"{FILES}/?ai=moi-nguoi&pile=cho-nop-luu"),
        ("workfiles:begin", f"{FILES}/mo/"),
        ("workfiles:begin", f"{FILES}/mo/?van-ban={{came}}"),
        ("workfiles:document", f"{FILES}/van-ban/{{came}}/"),
        ("workfiles:file", f"{FILES}/{{work}}/"),
        *(
            ("workfiles:act", f"{FILES}/{{work}}/viec/{act}/")
            for act in (
                "them-van-ban",
                "xong-viec",
                "giao-viec",
                "buoc-giay",
                "gach-buoc",
                "ket-thuc",
                "rut-van-ban",
                "thu-hoi-viec",
            )
        ),
        *(("workfiles:act", f"{FILES}/{{closed}}/viec/{act}/") for act in ("nop-luu", "mo-lai")),
        ("workfiles:archive", f"{FILES}/nop-luu/"),
    ),
    *_seen(
        EM,
        ("desk:work", f"{DESK}/viec-hom-nay/"),
        ("workfiles:list", f"{FILES}/danh-muc/"),
        ("workfiles:list", f"{FILES}/danh-muc/?nam=2024"),
        ("workfiles:act", f"{FILES}/{{work}}/viec/ban-giao/"),
        ("desk:act", f"{DESK}/ho-so/{{handled}}/viec/quyet-dinh/"),
        ("desk:board", f"{DESK}/bang-theo-doi/"),
        ("documents:documents", f"{DOCUMENTS}/?pile=cho-ky"),
        ("documents:document", f"{DOCUMENTS}/{{written}}/"),
        *(("documents:act", f"{DOCUMENTS}/{{written}}/viec/{act}/") for act in ("ky", "tra-lai", "gop-y")),
        ("desk:dossier", f"{DESK}/ho-so/{{late}}/"),
        ("lending", f"{DESK}/uy-quyen/"),
        ("lending_new", f"{DESK}/uy-quyen/moi/"),
        ("lending_end", f"{DESK}/uy-quyen/{{lent}}/thu-hoi/"),
        ("keys:mine", f"{DESK}/khoa-truy-cap/"),
        ("keys:revoke", f"{DESK}/khoa-truy-cap/{{token}}/thu-hoi/"),
    ),
    *_seen(
        INSPECTOR,
        ("desk:board", f"{DESK}/bang-theo-doi/"),
        ("desk:board", f"{DESK}/bang-theo-doi/?unit=H31.33.111"),
        ("desk:list", f"{DESK}/ho-so/"),
    ),
    *_seen(
        LEADER,
        ("desk:work", f"{DESK}/viec-hom-nay/"),
        ("desk:dossier", f"{DESK}/ho-so/{{done}}/"),
        ("plan_records", f"{PLAN}/P1/ho-so/?side=that&reading=returned"),
        ("plan_target", f"{PLAN}/P1/"),
        ("watch", f"{DESK}/dau-hieu/"),
        ("watch_sign", f"{DESK}/dau-hieu/last-tenth/"),
        ("watch_sign", f"{DESK}/dau-hieu/second-supplement/"),
        ("watch_target", f"{DESK}/dau-hieu/hung-yen-2023/P1/"),
    ),
    *_seen(
        KEEPER,
        ("plan_desk", f"{WRITE}/"),
        ("plan_new", f"{WRITE}/moi/"),
        ("plan_edit", f"{WRITE}/hung-yen-2023/"),
        ("plan_upload", f"{WRITE}/hung-yen-2023/nap/"),
        ("target_new", f"{WRITE}/hung-yen-2023/chi-tieu/"),
        ("target_edit", f"{WRITE}/hung-yen-2023/chi-tieu/P1/"),
        ("target_edit", f"{WRITE}/hung-yen-2023/chi-tieu/head/"),
        ("plan_scores", f"{WRITE}/hung-yen-par-index-2023/diem/"),
        ("target_scores", f"{WRITE}/hung-yen-par-index-2023/diem/3/"),
        ("watch", f"{DESK}/dau-hieu/"),
        ("watch_new", f"{SIGNS}/moi/"),
        ("watch_edit", f"{SIGNS}/dossiers/"),
        ("watch_upload", f"{SIGNS}/dossiers/nap/"),
        ("sign_new", f"{SIGNS}/dossiers/dau-hieu/"),
        ("sign_edit", f"{SIGNS}/dossiers/dau-hieu/second-supplement/"),
        ("sign_edit", f"{SIGNS}/dossiers/dau-hieu/head/"),
        ("registers:registers", f"{DESK}/so-lieu/"),
        ("registers:register", f"{DESK}/so-lieu/index_scores/"),
        ("registers:register", f"{DESK}/so-lieu/commune_officials/"),
    ),
    *_seen(
        CLERK,
        ("workfiles:batch", f"{FILES}/nop-luu/{{batch}}/"),
        ("documents:documents", f"{DOCUMENTS}/"),
        ("documents:write", f"{DOCUMENTS}/soan/"),
        ("documents:receive", f"{DOCUMENTS}/tiep-nhan/"),
        ("documents:document", f"{DOCUMENTS}/{{came}}/"),
        *(("documents:act", f"{DOCUMENTS}/{{came}}/viec/{act}/") for act in ("vao-so", "tu-choi")),
        ("documents:act", f"{DOCUMENTS}/{{written}}/viec/cap-so/"),
    ),
    *_seen(EDITOR, ("procedures:undecided", f"{DESK}/danh-muc/"), ("desk:work", f"{DESK}/viec-hom-nay/")),
    *_seen(
        ADMINISTRATOR,
        ("accounts", f"{DESK}/tai-khoan/"),
        ("accounts", f"{DESK}/tai-khoan/?q=xuan+quan"),
        ("account_new", f"{DESK}/tai-khoan/moi/"),
        ("exchange:roads", f"{DESK}/trao-doi/"),
        ("exchange:agencies", f"{DESK}/trao-doi/so-dia-chi/"),
        ("exchange:brought-up", f"{DESK}/trao-doi/quoc-gia/"),
        ("exchange:brought-up", f"{DESK}/trao-doi/quoc-gia/?he-thong=portal"),
        ("exchange:chain", f"{DESK}/trao-doi/van-ban/"),
        ("exchange:chain", f"{DESK}/trao-doi/van-ban/?ma=H31.09,2023/06/14,45/BC-SNV"),
        ("documents:keys", f"{DESK}/chu-ky-so/"),
        ("account_page", f"{ACCOUNT}/"),
        ("account_give", f"{ACCOUNT}/vai-tro/"),
        ("account_end", f"{ACCOUNT}/vai-tro/{{grant}}/ket-thuc/"),
        ("account_close", f"{ACCOUNT}/khoa/"),
        ("account_reopen", f"{ACCOUNT}/mo-lai/"),
        ("account_erase", f"{ACCOUNT}/xoa-du-lieu/"),
    ),
    Seen(name="desk:dossier", path=f"{DESK}/ho-so/{{elsewhere}}/", by=BINH, status=403),
    Seen(name="", path="/khong-co-trang-nay/", status=404),
]

# What leads on without showing anything, and where to.
LEADING = [
    ("account", "/tai-khoan/", LAN, f"{MINE}/"),
    ("citizen:resume", f"{APPLY}/{{draft}}/tiep/", LAN, f"{APPLY}/{{draft}}/"),
    ("office", f"{DESK}/", BINH, f"{DESK}/viec-hom-nay/"),
    ("desk:bulk", f"{DESK}/chuyen-nhieu/", BINH, f"{DESK}/ho-so/"),
]

# What is fetched rather than looked at, and what it is.
FETCHED = [
    ("healthz", "/healthz", GUEST, "application/json"),
    ("plan_export", f"{PLAN}/P1/ho-so.csv", GUEST, "text/csv"),
    ("plan_file", f"{WRITE}/hung-yen-2023/ke-hoach.yaml", KEEPER, "application/yaml"),
    ("watch_file", f"{SIGNS}/dossiers/danh-sach.yaml", KEEPER, "application/yaml"),
    ("plan_paper", f"{PLAN}.pdf", GUEST, "application/pdf"),
    (
        "plan_export",
        f"{PLAN}/P1/ho-so.xlsx",
        GUEST,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("opendata_catalogue", "/du-lieu-mo/danh-muc.jsonld", GUEST, "application/ld+json"),
    ("opendata_plan", "/du-lieu-mo/hung-yen-2023.csv", GUEST, "text/csv"),
    ("opendata_measure", "/du-lieu-mo/hung-yen-2023/P1.jsonstat", GUEST, "application/json"),
    ("plan_feed", f"{PLAN}/tin.atom", GUEST, "application/atom+xml"),
    (
        "plan_embed",
        f"{PLAN}/P1/nhung/",
        GUEST,
        "text/html",
    ),  # a page for another site's page; see test_opendata
    (
        "registers:template",
        "/tu-dien-du-lieu/endpoints/mau.xlsx",
        GUEST,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "registers:file",
        f"{DESK}/so-lieu/index_scores/{{imported}}/bang",
        KEEPER,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("citizen:file", f"{MINE}/{{done}}/tep/{{file}}/", LAN, "application/pdf"),
    ("citizen:draft_file", f"{APPLY}/{{draft}}/tep/{{draft_file}}/", LAN, "application/pdf"),
    ("desk:file", f"{DESK}/ho-so/{{done}}/tep/{{file}}/", BINH, "application/pdf"),
    ("desk:print", f"{DESK}/ho-so/{{done}}/mau/01.pdf", BINH, "application/pdf"),
    ("desk:print", f"{DESK}/ho-so/{{asked}}/mau/02.pdf", BINH, "application/pdf"),
    ("desk:print", f"{DESK}/ho-so/{{done}}/mau/05.pdf", BINH, "application/pdf"),
    ("units", f"{DESK}/don-vi/?unit=xuan+quan", ADMINISTRATOR, "text/html"),  # a part of a page
    ("desk:register", f"{DESK}/so-theo-doi.pdf", BINH, "application/pdf"),
    ("workfiles:list_paper", f"{FILES}/danh-muc/H31.33.111/2023.pdf", DUNG, "application/pdf"),
    (
        "workfiles:file_paper",
        f"{FILES}/{{work}}/muc-luc.xlsx",
        DUNG,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("workfiles:batch_paper", f"{FILES}/nop-luu/{{batch}}/muc-luc.pdf", CLERK, "application/pdf"),
    ("workfiles:receipt", f"{FILES}/nop-luu/{{batch}}/bien-ban.pdf", CLERK, "application/pdf"),
    ("documents:book", f"{DOCUMENTS}/so/den/H31.33.111/2023.pdf", CLERK, "application/pdf"),
    ("documents:file", f"{DOCUMENTS}/{{written}}/tep/{{paper}}/", CLERK, "application/pdf"),
    ("documents:sheet", f"{DOCUMENTS}/{{written}}/tep/{{paper}}/trang/1.png", CLERK, "image/png"),
]

# What only takes a form in: opened as a page it says that this is not how it is called.
TAKING = [
    ("set_language", "/ngon-ngu/setlang/", GUEST),
    ("portal_vote", "/danh-gia/", GUEST),
    ("registers:agreed", f"{DESK}/so-lieu/index_scores/nhap/", KEEPER),
    ("registers:refused", f"{DESK}/so-lieu/index_scores/dong-can-sua.xlsx", KEEPER),
    ("plan_note", f"{PLAN}/P1/ghi-chu/", LEADER),
    ("citizen:begin", f"{APPLY}/{DEATH}/bat-dau/", LAN),
    ("citizen:autosave", f"{APPLY}/{{draft}}/ban-nhap/{{draft_id}}/", LAN),
    ("citizen:rate", f"{MINE}/{{done}}/danh-gia/", LAN),
    ("documents:bulk", f"{DOCUMENTS}/ky-nhieu/", EM),
    ("exchange:again", f"{DESK}/trao-doi/out/1/gui-lai/", ADMINISTRATOR),
    ("exchange:drop", f"{DESK}/trao-doi/out/1/bo/", ADMINISTRATOR),
    ("documents:check", f"{DOCUMENTS}/{{written}}/kiem-tra/", CLERK),
    ("documents:key_end", f"{DESK}/chu-ky-so/1/ket-thuc/", ADMINISTRATOR),
    ("desk:reveal", f"{DESK}/ho-so/{{done}}/hien-thong-tin/", BINH),
    ("desk:attach", f"{DESK}/ho-so/{{done}}/tep/", BINH),
]


def named() -> set[str]:
    """Give the name of every address in the tables above."""
    tables = [*(one.name for one in PAGES), *(one[0] for one in (*LEADING, *FETCHED, *TAKING))]
    return {name for name in tables if name}


def routes(within: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Walk the names of all addresses of the site but the API's, whose contract is tried elsewhere."""
    for entry in (within or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        elif entry.namespace != api.urls_namespace:
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
