"""The room's own law, without a database: the register of units, and the file it is loaded from."""

from motcua.systems.organisation.rules.file import FaultyFile, faults, read
from motcua.systems.organisation.rules.register import Refusal, Register, UnitRecord

__all__ = ["FaultyFile", "Refusal", "Register", "UnitRecord", "faults", "read"]
