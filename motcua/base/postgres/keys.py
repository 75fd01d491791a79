"""The passwords and the address of an embedded server, in one file that only its owner reads."""

import os
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import msgspec

from motcua.base.postgres import place

DATABASE = "motcua"
SUPERUSER = "postgres"
OWNER = "motcua"
APPLICATION = "motcua_app"
PORT = 5432


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """What a client must know: the folder of the socket and one password for each of the three roles."""

    socket: str
    superuser: str
    owner: str
    application: str

    def url(self, *, role: str, database: str = DATABASE) -> str:
        """Return the address of `database` for `role` as a URL, the socket's folder in the host's place."""
        secret = {SUPERUSER: self.superuser, OWNER: self.owner, APPLICATION: self.application}[role]
        host = urllib.parse.quote(self.socket, safe="")
        return f"postgres://{role}:{urllib.parse.quote(secret, safe='')}@{host}:{PORT}/{database}"


def read(path: Path) -> Keys | None:
    """Read the keys, or None where no server was made yet."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keys)
    except FileNotFoundError:
        return None


def write(path: Path, keys: Keys) -> None:
    """Write the keys whole or not at all, for our eyes only."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.encode(keys))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def new(*, socket: Path) -> Keys:
    """Draw new passwords for a server whose socket lies in `socket`."""
    return Keys(
        socket=str(socket), superuser=place.password(), owner=place.password(), application=place.password()
    )
