"""What a message says, as frozen records; every value may be absent, for that is how messages come.

Texts are as received but for the blanks around them; absent and empty are both None. Dates are `yyyy/MM/dd` and
timestamps `yyyy/MM/dd HH:mm:ss` in the time of Viet Nam, as on the wire (`moments` makes them).
"""

from dataclasses import dataclass

from motcua.gateways.edxml.contents import Content


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """An agency that sends or receives; its code is opaque, of the form of 2016 or of 2022."""

    organ_id: str | None = None
    organization_in_charge: str | None = None
    name: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """The person to ask."""

    department: str | None = None
    department_id: str | None = None
    staff: str | None = None
    staff_id: str | None = None
    email: str | None = None
    mobile: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """The document that a reply or a status is about; `code` is `number/notation` in one."""

    organ_id: str | None = None
    code: str | None = None
    document_id: str | None = None
    promulgation_date: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """What became of a document."""

    from_: Organisation = Organisation()
    response_for: Reference = Reference()
    staff_info: Staff | None = None
    status_code: str | None = None
    description: str | None = None
    timestamp: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """Number and notation of a document (số và ký hiệu)."""

    number: str | None = None
    notation: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Promulgation:
    """Where and when a document was issued."""

    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentType:
    """The type of a document; no numbering is respected by all, so the name is the value to trust."""

    type: int = 2
    type_detail: int = -1
    type_name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Who signed, and in what capacity (TM., KT., TL., …)."""

    competence: str | None = None
    position: str | None = None
    full_name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherInfo:
    """Urgency, circulation and counts."""

    priority: int = 0
    sphere_of_promulgation: str | None = None
    typer_notation: str | None = None
    promulgation_amount: int = 1
    page_amount: int = 1
    reply_fors: str | None = None
    direction: bool = False
    reference_codes: str | None = None
    appendixes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """One hop of the message."""

    organ_id: str | None = None
    timestamp: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    """A receiver added (`1`) or removed (`0`) by an update."""

    organ_id: str | None = None
    receiver_type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentInfo:
    """What an update changes: the content (`1`), the receivers (`1`) and which of them."""

    document_info: str | None = None
    document_receiver: str | None = None
    receivers: tuple[Receiver, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """A document that is replaced, and for whom."""

    document_id: str | None = None
    organ_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Business:
    """What the message does (`codes.Operation`), to which document, and why."""

    type: str | None = None
    reason: str | None = None
    document_id: str | None = None
    paper: str | None = None
    staff: tuple[Staff, ...] = ()
    document_infos: tuple[DocumentInfo, ...] = ()
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedPart:
    """One reference of the signature block."""

    uri: str | None = None
    transforms: tuple[str, ...] = ()
    digest_method: str | None = None
    digest_value: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """The block as it came. Nobody checks it and it proves nothing: never show a document as signed because of it."""

    canonicalization: str | None = None
    method: str | None = None
    references: tuple[SignedPart, ...] = ()
    value: str | None = None
    subject_name: str | None = None
    certificate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the manifest; of its attachment only the id can be believed."""

    content_id: str | None = None
    content_type: str | None = None
    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """One file: what the message says of it, and the file itself after base64 and unwrapping."""

    content_id: str | None = None
    content_type: str | None = None
    name: str | None = None
    description: str | None = None
    field_name: str | None = None
    mime_type: str | None = None
    content: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document on its way: new, recalled, updated, replaced or in reply (`business`, `response_for`)."""

    from_: Organisation = Organisation()
    to: tuple[Organisation, ...] = ()
    document_id: str | None = None
    code: Code = Code()
    promulgation: Promulgation = Promulgation()
    document_type: DocumentType = DocumentType()
    subject: str | None = None
    content: str | None = None
    signer: Signer | None = None
    due_date: str | None = None
    to_places: tuple[str, ...] = ()
    other_info: OtherInfo | None = None
    response_for: tuple[Reference, ...] = ()
    steering_type: int = 0
    task_codes: tuple[str, ...] = ()
    application_type: str | None = None
    traces: tuple[Trace, ...] = ()
    business: Business = Business()
    signature: Signature | None = None
    manifest: tuple[Entry, ...] = ()
    attachments: tuple[Attachment, ...] = ()


Message = Document | Status
