"""The room's own law: when to try again, how agencies are called, which status may follow which."""
