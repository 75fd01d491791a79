"""Messages to the national systems: dossiers and steps to the portal, documents in force, indicators of a plan."""

import secrets
from collections.abc import Mapping
from datetime import datetime

import msgspec

from motcua.spine import access
from motcua.systems.exchange import ports
from motcua.systems.exchange.actions.post import Post, post

BY = access.system("exchange")


def bring_up(
    *,
    message_id: str,
    sender: str,
    to: str,
    lane: str,
    kind: str,
    data: Mapping[str, object],
    at: datetime,
) -> bool:
    """Post a mapping to a national system (`to`, of ports.NATIONAL), in the caller's transaction; said again it goes once.

    Gives whether it is new. The mapping may hold a person's name: the ledger keeps a salted digest alone (decision 0005).
    """
    body = msgspec.json.encode({**data, ports.SALT: secrets.token_hex(16)}, order="deterministic").decode()
    posts = [Post(id=message_id, sender=sender, receiver=to, lane=lane, kind=kind, body=body, channel=to)]
    return bool(post(posts, by=BY, at=at))
