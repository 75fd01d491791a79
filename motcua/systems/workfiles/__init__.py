"""Work files: listed for the year, opened, filled, closed, handed to the archive; every step in the system or marked as paper."""
