"""Blanks of a paper: what is not known yet when a person signs it, and is written in afterwards, once.

A document is signed before it has its number (NĐ 30/2020/NĐ-CP, Articles 13 and 15); its number and day must
stand on it all the same. So empty form fields (ISO 32000-1, 12.7.4.3) are put into the paper before the signature, and
filled in a revision of their own after it, which a signature without a prohibition allows. What may be filled so is
little: a field of one of `NAMES`, no larger than a line, empty until then. Everything else is a change of the paper.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.pdf_utils.writer import BasePdfFileWriter, PageObject, PdfFileWriter
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

from motcua.base import paper, typeset
from motcua.base.signing.stamp import POINTS_IN_MM, Box
from motcua.base.signing.strangers import STUMBLES

NAMES = frozenset({"SoKyHieu", "NgayBanHanh", "Ngay", "Thang", "Nam"})
WIDEST, HIGHEST = 100.0, 12.0  # millimetres: a blank is a place in a line
LINE = Path(__file__).parent / "line.typ"
READ_ONLY, PRINTED = 1, 4
CHANGES = frozenset({"/V", "/AP"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """A place that is filled later: its name (one of `NAMES`), what it is called to a listener, and where it is."""

    name: str
    title: str
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What is written into a blank: one line, slanted or upright, in the middle of it or from its left edge."""

    text: str
    slanted: bool = False
    middle: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A blank as it stands in a paper: its value, and what is really to be read there; they should be one."""

    value: str
    shown: str


def add(writer: BasePdfFileWriter, blanks: Sequence[Blank]) -> None:
    """Put empty blanks into a paper that is being written."""
    form = _form(writer)
    for blank in blanks:
        page, _ = writer.find_page_for_modification(blank.box.page)
        field = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Tx"),
                pdf_name("/T"): pdf_string(blank.name),
                pdf_name("/TU"): pdf_string(blank.title),
                pdf_name("/Ff"): generic.NumberObject(READ_ONLY),
                pdf_name("/F"): generic.NumberObject(PRINTED),
                pdf_name("/DA"): pdf_string("/Helv 0 Tf 0 g"),
                pdf_name("/P"): page,
                pdf_name("/Rect"): generic.ArrayObject(
                    generic.FloatObject(f"{one:.2f}") for one in blank.box.points
                ),
            }
        )
        _write(writer, field, None, blank.box)
        reference = writer.add_object(field)
        form["/Fields"].append(reference)
        writer.register_annotation(page, reference)
    writer.update_container(form["/Fields"])


def fill(writer: BasePdfFileWriter, lines: Mapping[str, Line]) -> bool:
    """Write lines into the empty blanks of these names; tell whether there was one."""
    found = False
    for name, field in _fields(writer):
        if name not in lines or "/V" in field:
            continue
        _write(writer, field, lines[name], _box(field))
        writer.update_container(field)
        found = True
    return found


def filled(pdf: bytes) -> dict[str, Filled]:
    """Give what stands in the blanks of a paper that are filled, by their names; nothing of what cannot be read."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return {
            name: Filled(value=str(field["/V"]), shown=_shown(field))
            for name, field in _fields(reader)
            if "/V" in field
        }
    except STUMBLES:
        return {}


def names(handler: PdfHandler) -> tuple[str, ...]:
    """Name the blanks of a paper, filled or not."""
    return tuple(name for name, _ in _fields(handler))


def has_form(handler: PdfHandler) -> bool:
    """Tell whether a paper has fields other than signatures: what could be filled after signing."""
    return any(one.get_object().get("/FT") != "/Sig" for one in _all(handler))


def has_xfa(handler: PdfHandler) -> bool:
    """Tell whether a form within a paper draws it (XFA, struck from PDF by ISO 32000-2), beside the pages that are signed."""
    return "/AcroForm" in handler.root and "/XFA" in handler.root["/AcroForm"]


def _all(handler: PdfHandler) -> Iterable[generic.PdfObject]:
    if "/AcroForm" not in handler.root or "/Fields" not in handler.root["/AcroForm"]:
        return []
    return list(handler.root["/AcroForm"]["/Fields"])


