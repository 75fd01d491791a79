"""Agencies and units in time: who settles, who receives, who is asked, on a given day."""
