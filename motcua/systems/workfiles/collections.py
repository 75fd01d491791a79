"""What of this room can be counted: work files, and whether they are handled on the network (target E2)."""

from collections.abc import Mapping

from motcua.base.source import Instead, Source
from motcua.spine.collection import Collection, Column, Link, Noun, Type
from motcua.spine.procedure import Words


def _w(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


LEVELS: Mapping[str | int, Words] = {
    "province": _w("cấp tỉnh", "province"),
    "district": _w("cấp huyện", "district"),
    "commune": _w("cấp xã", "commune"),
}
SOURCES_OF: Mapping[str | int, Words] = {
    "system": _w("lập trên hệ thống", "kept in the system"),
    "table": _w("nhập từ bảng của đơn vị", "from a unit's table"),
}
WORK_FILES = Collection(
    name="work_files",
    meaning=_w("hồ sơ công việc", "work files"),
    noun=Noun(vi="hồ sơ công việc", one="work file", many="work files"),
    key="id",
    room="workfiles",
    columns=(
        Column(name="id", type=Type.TEXT, meaning=_w("định danh hồ sơ", "the file's identifier")),
        Column(
            name="code",
            type=Type.TEXT,
            meaning=_w(
                "mã hồ sơ công việc; không nêu với hồ sơ mật", "the file's code; not told of a secret one"
            ),
        ),
        Column(name="unit", type=Type.TEXT, meaning=_w("cơ quan lập hồ sơ", "the unit"), of="units"),
        Column(name="level", type=Type.TEXT, meaning=_w("cấp", "the level"), values=LEVELS),
        Column(
            name="source",
            type=Type.TEXT,
            meaning=_w(
                "nơi lập hồ sơ; bảng của đơn vị chỉ tính cho năm mà đơn vị chưa lập hồ sơ trên hệ thống",
                "where it is kept; a unit's table counts for years of which the system keeps no file of the unit",
            ),
            values=SOURCES_OF,
        ),
        Column(name="opened_on", type=Type.DATE, meaning=_w("ngày mở hồ sơ", "the day it was opened")),
        Column(name="closed_on", type=Type.DATE, meaning=_w("ngày kết thúc hồ sơ", "the day it was closed")),
        Column(name="steps", type=Type.INTEGER, meaning=_w("số bước xử lý", "the number of steps")),
        Column(
            name="steps_online",
            type=Type.INTEGER,
            meaning=_w("số bước xử lý trên môi trường mạng", "the number of steps on the network"),
        ),
        Column(name="secret", type=Type.BOOLEAN, meaning=_w("là hồ sơ mật", "is secret")),
        Column(
            name="listed",
            type=Type.BOOLEAN,
            meaning=_w("có trong danh mục hồ sơ đã phê duyệt", "stands on the approved list"),
        ),
        Column(
            name="tasks", type=Type.INTEGER, meaning=_w("số nhiệm vụ đã giao", "the number of tasks given")
        ),
        Column(
            name="tasks_late",
            type=Type.INTEGER,
            meaning=_w("số nhiệm vụ hoàn thành sau hạn", "the number of tasks done late"),
        ),
        Column(
            name="entered_on",
            type=Type.DATE,
            meaning=_w("ngày ghi vào hệ thống", "the day it was entered in the system"),
        ),
        Column(
            name="closing_entered_on",
            type=Type.DATE,
            meaning=_w("ngày ghi việc kết thúc vào hệ thống", "the day its closing was entered"),
        ),
        Column(
            name="archived_on",
            type=Type.DATE,
            meaning=_w("ngày lưu trữ cơ quan nhận", "the day the archive took it"),
        ),
    ),
    links=(Link(name="unit", column="unit", to="units", meaning=_w("cơ quan lập hồ sơ", "the unit")),),
)
_DAY = "({0} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
# Of a secret file a plan's list, which is open to everybody, tells no code.
_COLUMNS = f"""CASE WHEN secrecy = 'none' THEN code END AS code, unit, level, 'system' AS source, opened_on, closed_on, steps, steps_online,
    secrecy <> 'none' AS secret, listed, tasks, tasks_late, {_DAY.format("opened_at")} AS entered_on,
    {_DAY.format("closed_at")} AS closing_entered_on, {_DAY.format("archived_at")} AS archived_on, since, changed"""
SOURCE = Source(
    collection=WORK_FILES,
    tables=("workfiles_file", "workfiles_past"),
    current=f"SELECT id::text AS id, {_COLUMNS} FROM workfiles_file",
    past=f"SELECT file::text AS id, {_COLUMNS}, until FROM workfiles_past",
    instead=Instead(table="workfiles_kept", unit="unit", day="opened_on"),
)
