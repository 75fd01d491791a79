"""The facts of the dossiers: those of the law itself (`motcua.spine.dossier.FACTS`), and what happens around them."""

from datetime import datetime

from motcua.spine import dossier, event

FILE = {
    "dossier": "the dossier",
    "file": "the file",
    "digest": "SHA-256 of its content",
    "size": "bytes",
}
KINDS: tuple[event.Kind, ...] = (
    *dossier.FACTS,
    event.Kind(
        name="dossier.file_added",
        stream="file:<file>",
        vi="Một tệp được đính kèm vào hồ sơ; tên tệp không ghi vào sổ cái.",
        en="A file came to the dossier; its name, which may be a person's, stays out of the ledger.",
        fields=FILE,
    ),
    event.Kind(
        name="dossier.file_taken_back",
        stream="file:<file>",
        vi="Một tệp vừa gửi để bổ sung được người nộp lấy lại.",
        en="The citizen took back a file brought for a supplement that was not yet sent.",
        fields=FILE,
    ),
    event.Kind(
        name="dossier.revealed",
        stream="reveal:<dossier>",
        vi="Cán bộ xem đầy đủ thông tin cá nhân của người nộp.",
        en="An officer asked to see who the applicant is.",
        fields={"dossier": "the dossier"},
    ),
    event.Kind(
        name="dossier.seen_outside",
        stream="outside:<source>:<number>",
        vi="Một hồ sơ được thấy trong hệ thống riêng của ngành.",
        en="A dossier was seen in a sector's own system, against which ours are counted.",
        fields={
            "source": "the system",
            "number": "its number there",
            "ours": "our number of the same dossier, null where we have none",
        },
    ),
    event.Kind(
        name="simulation.began",
        stream="simulation",
        vi="Dữ liệu mô phỏng bắt đầu được sinh ra; mọi trang nói rõ điều đó.",
        en="A simulation began: from now on every page says that the data are simulated.",
        fields={"dossiers": "how many", "seed": "the number the dice begin with", "run": "1 the first time"},
    ),
)


def file_added(*, dossier: str, file: str, digest: str, size: int, by: str, at: datetime) -> event.Fact:
    """Say that a file came to a dossier: its digest and size, never its name, which may be a person's."""
    data: dict[str, event.JSON] = {"dossier": dossier, "file": file, "digest": digest, "size": size}
    return event.Fact(kind="dossier.file_added", at=at, by=by, data=data)


def file_taken_back(*, dossier: str, file: str, digest: str, size: int, by: str, at: datetime) -> event.Fact:
    """Say that the citizen took a file back before sending it."""
    data: dict[str, event.JSON] = {"dossier": dossier, "file": file, "digest": digest, "size": size}
    return event.Fact(kind="dossier.file_taken_back", at=at, by=by, data=data)


def revealed(*, dossier: str, by: str, at: datetime) -> event.Fact:
    """Say that an officer asked to see who the applicant is."""
    return event.Fact(kind="dossier.revealed", at=at, by=by, data={"dossier": dossier})


def seen_outside(*, source: str, number: str, ours: str | None, by: str, at: datetime) -> event.Fact:
    """Say that a sector's own system knows a dossier."""
    data: dict[str, event.JSON] = {"source": source, "number": number, "ours": ours}
    return event.Fact(kind="dossier.seen_outside", at=at, by=by, data=data)


def simulation_began(*, dossiers: int, seed: int, run: int, by: str, at: datetime) -> event.Fact:
    """Say that what follows is simulated."""
    data: dict[str, event.JSON] = {"dossiers": dossiers, "seed": seed, "run": run}
    return event.Fact(kind="simulation.began", at=at, by=by, data=data)
