"""What of this room can be counted: dossiers, and the dossiers known from anywhere."""

from collections.abc import Mapping

from motcua.base.source import Source
from motcua.spine import dossier
from motcua.spine.collection import Collection, Column, Link, Noun, Type
from motcua.spine.procedure import Channel, Words
from motcua.systems.organisation.collections import LEVELS
from motcua.systems.procedures.collections import SERVICE_LEVELS

Values = Mapping[str | int, Words]


def _w(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


CHANNELS: Values = {
    Channel.COUNTER.value: _w("trực tiếp", "at the counter"),
    Channel.ONLINE.value: _w("trực tuyến", "online"),
    Channel.POST.value: _w("dịch vụ bưu chính", "by post"),
}
OUTCOMES: Values = {
    "approved": _w("đồng ý giải quyết", "approved"),
    "refused": _w("từ chối giải quyết", "refused"),
    "withdrawn": _w("công dân rút hồ sơ", "withdrawn"),
    "stopped": _w("dừng giải quyết", "stopped"),
    "not_received": _w("không được tiếp nhận", "not received"),
}
_STAGES_EN = {
    1: "registered",
    2: "received",
    3: "not received",
    4: "being handled",
    5: "supplement asked for",
    6: "payment asked for",
    7: "withdrawn",
    8: "stopped",
    9: "finished",
    10: "returned",
}
STAGES: Values = {
    stage.value: _w(place.name, _STAGES_EN[stage.value]) for stage, place in dossier.PLACES.items()
}

# What a dossier and a sighting of one have in common: where it belongs, and when it came.
_PROCEDURE = Column(
    name="procedure",
    type=Type.TEXT,
    meaning=_w("mã thủ tục hành chính", "the procedure's code"),
    of="procedures",
)
_FIELD = Column(name="field", type=Type.TEXT, meaning=_w("lĩnh vực", "the field"), of="fields")
_LEVEL = Column(name="level", type=Type.TEXT, meaning=_w("cấp giải quyết", "the level"), values=LEVELS)
_UNIT = Column(name="unit", type=Type.TEXT, meaning=_w("đơn vị giải quyết", "the handling unit"), of="units")
_DISTRICT = Column(
    name="district", type=Type.TEXT, meaning=_w("địa bàn cấp huyện", "the district"), of="units"
)
_CODE = Column(name="code", type=Type.TEXT, meaning=_w("mã hồ sơ", "the dossier's number"))
_FILED = Column(name="filed_at", type=Type.MOMENT, meaning=_w("thời điểm nộp", "the time of filing"))
_RECORDED = Column(
    name="recorded_at",
    type=Type.MOMENT,
    meaning=_w("thời điểm ghi vào hệ thống", "the time of recording"),
)
_NOUN = Noun(vi="hồ sơ", one="dossier", many="dossiers")
_LINKS = (
    Link(
        name="procedure",
        column="procedure",
        to="procedures",
        meaning=_w("thủ tục hành chính", "the procedure"),
    ),
    Link(name="unit", column="unit", to="units", meaning=_w("đơn vị giải quyết", "the handling unit")),
    Link(
        name="district", column="district", to="units", meaning=_w("huyện, thị xã, thành phố", "the district")
    ),
)

# What tells of a number kept good rather than of work done well; `law/watch` asks for it.
WATCHED = (
    Column(
        name="supplement_asked_at",
        type=Type.MOMENT,
        meaning=_w("thời điểm yêu cầu bổ sung gần nhất", "the time of the latest supplement request"),
    ),
    Column(
        name="supplement_left_percent",
        type=Type.NUMBER,
        meaning=_w(
            "phần thời hạn làm việc còn lại khi yêu cầu bổ sung, tính bằng phần trăm",
            "the part of the working time allowed that was left when a supplement was asked for, in percent",
        ),
    ),
    Column(
        name="month_days_left",
        type=Type.INTEGER,
        meaning=_w(
            "số ngày còn lại của tháng khi giải quyết xong",
            "the days left of the month at the time of finishing",
        ),
    ),
    Column(
        name="closed_before",
        type=Type.INTEGER,
        meaning=_w(
            "số hồ sơ cùng đơn vị giải quyết xong trong một giờ trước đó",
            "the number of dossiers the same unit finished within the hour before",
        ),
    ),
    Column(
        name="rated_desk_days",
        type=Type.INTEGER,
        meaning=_w(
            "số ngày từ lần gần nhất cán bộ của đơn vị làm việc ở chính địa chỉ mạng gửi đánh giá",
            "the days since the unit's officers last worked from the network address that sent the rating",
        ),
    ),
)

DOSSIERS = Collection(
    name="dossiers",
    meaning=_w("hồ sơ thủ tục hành chính", "dossiers"),
    noun=_NOUN,
    key="id",
    room="dossiers",
    links=_LINKS,
    columns=(
        Column(name="id", type=Type.TEXT, meaning=_w("định danh hồ sơ", "the dossier's identifier")),
        _CODE,
        _PROCEDURE,
        _FIELD,
        _LEVEL,
        Column(
            name="service_level",
            type=Type.TEXT,
            meaning=_w("mức độ cung cấp dịch vụ công", "the level of online service"),
            values=SERVICE_LEVELS,
        ),
        Column(
            name="channel", type=Type.TEXT, meaning=_w("hình thức nộp", "the filing channel"), values=CHANNELS
        ),
        Column(
            name="return_channel",
            type=Type.TEXT,
            meaning=_w("hình thức nhận kết quả", "the way the result is to be returned"),
            values=CHANNELS,
        ),
        _UNIT,
        _DISTRICT,
        Column(name="stage", type=Type.INTEGER, meaning=_w("trạng thái", "the stage"), values=STAGES),
        Column(name="outcome", type=Type.TEXT, meaning=_w("kết quả", "the outcome"), values=OUTCOMES),
        Column(name="open", type=Type.BOOLEAN, meaning=_w("đang được giải quyết", "is still open")),
        Column(name="paused", type=Type.BOOLEAN, meaning=_w("đang tạm dừng tính thời hạn", "is paused")),
        _FILED,
        _RECORDED,
        Column(
            name="received_at", type=Type.MOMENT, meaning=_w("thời điểm tiếp nhận", "the time of receipt")
        ),
        Column(name="due_at", type=Type.MOMENT, meaning=_w("hạn trả kết quả", "the due time")),
        Column(
            name="due_session_start",
            type=Type.MOMENT,
            meaning=_w(
                "đầu buổi làm việc của hạn trả kết quả", "the start of the half-day the result is due in"
            ),
        ),
        Column(
            name="finished_at",
            type=Type.MOMENT,
            meaning=_w("thời điểm giải quyết xong", "the time of finishing"),
        ),
        Column(
            name="returned_at", type=Type.MOMENT, meaning=_w("thời điểm trả kết quả", "the time of return")
        ),
        Column(
            name="supplements",
            type=Type.INTEGER,
            meaning=_w("số lần yêu cầu bổ sung", "the number of supplement requests"),
        ),
        Column(name="reappointed", type=Type.BOOLEAN, meaning=_w("đã hẹn lại ngày trả", "was re-appointed")),
        Column(
            name="handled_online",
            type=Type.BOOLEAN,
            meaning=_w("được xử lý hoàn toàn trên môi trường mạng", "was handled wholly on the network"),
        ),
        Column(
            name="returned_online",
            type=Type.BOOLEAN,
            meaning=_w("được trả kết quả trực tuyến", "was returned online"),
        ),
        Column(name="settled", type=Type.BOOLEAN, meaning=_w("đã có kết quả giải quyết", "has been settled")),
        Column(name="score", type=Type.INTEGER, meaning=_w("điểm đánh giá", "the citizen's rating")),
        *WATCHED,
    ),
)

# Stages are the national codes: 5 and 6 wait for the citizen, 1, 2 and 4 for the office.
_COUNTED = """
    code, procedure, field, level, service_level, channel, return_channel, unit, district, stage::int AS stage,
    outcome, stage IN (1, 2, 4, 5, 6) AS open, stage IN (5, 6) AS paused, filed_at, recorded_at, received_at, due_at,
    due_session_start, finished_at, returned_at, supplements::int AS supplements,
    appointed_at IS NOT NULL AS reappointed, NOT handed_on_paper AS handled_online,
    coalesce(returned_by = 'online', false) AS returned_online, outcome IN ('approved', 'refused') IS TRUE AS settled,
    score::int AS score, supplement_asked_at,
    round(100.0 * supplement_left / nullif(supplement_of, 0), 2) AS supplement_left_percent,
    extract(day FROM date_trunc('month', finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '1 month - 1 day')::int
        - extract(day FROM finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS month_days_left,
    closed_before, rated_desk_days, since, changed
"""

SOURCE = Source(
    collection=DOSSIERS,
    tables=("dossiers_dossier", "dossiers_past"),
    current=f"SELECT id::text AS id, {_COUNTED} FROM dossiers_dossier",
    past=f"SELECT dossier::text AS id, {_COUNTED}, until, began FROM dossiers_past",
    exact=True,
    began=True,
)

KNOWN = Collection(
    name="known_dossiers",
    meaning=_w("hồ sơ được biết từ mọi nguồn", "dossiers known from any source"),
    noun=_NOUN,
    key="id",
    room="dossiers",
    links=_LINKS,
    columns=(
        Column(name="id", type=Type.TEXT, meaning=_w("định danh", "the identifier")),
        _CODE,
        Column(
            name="source",
            type=Type.TEXT,
            meaning=_w("nguồn biết hồ sơ", "where it is known from"),
        ),
        _PROCEDURE,
        _FIELD,
        _LEVEL,
        _UNIT,
        _DISTRICT,
        _FILED,
        _RECORDED,
        Column(
            name="record_due_at",
            type=Type.MOMENT,
            meaning=_w("hạn ghi vào hệ thống", "the time by which it is to be recorded"),
        ),
    ),
)

# A dossier is recorded in time on the day it is filed: the end of that day is the last moment (TT 01/2018/TT-VPCP
# asks for recording at receipt; the day is the office's reading of it). What a sector's system knows and ours does
# not has no recording time, and counts against us.
_DAY_END = "(date_trunc('day', {0}, 'Asia/Ho_Chi_Minh') + interval '1 day')"
_SAME = "procedure, field, level, unit, district, filed_at"
KNOWN_SOURCE = Source(
    collection=KNOWN,
    tables=("dossiers_dossier", "dossiers_past", "dossiers_outside"),
    current=f"""
    SELECT id::text AS id, code, 'system' AS source, {_SAME}, recorded_at,
           {_DAY_END.format("filed_at")} AS record_due_at, since, changed, known_changed AS moved
    FROM dossiers_dossier
    UNION ALL
    SELECT 'outside-' || id, number, source, {_SAME}, NULL::timestamptz,
           {_DAY_END.format("filed_at")}, seen_at, changed, changed
    FROM dossiers_outside WHERE dossier_id IS NULL
    """,
    past=f"""
    SELECT dossier::text AS id, code, 'system' AS source, {_SAME}, recorded_at,
           {_DAY_END.format("filed_at")} AS record_due_at, since, changed, known_changed AS moved, until, began
    FROM dossiers_past
    UNION ALL
    SELECT 'outside-' || o.id, o.number, o.source, o.procedure, o.field, o.level, o.unit, o.district, o.filed_at,
           NULL::timestamptz, {_DAY_END.format("o.filed_at")}, o.seen_at, o.changed, o.changed, d.recorded_at,
           NULL::xid8
    FROM dossiers_outside AS o JOIN dossiers_dossier AS d ON d.id = o.dossier_id
    """,
    # Most acts on a dossier change nothing of what is known of it.
    moved_by={"dossiers_dossier": "known_changed", "dossiers_past": "known_changed"},
    exact=True,
    began=True,
)
SOURCES = (SOURCE, KNOWN_SOURCE)
