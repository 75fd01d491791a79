"""Holding the server: the first who needs it starts it, the last who leaves stops it.

Every holder keeps a shared lock on one file. The kernel lets go of it however a holder ends, so a server left
behind by a killed parent is found, used and in the end stopped by the next holder.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import psycopg

from motcua.base.postgres import cluster, keys, place, roles


@contextlib.contextmanager
def running(at: place.Place) -> Iterator[keys.Keys]:
    """Have the server of this place running within the block, and say how to reach it.

    Raises psycopg.OperationalError, a sentence, when it cannot be started.
    """
    try:
        place.prepare(at)
        holders = place.private_file(at.home / "holders")
    except PermissionError as error:
        message = f"{error.filename} belongs to another user; run as that user, or set MOTCUA_VAR to a folder of yours"
        raise psycopg.OperationalError(message) from error
    with holders:
        with _door(at):
            known = _started(at, holders)
            fcntl.flock(holders, fcntl.LOCK_SH)
        try:
            yield known
        finally:
            with _door(at):
                _leave(at, holders)


def _started(at: place.Place, holders: IO[bytes]) -> keys.Keys:
    known = keys.read(at.keys)
    if known is not None and cluster.alive(at):
        if not _alone(holders):
            return known  # whoever holds it has seen it work
        with contextlib.suppress(psycopg.OperationalError):
            roles.settle(known)
            return known
        cluster.stop(at)
    made = (at.data / "PG_VERSION").is_file()
    if made and known is None:
        message = f"{at.data} holds a database whose passwords ({at.keys.name}) are lost; move the folder away to begin anew"
        raise psycopg.OperationalError(message)
    socket = place.socket_folder(at=at, before=Path(known.socket) if known else None)
    known = replace(known, socket=str(socket)) if known else keys.new(socket=socket)
    keys.write(at.keys, known)
    cluster.make(at, superuser=known.superuser)
    cluster.start(at, socket=socket)
    roles.settle(known)
    return known


def _leave(at: place.Place, holders: IO[bytes]) -> None:
    if not _alone(holders):
        return
    cluster.stop(at)
    known = keys.read(at.keys)
    if known is not None and not Path(known.socket).is_relative_to(at.home):
        with contextlib.suppress(OSError):
            Path(known.socket).rmdir()


def _alone(holders: IO[bytes]) -> bool:
    """Tell, behind the door, whether nobody else holds the server."""
    try:
        fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _door(at: place.Place) -> Iterator[None]:
    """Let one process at a time start or stop the server."""
    with place.private_file(at.home / "door") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def nobody_holds(at: place.Place) -> bool:
    """Tell whether no server runs here and nobody is about to use one."""
    with _door(at):
        return cluster.alive(at) is None
