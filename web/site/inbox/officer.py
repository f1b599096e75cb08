"""The book of what has been received, for officers: all of it, and what they add in their role."""

from django.conf import settings

from sources.intake import book
from sources.intake.book import Receipt, Submission
from sources.intake.contract import Content
from sources.intake.sender import OFFICER, Sender
from web.site import clock
from web.site.request import PageRequest

#: The part of the book of officers who work in no division of their own.
_NATIONAL = "hela_landet"


def role_of(request: PageRequest) -> str:
    """What stands in the book for who decided: the role, and never a name."""
    return request.user.role_label


def receive(request: PageRequest, key: str, content: Content) -> Receipt:
    """Let something that an officer registers or decides be received.

    Raises:
        KeyReused: something else was received under the key.
        Refused: a rule is broken.
    """
    division = min(request.user.own_regions, default=_NATIONAL)
    channel = getattr(content, "channel", None) or "email"
    sender = Sender(OFFICER, division, role_of(request), channel)
    return book.receive(settings.CONFIGURATION.home, sender, key, content, at=clock.now())


def everything() -> list[Submission]:
    """All that has been received, the earliest first."""
    return book.read(settings.CONFIGURATION.home)
