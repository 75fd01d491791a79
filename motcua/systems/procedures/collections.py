"""What of this room can be counted: procedures, the province's own and those of the national list."""

from collections.abc import Mapping

from motcua.base.source import Source
from motcua.spine.collection import Collection, Column, Link, Noun, Type
from motcua.spine.procedure import ServiceLevel, Words


def _w(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


SERVICE_LEVELS: Mapping[str | int, Words] = {
    ServiceLevel.FULL.value: _w("dịch vụ công trực tuyến toàn trình", "fully online"),
    ServiceLevel.PARTIAL.value: _w("dịch vụ công trực tuyến một phần", "partly online"),
    ServiceLevel.INFORMATION.value: _w("cung cấp thông tin", "information only"),
}

PROCEDURES = Collection(
    name="procedures",
    meaning=_w("thủ tục hành chính", "procedures"),
    noun=Noun(vi="thủ tục", one="procedure", many="procedures"),
    key="code",
    room="procedures",
    columns=(
        Column(name="code", type=Type.TEXT, meaning=_w("mã thủ tục hành chính", "the procedure's code")),
        Column(name="name", type=Type.TEXT, meaning=_w("tên thủ tục", "the procedure's name")),
        Column(name="field", type=Type.TEXT, meaning=_w("lĩnh vực", "the field"), of="fields"),
        Column(
            name="service_level",
            type=Type.TEXT,
            meaning=_w("mức độ cung cấp dịch vụ công", "the level of online service"),
            values=SERVICE_LEVELS,
        ),
        Column(
            name="at_province",
            type=Type.BOOLEAN,
            meaning=_w("giải quyết ở cấp tỉnh", "is settled by the province"),
        ),
        Column(
            name="at_district",
            type=Type.BOOLEAN,
            meaning=_w("giải quyết ở cấp huyện", "is settled by districts"),
        ),
        Column(
            name="at_commune",
            type=Type.BOOLEAN,
            meaning=_w("giải quyết ở cấp xã", "is settled by communes"),
        ),
        Column(
            name="published",
            type=Type.BOOLEAN,
            meaning=_w("được tỉnh công bố", "is published by the province"),
        ),
        Column(
            name="published_on",
            type=Type.DATE,
            meaning=_w("ngày công bố lần đầu", "the day it was first in force"),
        ),
        Column(
            name="updated_on",
            type=Type.DATE,
            meaning=_w("ngày hiệu lực của bản mới nhất", "the day its latest version came into force"),
        ),
        Column(name="versions", type=Type.INTEGER, meaning=_w("số bản đã công bố", "the number of versions")),
        Column(
            name="national",
            type=Type.BOOLEAN,
            meaning=_w("có trong danh mục quốc gia", "is in the national list"),
        ),
    ),
)

# What is read beside a procedure's row marks it as changed (migration 0003). A published procedure counts from the
# day its first version came into force; one that is only in the national list, from the beginning of the reform.
_FIRST = "timestamptz '2011-01-01 00:00+07'"
SOURCE = Source(
    collection=PROCEDURES,
    tables=("procedures_procedure", "procedures_version", "procedures_catalogue_entry"),
    current=f"""
    SELECT p.code, p.name, nullif(p.field, '') AS field, nullif(p.service_level, '') AS service_level,
           'province' = ANY(p.levels) AS at_province, 'district' = ANY(p.levels) AS at_district,
           'commune' = ANY(p.levels) AS at_commune, p.source = 'law' AS published,
           v.first AS published_on, v.last AS updated_on, coalesce(v.many, 0)::int AS versions,
           EXISTS (SELECT FROM procedures_catalogue_entry AS e WHERE e.root = p.root) AS national,
           coalesce(v.first::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', {_FIRST}) AS since, p.changed
    FROM procedures_procedure AS p LEFT JOIN LATERAL (
        SELECT min(valid_from) AS first, max(valid_from) AS last, count(*) AS many
        FROM procedures_version WHERE procedure_id = p.id) AS v ON true
    """,
)

SOURCES_SAID: Mapping[str | int, Words] = {
    "portal": _w("Cổng Dịch vụ công quốc gia", "the national portal"),
    "table": _w("bảng được nhập", "a table that was imported"),
}
PORTAL_ANSWERS = Collection(
    name="portal_answers",
    meaning=_w(
        "thủ tục mà Cổng Dịch vụ công quốc gia đã trả lời", "procedures the national portal answered about"
    ),
    noun=Noun(vi="thủ tục", one="procedure", many="procedures"),
    key="procedure",
    room="procedures",
    columns=(
        Column(
            name="procedure",
            type=Type.TEXT,
            meaning=_w("mã thủ tục hành chính", "the procedure's code"),
            of="procedures",
        ),
        Column(
            name="online",
            type=Type.BOOLEAN,
            meaning=_w("là thủ tục trực tuyến", "is an online procedure"),
        ),
        Column(
            name="integrated_on",
            type=Type.DATE,
            meaning=_w(
                "ngày tích hợp lên Cổng Dịch vụ công quốc gia",
                "the day it was integrated into the national portal",
            ),
        ),
        Column(
            name="standardised_on",
            type=Type.DATE,
            meaning=_w("ngày chuẩn hóa", "the day it was standardised"),
        ),
        Column(
            name="matches_national",
            type=Type.BOOLEAN,
            meaning=_w("khớp với cơ sở dữ liệu quốc gia", "matches the national entry"),
        ),
        Column(
            name="differs",
            type=Type.TEXT,
            meaning=_w(
                "chỗ thiếu hoặc khác với cơ sở dữ liệu quốc gia",
                "what is lacking or differs from the national entry",
            ),
        ),
        Column(name="answered_on", type=Type.DATE, meaning=_w("ngày trả lời", "the day of the answer")),
        Column(name="source", type=Type.TEXT, meaning=_w("nguồn", "the source"), values=SOURCES_SAID),
    ),
    links=(
        Link(
            name="of", column="procedure", to="procedures", meaning=_w("thủ tục hành chính", "the procedure")
        ),
    ),
    register=_w("sổ trả lời của Cổng Dịch vụ công quốc gia", "the book of the national portal's answers"),
)
_ANSWER = """code AS procedure, online, integrated_on, standardised_on, matches AS matches_national,
    nullif(differs, '') AS differs, answered_on, source, since, changed"""
ANSWERS = Source(
    collection=PORTAL_ANSWERS,
    tables=("procedures_portal_answer", "procedures_portal_answer_past"),
    current=f"SELECT {_ANSWER} FROM procedures_portal_answer WHERE ended_at IS NULL",
    past=f"SELECT {_ANSWER}, until FROM procedures_portal_answer_past",
)
