"""What may be done to the plans: each intention one function, one transaction, and its facts."""

from motcua.systems.plans.actions.loading import Loaded, load_plan

__all__ = ["Loaded", "load_plan"]
