"""From which network address somebody comes, as far as this house itself can know."""

from django.http import HttpRequest


def of(request: HttpRequest) -> str:
    """Give the address at the other end of the line; what a header claims is not believed."""
    return str(request.META.get("REMOTE_ADDR", ""))
