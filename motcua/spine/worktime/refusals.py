from motcua.spine import refusal


class Refusal(refusal.Refusal):
    """A reckoning of time that the calendar or the law does not allow."""
