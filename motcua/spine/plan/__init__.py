"""A plan as data: its pillars, its targets, what each asks for and how each is measured."""

from motcua.spine.plan.definition import Evidence, Pillar, Plan, Reading, Refusal, Target
from motcua.spine.plan.reader import faults, read

__all__ = ["Evidence", "Pillar", "Plan", "Reading", "Refusal", "Target", "faults", "read"]
