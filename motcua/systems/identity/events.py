"""The facts about accounts: identifiers and times only, never a name or a number of a person."""

from datetime import datetime

from motcua.spine import access, event

STREAM = "identity:<account>"
GRANT = {
    "grant": "the giving of the role",
    "role": "the role",
    "unit": "code of the unit, null where it reaches the whole province",
    "from": "the moment it begins, null where that is the fact's own",
    "until": "the first moment at which it no longer holds, null where it has no end",
}
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name="identity.opened",
        stream=STREAM,
        vi="Mở tài khoản.",
        en="An account was opened.",
        fields={"kind": "`citizen` or `staff`"},
    ),
    event.Kind(
        name="identity.closed",
        stream=STREAM,
        vi="Khóa tài khoản: không đăng nhập được nữa.",
        en="An account was closed: nobody signs in to it any longer.",
        fields={},
    ),
    event.Kind(
        name="identity.reopened",
        stream=STREAM,
        vi="Mở lại tài khoản đã khóa.",
        en="A closed account was opened again.",
        fields={},
    ),
    event.Kind(
        name="identity.erased",
        stream=STREAM,
        vi="Xóa dữ liệu cá nhân của tài khoản.",
        en="The personal data of an account were erased.",
        fields={},
    ),
    event.Kind(
        name="identity.granted", stream=STREAM, vi="Giao vai trò.", en="A role was given.", fields=GRANT
    ),
    event.Kind(
        name="identity.delegated",
        stream=STREAM,
        vi="Được ủy quyền một vai trò trong một thời gian.",
        en="A role was lent for a time, by whoever the fact is by.",
        fields=GRANT,
    ),
    event.Kind(
        name="identity.grant-ended",
        stream=STREAM,
        vi="Vai trò kết thúc trước thời hạn.",
        en="A role was taken back before its time.",
        fields={"grant": "the giving of the role"},
    ),
    event.Kind(
        name="identity.token-made",
        stream=STREAM,
        vi="Tạo khóa truy cập cho chương trình.",
        en="A key for programs was made.",
        fields={"token": "the key's number"},
    ),
    event.Kind(
        name="identity.token-revoked",
        stream=STREAM,
        vi="Thu hồi khóa truy cập.",
        en="A key for programs was revoked.",
        fields={"token": "the key's number"},
    ),
)


def stream(account_id: str) -> str:
    """Name the stream of facts about one account."""
    return f"identity:{account_id}"


def opened(*, kind: str, by: str, at: datetime) -> event.Fact:
    """Say that an account was opened."""
    return event.Fact(kind="identity.opened", at=at, by=by, data={"kind": kind})


def closed(*, by: str, at: datetime) -> event.Fact:
    """Say that an account was closed: nobody signs in to it any longer."""
    return event.Fact(kind="identity.closed", at=at, by=by, data={})


def reopened(*, by: str, at: datetime) -> event.Fact:
    """Say that a closed account was opened again."""
    return event.Fact(kind="identity.reopened", at=at, by=by, data={})


def erased(*, by: str, at: datetime) -> event.Fact:
    """Say that the personal data of an account was erased."""
    return event.Fact(kind="identity.erased", at=at, by=by, data={})


def granted(*, grant_id: int, grant: access.Grant, by: str, at: datetime) -> event.Fact:
    """Say that a role was given, or lent where the grant names who lent it."""
    return event.Fact(
        kind="identity.delegated" if grant.delegated_by else "identity.granted",
        at=at,
        by=by,
        data={
            "grant": grant_id,
            "role": str(grant.role),
            "unit": grant.unit,
            "from": event.moment(grant.from_) if grant.from_ else None,
            "until": event.moment(grant.until) if grant.until else None,
        },
    )


def ended(*, grant_id: int, by: str, at: datetime) -> event.Fact:
    """Say that a role was taken back before its time."""
    return event.Fact(kind="identity.grant-ended", at=at, by=by, data={"grant": grant_id})


def token_made(*, token_id: int, by: str, at: datetime) -> event.Fact:
    """Say that a key for programs was made."""
    return event.Fact(kind="identity.token-made", at=at, by=by, data={"token": token_id})


def token_revoked(*, token_id: int, by: str, at: datetime) -> event.Fact:
    """Say that a key for programs was revoked."""
    return event.Fact(kind="identity.token-revoked", at=at, by=by, data={"token": token_id})
