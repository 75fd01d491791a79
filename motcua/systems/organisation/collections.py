"""What of this room can be counted: agencies and units, those that were among them."""

from collections.abc import Mapping

from motcua.base.source import Source
from motcua.spine.collection import Collection, Column, Link, Noun, Type
from motcua.spine.procedure import Level, Words


def _w(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


LEVELS: Mapping[str | int, Words] = {
    Level.PROVINCE.value: _w("cấp tỉnh", "province"),
    Level.DISTRICT.value: _w("cấp huyện", "district"),
    Level.COMMUNE.value: _w("cấp xã", "commune"),
}

UNITS = Collection(
    name="units",
    meaning=_w("cơ quan, đơn vị", "agencies and units"),
    noun=Noun(vi="đơn vị", one="unit", many="units"),
    key="code",
    room="organisation",
    columns=(
        Column(name="code", type=Type.TEXT, meaning=_w("mã đơn vị", "the unit's code")),
        Column(name="name", type=Type.TEXT, meaning=_w("tên đơn vị", "the unit's name")),
        Column(name="level", type=Type.TEXT, meaning=_w("cấp hành chính", "the level"), values=LEVELS),
        Column(name="kind", type=Type.TEXT, meaning=_w("loại đơn vị", "the kind of unit")),
        Column(
            name="parent",
            type=Type.TEXT,
            meaning=_w("mã đơn vị cấp trên", "the code of the unit above"),
            of="units",
        ),
        Column(
            name="district",
            type=Type.TEXT,
            meaning=_w("mã đơn vị cấp huyện", "the district's code"),
            of="units",
        ),
        Column(name="receives", type=Type.BOOLEAN, meaning=_w("có Bộ phận Một cửa", "has a one-stop desk")),
        Column(name="valid_from", type=Type.DATE, meaning=_w("ngày thành lập", "the day of founding")),
        Column(
            name="valid_until", type=Type.DATE, meaning=_w("ngày cuối cùng còn hoạt động", "the last day")
        ),
        Column(
            name="succeeded_by",
            type=Type.TEXT,
            meaning=_w("mã đơn vị kế thừa", "the code of the succeeding unit"),
            of="units",
        ),
    ),
    links=(
        Link(name="parent", column="parent", to="units", meaning=_w("đơn vị cấp trên", "the unit above")),
        Link(name="district", column="district", to="units", meaning=_w("đơn vị cấp huyện", "the district")),
        Link(
            name="succeeded_by",
            column="succeeded_by",
            to="units",
            meaning=_w("đơn vị kế thừa", "the succeeding unit"),
        ),
    ),
)

# A unit counts from the day it was founded, also when it was entered later; one that ended stays, with its last day.
SOURCE = Source(
    collection=UNITS,
    tables=("organisation_unit",),
    current="""
    SELECT code, name, level, kind, parent_code AS parent,
           CASE WHEN level <> 'province' AND cardinality(path) > 1 THEN path[2] END AS district,
           receives, valid_from, valid_until, succeeded_by_code AS succeeded_by,
           valid_from::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS since, changed
    FROM organisation_unit
    """,
)
