"""The national database of legal documents: documents in force are handed in, and found again by number and symbol.

Its interface for provinces is not published: what is said on the wire here (`POST /documents`, `GET /documents?symbol=`)
is this house's own reading, to be fitted to a real account in `client` and `server` alone.
"""
