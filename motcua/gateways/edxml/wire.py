"""The standard's layout as tables: reader, writer and the check before writing all walk these, and nothing else.

A path leads from the record's own element, its last `@` to an attribute. The order is the order on the wire.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from motcua.gateways.edxml import records

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


class Kind(Enum):
    """How a value is read and written."""

    TEXT = auto()
    NAME = auto()  # an identifier or code: kept letter by letter, in no normal form but the sender's
    DATE = auto()
    TIMESTAMP = auto()
    NUMBER = auto()
    TRUTH = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A value, or with `many` a list of texts.

    `needed`: what we send has it. `unsaid`: the value that is not written. `least`: the smallest number.
    `always`: an attribute that stands even when it is empty.
    """

    attr: str
    path: tuple[str, ...]
    attribute: str = ""
    kind: Kind = Kind.TEXT
    needed: bool = False
    many: bool = False
    unsaid: object = None
    least: int = 0
    always: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A record within a record, or with `many` a list of them; `filled`: written though it was absent."""

    attr: str
    path: tuple[str, ...]
    record: type
    needed: bool = False
    many: bool = False
    filled: bool = False


Part = Leaf | Block


def _leaf(
    attr: str,
    path: str,
    kind: Kind = Kind.TEXT,
    *,
    needed: bool = False,
    many: bool = False,
    unsaid: object = None,
    least: int = 0,
    always: bool = False,
) -> Leaf:
    elements, _, attribute = path.partition("@")
    return Leaf(
        attr=attr,
        path=tuple(filter(None, elements.split("/"))),
        attribute=attribute,
        kind=kind,
        needed=needed,
        many=many,
        unsaid=unsaid,
        least=least,
        always=always,
    )


def _block(
    attr: str, path: str, record: type, *, needed: bool = False, many: bool = False, filled: bool = False
) -> Block:
    return Block(
        attr=attr, path=tuple(path.split("/")), record=record, needed=needed, many=many, filled=filled
    )


_HEAD = "MessageHeader/"
_TRACE = "TraceHeaderList/"

TABLES: Mapping[type, tuple[Part, ...]] = {
    records.Organisation: (
        _leaf("organ_id", "OrganId", Kind.NAME, needed=True),
        _leaf("organization_in_charge", "OrganizationInCharge"),
        _leaf("name", "OrganName", needed=True),
        _leaf("address", "OrganAdd"),
        _leaf("email", "Email"),
        _leaf("telephone", "Telephone"),
        _leaf("fax", "Fax"),
        _leaf("website", "Website"),
    ),
    records.Staff: (
        _leaf("department", "Department"),
        _leaf("department_id", "DepartmentId", Kind.NAME),
        _leaf("staff", "Staff"),
        _leaf("staff_id", "StaffId", Kind.NAME),
        _leaf("email", "Email"),
        _leaf("mobile", "Mobile"),
    ),
    records.Reference: (
        _leaf("organ_id", "OrganId", Kind.NAME, needed=True),
        _leaf("code", "Code", Kind.NAME, needed=True),
        _leaf("document_id", "DocumentId", Kind.NAME),
        _leaf("promulgation_date", "PromulgationDate", Kind.DATE, needed=True),
    ),
    records.Status: (
        _block("from_", _HEAD + "From", records.Organisation, needed=True),
        _block("response_for", _HEAD + "ResponseFor", records.Reference, needed=True),
        _block("staff_info", _HEAD + "StaffInfo", records.Staff, needed=True),
        _leaf("status_code", _HEAD + "StatusCode", Kind.NAME, needed=True),
        _leaf("description", _HEAD + "Description", needed=True),
        _leaf("timestamp", _HEAD + "Timestamp", Kind.TIMESTAMP, needed=True),
    ),
    records.Code: (
        _leaf("number", "CodeNumber", Kind.NAME, needed=True),
        _leaf("notation", "CodeNotation", Kind.NAME, needed=True),
    ),
    records.Promulgation: (
        _leaf("place", "Place"),
        _leaf("date", "PromulgationDate", Kind.DATE, needed=True),
    ),
    records.DocumentType: (
        _leaf("type", "Type", Kind.NUMBER),
        _leaf("type_detail", "TypeDetail", Kind.NUMBER, unsaid=-1, least=-1),
        _leaf("type_name", "TypeName", needed=True),
    ),
    records.Signer: (
        _leaf("competence", "Competence"),
        _leaf("position", "Position"),
        _leaf("full_name", "FullName"),
    ),
    records.OtherInfo: (
        _leaf("priority", "Priority", Kind.NUMBER),
        _leaf("sphere_of_promulgation", "SphereOfPromulgation"),
        _leaf("typer_notation", "TyperNotation"),
        _leaf("promulgation_amount", "PromulgationAmount", Kind.NUMBER),
        _leaf("page_amount", "PageAmount", Kind.NUMBER),
        _leaf("reply_fors", "ReplyFors"),
        _leaf("direction", "Direction", Kind.TRUTH, unsaid=False),
        _leaf("reference_codes", "ReferenceCodes"),
        _leaf("appendixes", "Appendixes/Appendix", many=True),
    ),
    records.Trace: (
        _leaf("organ_id", "OrganId", Kind.NAME, needed=True),
        _leaf("timestamp", "Timestamp", Kind.TIMESTAMP, needed=True),
    ),
    records.Receiver: (
        _leaf("organ_id", "OrganId", Kind.NAME, needed=True),
        _leaf("receiver_type", "ReceiverType", needed=True),
    ),
    records.DocumentInfo: (
        _leaf("document_info", "DocumentInfo"),
        _leaf("document_receiver", "DocumentReceiver"),
        _block("receivers", "ReceiverList/Receiver", records.Receiver, many=True),
    ),
    records.Replacement: (
        _leaf("document_id", "DocumentId", Kind.NAME, needed=True),
        _leaf("organ_ids", "OrganIdList/OrganId", Kind.NAME, many=True),
    ),
    records.Business: (
        _leaf("document_id", "DocumentId", Kind.NAME),
        _leaf("type", "BussinessDocType", Kind.NAME, needed=True),
        _leaf("reason", "BussinessDocReason"),
        _leaf("paper", "Paper"),
        _block("document_infos", "BussinessDocumentInfo", records.DocumentInfo, many=True),
        _block("replacements", "ReplacementInfoList/ReplacementInfo", records.Replacement, many=True),
        _block("staff", "StaffInfo", records.Staff, many=True),
    ),
    records.SignedPart: (
        _leaf("uri", "@URI", always=True),
        _leaf("transforms", "Transforms/Transform@Algorithm", many=True),
        _leaf("digest_method", "DigestMethod@Algorithm"),
        _leaf("digest_value", "DigestValue", Kind.NAME),
    ),
    records.Signature: (
        _leaf("canonicalization", "SignedInfo/CanonicalizationMethod@Algorithm"),
        _leaf("method", "SignedInfo/SignatureMethod@Algorithm"),
        _block("references", "SignedInfo/Reference", records.SignedPart, many=True),
        _leaf("value", "SignatureValue", Kind.NAME),
        _leaf("subject_name", "KeyInfo/X509Data/X509SubjectName", Kind.NAME),
        _leaf("certificate", "KeyInfo/X509Data/X509Certificate", Kind.NAME),
    ),
    records.Document: (
        _block("from_", _HEAD + "From", records.Organisation, needed=True),
        _block("to", _HEAD + "To", records.Organisation, needed=True, many=True),
        _leaf("document_id", _HEAD + "DocumentId", Kind.NAME, needed=True),
        _block("code", _HEAD + "Code", records.Code, needed=True),
        _block("promulgation", _HEAD + "PromulgationInfo", records.Promulgation, needed=True),
        _block("document_type", _HEAD + "DocumentType", records.DocumentType, needed=True),
        _leaf("subject", _HEAD + "Subject", needed=True),
        _leaf("content", _HEAD + "Content"),
        _block("signer", _HEAD + "SignerInfo", records.Signer),
        _leaf("due_date", _HEAD + "DueDate", Kind.DATE),
        _block("other_info", _HEAD + "OtherInfo", records.OtherInfo, filled=True),
        _block("response_for", _HEAD + "ResponseFor", records.Reference, many=True),
        _leaf("steering_type", _HEAD + "SteeringType", Kind.NUMBER),
        _leaf("task_codes", _HEAD + "ResponseForTask/TaskCode", Kind.NAME, many=True),
        _leaf("application_type", _HEAD + "ApplicationType"),
        _leaf("to_places", _HEAD + "ToPlaces/Place", many=True),
        _block("business", _TRACE + "Bussiness", records.Business, needed=True),
        _block("traces", _TRACE + "TraceHeader", records.Trace, needed=True, many=True),
        _block("signature", "Signature", records.Signature),
    ),
    records.Entry: (
        _leaf("content_id", "ContentId", Kind.NAME, needed=True),
        _leaf("content_type", "ContentType", Kind.NAME, needed=True),
        _leaf("description", "Description"),
        _leaf("name", "AttachmentName", needed=True),
    ),
    records.Attachment: (
        _leaf("content_id", "ContentId", Kind.NAME, needed=True),
        _leaf("name", "AttachmentName", needed=True),
        _leaf("description", "Description"),
        _leaf("field_name", "FieldName"),
        _leaf("mime_type", "MimeType"),
        _leaf("content_type", "ContentType", Kind.NAME, needed=True),
    ),
}
