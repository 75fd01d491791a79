"""What every counterpart that speaks JSON over HTTP has in common: asking, answering, and what an answer means.

No counterpart of its own: each says its own words in its folder, and uses these.
"""
