"""What every page knows: the house's name, whether its data are simulated, and the menus."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from motcua.base import doors
from motcua.spine import access
from motcua.systems.ledger import queries as ledger

PORTAL: tuple[tuple[str, Promise], ...] = (
    ("/thu-tuc/", _("Thủ tục hành chính")),
    ("/tra-cuu/", _("Tra cứu hồ sơ")),
    ("/ho-so-cua-toi/", _("Hồ sơ của tôi")),
    ("/ke-hoach/", _("Kế hoạch cải cách")),
)
OFFICE: tuple[tuple[str, Promise, access.Act], ...] = (
    ("/van-phong/viec-hom-nay/", _("Việc hôm nay"), access.Act.OFFICE_ENTER),
    ("/van-phong/tiep-nhan/", _("Tiếp nhận"), access.Act.RECEIVE),
    ("/van-phong/ho-so/", _("Hồ sơ"), access.Act.READ),
    ("/van-phong/van-ban/", _("Văn bản"), access.Act.DOCUMENT_READ),
    ("/van-phong/ho-so-cong-viec/", _("Hồ sơ công việc"), access.Act.WORKFILE_READ),
    ("/van-phong/xin-loi/", _("Phiếu xin lỗi"), access.Act.APOLOGISE),
    ("/van-phong/bang-theo-doi/", _("Bảng theo dõi"), access.Act.BOARD_READ),
    ("/van-phong/dau-hieu/", _("Dấu hiệu cần xem lại"), access.Act.WATCH_READ),
    ("/van-phong/danh-muc/", _("Danh mục"), access.Act.CATALOGUE_EDIT),
    ("/van-phong/so-lieu/", _("Số liệu"), access.Act.REGISTER_IMPORT),
    ("/van-phong/trao-doi/", _("Trao đổi"), access.Act.EXCHANGE_DECIDE),
    ("/van-phong/tai-khoan/", _("Tài khoản"), access.Act.ACCOUNT_MANAGE),
    ("/van-phong/chu-ky-so/", _("Chữ ký số"), access.Act.ACCOUNT_MANAGE),
    ("/van-phong/ke-hoach/", _("Soạn kế hoạch"), access.Act.PLAN_EDIT),
    ("/ke-hoach/", _("Kế hoạch cải cách"), access.Act.PLAN_READ),
)
OWN: tuple[tuple[str, Promise, access.Act], ...] = (
    ("/van-phong/uy-quyen/", _("Ủy quyền"), access.Act.DELEGATION_GRANT),
    ("/van-phong/khoa-truy-cap/", _("Khóa truy cập"), access.Act.ACCOUNT_OWN),
)
FOOT: tuple[tuple[str, Promise], ...] = (
    ("/du-lieu-mo/", _("Dữ liệu mở")),
    ("/kiem-tra-chu-ky/", _("Kiểm tra chữ ký số")),
    ("/tro-giup/", _("Trợ giúp")),
    ("/lien-he/", _("Liên hệ")),
    ("/tu-dien-du-lieu/", _("Từ điển dữ liệu")),
    ("/tiep-can/", _("Tuyên bố về khả năng tiếp cận")),
    ("/van-phong/", _("Dành cho công chức")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry of a menu: where it leads, its word, and whether the reader is there."""

    path: str
    label: Promise
    here: bool
    exact: bool


@cache
def _leads_somewhere(path: str) -> bool:
    return bool(is_valid_path(path))


def _menu(entries: Iterable[tuple[str, Promise]], *, at: str) -> list[Item]:
    """Make a menu of the entries that have a page."""
    return [
        Item(path=path, label=label, here=at.startswith(path), exact=at == path)
        for path, label in entries
        if _leads_somewhere(path)
    ]


def _simulated() -> bool:
    """Ask the ledger; where the database does not answer, the page that says so must still be drawn."""
    try:
        return ledger.is_simulated()
    except DatabaseError:
        return False


def _open_to(
    request: HttpRequest, entries: tuple[tuple[str, Promise, access.Act], ...]
) -> list[tuple[str, Promise]]:
    """Give the entries behind which the reader has something to do."""
    actor = doors.who(request)
    return [(path, label) for path, label, act in entries if access.may(actor=actor, act=act)]


def house(request: HttpRequest) -> dict[str, object]:
    """Give every page what the frames need."""
    at = request.path
    return {
        "province": settings.PROVINCE,
        "simulated": SimpleLazyObject(_simulated),
        "portal_menu": SimpleLazyObject(lambda: _menu(PORTAL, at=at)),
        "office_menu": SimpleLazyObject(lambda: _menu(_open_to(request, OFFICE), at=at)),
        "own_menu": SimpleLazyObject(lambda: _menu(_open_to(request, OWN), at=at)),
        "foot_menu": SimpleLazyObject(lambda: _menu(FOOT, at=at)),
    }
