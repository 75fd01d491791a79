"""The facts about accounts: identifiers and times only, never a name or a number of a person."""

from datetime import datetime

from motcua.spine import access, event


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
