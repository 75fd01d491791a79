"""What is counted, in the words of the data dictionary."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy as _

from motcua.spine.procedure import Words

# The systems that keep what is counted, or will: the rooms of the house as people know them.
ROOMS: Mapping[str, Promise] = {
    "archive": _("Số hóa kết quả"),
    "dossiers": _("Giải quyết thủ tục hành chính"),
    "exchange": _("Trao đổi văn bản điện tử"),
    "finance": _("Tài chính đơn vị sự nghiệp"),
    "infosec": _("An toàn thông tin"),
    "legislation": _("Văn bản quy phạm pháp luật"),
    "documents": _("Văn bản đi, văn bản đến"),
    "organisation": _("Tổ chức bộ máy, biên chế"),
    "plans": _("Kế hoạch và chỉ số"),
    "procedures": _("Danh mục thủ tục hành chính"),
    "reporting": _("Báo cáo của tỉnh"),
    "surveys": _("Khảo sát mức độ hài lòng"),
    "workfiles": _("Hồ sơ công việc"),
}


def say(words: Words) -> str:
    """Say words in the reader's language."""
    return words.said(get_language() or "vi")


def said(words: Words) -> str:
    """Say words as a line of a table: with a capital."""
    text = say(words)
    return text[:1].upper() + text[1:]


def room(name: str) -> str:
    """Name the system that keeps a collection, or will."""
    return str(ROOMS.get(name, name))
