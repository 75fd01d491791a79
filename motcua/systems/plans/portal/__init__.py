"""The plans' door for people: the plans, a plan, a target, and the records behind its number."""
