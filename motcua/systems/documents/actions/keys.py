"""Keys: written down for a person or an agency, opened to sign, ended. The key stays in its file or its token."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.base import signing
from motcua.spine import access, event, refusal
from motcua.systems.documents import events, models, rules
from motcua.systems.ledger import actions as ledger, queries as facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolling:
    """Whose key (account, or a unit's code with `agency`), and where it lies: a `.p12` in the folder of keys, or a token.

    `opening` is the password or PIN, used now to read the certificate; it is kept for a `trial` key only.
    """

    holder: str
    agency: bool
    file: str = ""
    token: str = ""
    label: str = ""
    opening: str
    picture: str = ""
    trial: bool = False


def enrol(*, enrolling: Enrolling, by: access.Actor, at: datetime) -> str:
    """Write down the key that a person or an agency signs with from now on; give its certificate's digest.

    Raises Refusal of `signing` where the key cannot be opened, and of `access`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    place = "token" if enrolling.token else "file"
    where = Place(place=place, file=enrolling.file, token=enrolling.token, label=enrolling.label)
    key = _open(where, enrolling.opening)
    certificate = event.digest(key.certificate.dump())
    with transaction.atomic():
        models.SigningKey.objects.filter(
            holder=enrolling.holder, agency=enrolling.agency, ended_at__isnull=True
        ).update(ended_at=at)
        models.SigningKey.objects.create(
            holder=enrolling.holder,
            agency=enrolling.agency,
            name=key.name,
            certificate=certificate,
            until=key.certificate.not_valid_after,
            place=place,
            file=enrolling.file,
            token=enrolling.token,
            label=enrolling.label,
            picture=enrolling.picture,
            trial=enrolling.trial,
            opening=enrolling.opening if enrolling.trial else "",
            enrolled_at=at,
        )
        _tell(
            events.key_enrolled(
                holder=enrolling.holder, certificate=certificate, place=place, by=by.id, at=at
            )
        )
    return certificate


def end(*, key_id: int, by: access.Actor, at: datetime) -> None:
    """Sign with a key no longer."""
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    with transaction.atomic():
        row = models.SigningKey.objects.select_for_update().filter(pk=key_id, ended_at__isnull=True).first()
        if row is None:
            raise no_key()
        models.SigningKey.objects.filter(pk=key_id).update(ended_at=at)
        _tell(events.key_ended(holder=row.holder, certificate=row.certificate, by=by.id, at=at))


def opened(*, holder: str, agency: bool, opening: str = "") -> signing.HeldSigner:
    """Open the key of a person or an agency; `opening` is the password or PIN, not needed for a trial key.

    A trial key is held for as long as the process lives; another is held by whoever asked, and no longer. Raises
    Refusal `documents.no-such-signing-key`, and of `signing`.
    """
    row = models.SigningKey.objects.filter(holder=holder, agency=agency, ended_at__isnull=True).first()
    if row is None:
        raise no_key()
    if row.trial and row.opening:
        return _held(_place(row), row.opening)
    return signing.HeldSigner(_open(_place(row), opening))


def no_key() -> rules.Refusal:
    """Say that there is no key to sign with."""
    return rules.Refusal(
        "documents.no-such-signing-key",
        refusal.gettext_noop(
            "Chưa ghi nhận chứng thư ký số của người hoặc cơ quan này. Hãy đề nghị quản trị hệ thống ghi nhận."
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a key lies, and the certificate that tells it from its successor."""

    place: str
    file: str
    token: str
    label: str
    certificate: str = ""


def _place(row: models.SigningKey) -> Place:
    return Place(
        place=row.place, file=row.file, token=row.token, label=row.label, certificate=row.certificate
    )


@lru_cache(maxsize=512)
def _held(place: Place, opening: str) -> signing.HeldSigner:
    return signing.HeldSigner(_open(place, opening))


def _open(place: Place, opening: str) -> signing.Key:
    if place.place == "token":
        return signing.from_token(
            library=settings.PKCS11_LIBRARY, label=place.token, pin=opening, key_label=place.label
        )
    path = Path(settings.SIGNING_KEYS) / Path(place.file).name  # a name, never a way out of the folder
    try:
        data = path.read_bytes()
    except OSError as error:
        raise no_key() from error
    return signing.from_pkcs12(data, password=opening)


def _tell(fact: event.Fact) -> None:
    stream = f"signing-key:{fact.data['holder']}"
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=[fact])
