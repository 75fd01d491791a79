"""The reporting system behind HTTP: the twin, served."""

from motcua.base import web
from motcua.gateways.json_http import answering
from motcua.gateways.reporting import wire
from motcua.systems.exchange.ports import ReportingSystem


def door(*, system: ReportingSystem) -> web.Door:
    """Give the door that `web.serving` opens."""
    return answering.Intake(at=wire.INTAKE, hand_in=system.push, find=system.receipt)