def _fields(handler: PdfHandler) -> Iterable[tuple[str, generic.DictionaryObject]]:
    for one in _all(handler):
        field = one.get_object()
        name = str(field.get("/T", ""))
        if name in NAMES and field.get("/FT") == "/Tx":
            yield name, field


def _form(writer: BasePdfFileWriter) -> generic.DictionaryObject:
    if "/AcroForm" not in writer.root:
        made = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        writer.root[pdf_name("/AcroForm")] = writer.add_object(made)
        writer.update_root()
    form: generic.DictionaryObject = writer.root["/AcroForm"]
    if "/Fields" not in form:
        form[pdf_name("/Fields")] = generic.ArrayObject()
        writer.update_container(form)
    return form


def _write(writer: BasePdfFileWriter, field: generic.DictionaryObject, line: Line | None, box: Box) -> None:
    """Give a field its value and its look: a new one each time, never an old one changed."""
    if line is not None:
        field[pdf_name("/V")] = pdf_string(line.text)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): _look(writer, line, box)})


def _look(writer: BasePdfFileWriter, line: Line | None, box: Box) -> generic.IndirectObject:
    width, height = box.width * POINTS_IN_MM, box.height * POINTS_IN_MM
    look = generic.StreamObject(stream_data=b"")
    if line is not None:
        data = {
            "text": line.text,
            "width": box.width,
            "height": box.height,
            "slanted": line.slanted,
            "middle": line.middle,
        }
        page = typeset.pdf(template=LINE, data=data, at=datetime.fromtimestamp(0, UTC))
        drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
        look = generic.StreamObject(stream_data=b"q /Line Do Q")
        look[pdf_name("/Resources")] = generic.DictionaryObject(
            {pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/Line"): drawn})}
        )
    look[pdf_name("/Type")] = pdf_name("/XObject")
    look[pdf_name("/Subtype")] = pdf_name("/Form")
    look[pdf_name("/BBox")] = generic.ArrayObject(
        generic.FloatObject(f"{one:.2f}") for one in (0, 0, width, height)
    )
    return writer.add_object(look)


def _box(field: generic.DictionaryObject) -> Box:
    left, low, right, high = (float(one) / POINTS_IN_MM for one in field["/Rect"])
    return Box(page=0, x=left, y=low, width=right - left, height=high - low)


def _shown(field: generic.DictionaryObject) -> str:
    """Read what a field shows: its look, put on a page of its own."""
    book = PdfFileWriter()
    look = book.import_object(field["/AP"].raw_get("/N"))
    box = _box(field)
    content = book.add_object(generic.StreamObject(stream_data=b"/Look Do"))
    page = PageObject(
        contents=content,
        media_box=(0, 0, box.width * POINTS_IN_MM, box.height * POINTS_IN_MM),
        resources=generic.DictionaryObject(
            {pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/Look"): look})}
        ),
    )
    book.insert_page(page)
    out = io.BytesIO()
    book.write(out)
    return " ".join(paper.read(out.getvalue(), media_type=paper.PDF).text.split())


class _FilledOnce(GenericFieldModificationRule):
    """A field that is no signature is not touched after signing, but for an empty blank that is filled."""

    def __init__(self) -> None:
        super().__init__(
            allow_in_place_appearance_stream_changes=False,
            always_modifiable=frozenset(),
            value_update_keys=CHANGES,
        )

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        old, new = spec.old_field, spec.new_field
        if spec.field_type == "/Sig" or old is None or new is None or old == new:
            return
        box = _box(new)
        blank = fq_name in NAMES and spec.field_type == "/Tx" and "/V" not in old and "/V" in new
        if not blank or abs(box.width) > WIDEST or abs(box.height) > HIGHEST:
            raise SuspiciousModification(f"the field {fq_name} is no blank that may be filled")
        yield from super().check_form_field(fq_name, spec, context)


# What may be added to a paper after a signature: signatures, their proofs, and lines in blanks. It is the library's
# own policy but for the rule on fields, which there may be filled, and filled anew, whatever they are.
POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), SigFieldModificationRule(), _FilledOnce()]
    ),
)
