"""The forms of documents: written, received, one an act, the check."""
