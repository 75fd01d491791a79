"""The room's own law: what a register is, how its file is read, and how a table's cells are."""

from motcua.systems.registers.rules.definition import BETWEEN, KEY, Field, Refusal, Register
from motcua.systems.registers.rules.file import faults, read

__all__ = ["BETWEEN", "KEY", "Field", "Refusal", "Register", "faults", "read"]
