"""The facts of the catalogue: what was published, what was taken over from the national list."""

from datetime import datetime

from motcua.spine import event, procedure

PUBLISHED = "procedures.version-published"
IMPORTED = "procedures.catalogue-imported"
ANSWERED = "procedures.portal-answered"
NATIONAL = "catalogue:national"
ANSWERS = "catalogue:answers"
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name=PUBLISHED,
        stream="procedure:<code>",
        vi="Một phiên bản thủ tục của tỉnh được công bố.",
        en="A version of a procedure was published.",
        fields={
            "code": "the procedure",
            "version": "its number, from 1",
            "valid_from": "the first day of force",
            "digest": "SHA-256 of the definition, by which dossiers quote it",
        },
    ),
    event.Kind(
        name=IMPORTED,
        stream=NATIONAL,
        vi="Danh mục quốc gia được nhập: bao nhiêu mục mới hoặc khác trước.",
        en="Entries of the national list were taken over.",
        fields={
            "entries": "how many were new or other than before",
            "unparsed": "how many places in them wait for an editor",
            "digest": "SHA-256 over all their digests",
        },
    ),
    event.Kind(
        name=ANSWERED,
        stream=ANSWERS,
        vi="Cổng Dịch vụ công quốc gia trả lời về các thủ tục của tỉnh, hoặc một bảng nói thay.",
        en="The national portal answered about the province's procedures, or a table spoke in its place.",
        fields={
            "source": "`portal` or `table`",
            "answered": "about how many procedures",
            "changed": "how many answers are new or other than before",
            "digest": "SHA-256 over all the answers",
        },
    ),
)


def stream(code: str) -> str:
    """Name the stream of one procedure's facts."""
    return f"procedure:{code}"


def published(*, definition: procedure.Definition, by: str, at: datetime) -> event.Fact:
    """Say that a version of a procedure was published, with the digest by which dossiers quote it."""
    return event.Fact(
        kind=PUBLISHED,
        at=at,
        by=by,
        data={
            "code": definition.code,
            "version": definition.version,
            "valid_from": definition.valid_from.isoformat(),
            "digest": definition.digest,
        },
    )


def imported(*, entries: int, unparsed: int, digest: str, by: str, at: datetime) -> event.Fact:
    """Say how many entries of the national list were new or changed, and the digest over all their digests."""
    return event.Fact(
        kind=IMPORTED, at=at, by=by, data={"entries": entries, "unparsed": unparsed, "digest": digest}
    )


def answered(*, source: str, answered: int, changed: int, digest: str, by: str, at: datetime) -> event.Fact:
    """Say about how many procedures there are answers, how many are other than before, and the digest over them all."""
    data: dict[str, event.JSON] = {
        "source": source,
        "answered": answered,
        "changed": changed,
        "digest": digest,
    }
    return event.Fact(kind=ANSWERED, at=at, by=by, data=data)
