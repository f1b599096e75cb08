"""What is said on the next page about what was just done; what the sign-in says of itself is left out."""

from django.contrib import messages

from web.site.request import PageRequest

_OURS = "desk"


def say(request: PageRequest, text: str) -> None:
    """Say it once, on the next page."""
    messages.info(request, text, extra_tags=_OURS)


def said(request: PageRequest) -> list[str]:
    """What was said since the page before."""
    return [str(one) for one in messages.get_messages(request) if one.extra_tags == _OURS]
