"""The database behind HTTP: the twin, served."""

from motcua.base import web
from motcua.gateways.json_http import answering
from motcua.gateways.legal_database import wire
from motcua.systems.exchange.ports import LegalDatabase


def door(*, database: LegalDatabase) -> web.Door:
    """Give the door that `web.serving` opens."""
    return answering.Intake(at=wire.INTAKE, hand_in=database.publish, find=database.find)
