"""The Government's reporting system: indicators of a regime are handed in by unit and period, and a receipt is kept.

The legal base is Decree 09/2019/NĐ-CP; the interface is not published: what is said on the wire here (`POST /reports`,
`GET /reports?receipt=`) is this house's own reading, to be fitted to a real account in `client` and `server` alone.
"""
