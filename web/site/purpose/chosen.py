"""The purpose that is chosen in a session."""

from dataclasses import dataclass

from django.http import HttpRequest

from web.site.purpose.purposes import PURPOSES

_KEY = "purpose"


@dataclass(frozen=True)
class Purpose:
    """Why, and in which case."""

    code: str
    case_number: str

    @property
    def label(self) -> str:
        """The purpose in words."""
        return PURPOSES[self.code]


def chosen(request: HttpRequest) -> Purpose | None:
    """What is chosen, or nothing."""
    kept = request.session.get(_KEY)
    return Purpose(*kept) if kept and kept[0] in PURPOSES else None


def choose(request: HttpRequest, purpose: Purpose) -> None:
    """Remember it until the session ends or another is chosen."""
    request.session[_KEY] = [purpose.code, purpose.case_number]
