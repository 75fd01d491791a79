"""The exchange said to people, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from motcua.systems.exchange import ports, queries
from motcua.systems.exchange.rules.statuses import LABELS, Status

KINDS: Mapping[str, Promise] = {
    ports.DOCUMENT: gettext_lazy("văn bản"),
    ports.STATUS: gettext_lazy("trạng thái văn bản"),
    ports.DOSSIER: gettext_lazy("hồ sơ"),
    ports.PROGRESS: gettext_lazy("tiến độ hồ sơ"),
    ports.LAW: gettext_lazy("văn bản pháp luật"),
    ports.INDICATORS: gettext_lazy("số liệu báo cáo"),
}
CHANNELS: Mapping[str, Promise] = {
    queries.HOUSE: gettext_lazy("trong hệ thống này"),
    queries.NO_ROAD: gettext_lazy("chưa có đường gửi"),
    "axis": gettext_lazy("trục liên thông văn bản"),
    "portal": gettext_lazy("Cổng Dịch vụ công quốc gia"),
    "law": gettext_lazy("cơ sở dữ liệu quốc gia về pháp luật"),
    "reporting": gettext_lazy("hệ thống báo cáo của Chính phủ"),
}


STATES: Mapping[str, Promise] = {
    "waiting": gettext_lazy("đang chờ gửi"),
    "delivered": gettext_lazy("đã tới"),
    "stuck": gettext_lazy("bị vướng, chờ quyết định"),
    "dropped": gettext_lazy("đã bỏ"),
}


def channel(name: str) -> str:
    """Say a road."""
    if name in CHANNELS:
        return str(CHANNELS[name])
    return _("hệ thống của %(code)s") % {"code": name.removeprefix("peer:")}


def other(code: str, name: str) -> str:
    """Say who is at the other end: a national system, or an agency by its code and, where it has one, its name."""
    if code in CHANNELS:
        return str(CHANNELS[code])
    return code if name == code else f"{code} ({name})"


def status(given: Status | None) -> str:
    """Say where a document stands."""
    return _(LABELS[given]) if given else _("Chưa có trả lời")
