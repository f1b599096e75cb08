"""What is about to be written down of a request: views add to it, the enforcement writes it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from web.site.access.models import User


@dataclass
class Entry:
    """One line of the log before it is written.

    Attributes:
        user: the name of the user at the provider.
        role: the role at the moment.
        action: what was done.
        limit: what it counts towards.
        is_refused: whether it was refused.
        subject_kind: what kind of entity it was about.
        subject: the token of the entity.
        purpose: code of the purpose.
        case_number: the case in which it was done.
        rows: how many rows were shown or taken out.
        is_silent: nothing came of the request, so nothing is written.
    """

    user: str = ""
    role: str = ""
    action: str = ""
    limit: str = ""
    is_refused: bool = False
    subject_kind: str = ""
    subject: str = ""
    purpose: str = ""
    case_number: str = ""
    rows: int = 0
    is_silent: bool = False

    def of(self, user: "User", action: str, *, limit: str = "", is_refused: bool = False) -> Self:
        """The same for a user and what the user did."""
        return replace(
            self, user=user.get_username(), role=user.role, action=action, limit=limit, is_refused=is_refused
        )
