"""The national document axis (trục liên thông văn bản quốc gia): edXML messages sent, listed, fetched and answered for.

The operations and the answer's fields are those of the VXP client that agencies use; the particulars of a request are
not published, and stand in `wire` alone, to be fitted to a real account. See README.md.
"""
