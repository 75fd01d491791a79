"""An administrative procedure as data: its definition, and the list of what is wrong with a file of one."""

from motcua.spine.fault import Fault
from motcua.spine.procedure.definition import (
    CONSULTED,
    HANDLING,
    RECEIVING,
    Audience,
    Channel,
    Citation,
    Deadline,
    Definition,
    Exemption,
    Fee,
    Level,
    Paper,
    Refusal,
    Result,
    ServiceLevel,
    Step,
    Words,
    from_json,
    to_json,
)
from motcua.spine.procedure.file import WITHIN_THE_DAY, FaultyFile, faults, read
from motcua.spine.procedure.process import hours_in, hours_of, longest_path, ready
from motcua.spine.procedure.steps import Role

__all__ = [
    "CONSULTED",
    "HANDLING",
    "RECEIVING",
    "WITHIN_THE_DAY",
    "Audience",
    "Channel",
    "Citation",
    "Deadline",
    "Definition",
    "Exemption",
    "Fault",
    "FaultyFile",
    "Fee",
    "Level",
    "Paper",
    "Refusal",
    "Result",
    "Role",
    "ServiceLevel",
    "Step",
    "Words",
    "faults",
    "from_json",
    "hours_in",
    "hours_of",
    "longest_path",
    "read",
    "ready",
    "to_json",
]
