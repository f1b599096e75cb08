"""The people who sign in, as the provider last told of them. There are no passwords here."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from web.site.access.roles import LABELS, Role


class User(AbstractUser):
    """Somebody who has signed in; role and regions are those of the latest sign-in."""

    role: "models.CharField[str, str]" = models.CharField(max_length=32, default="")
    regions: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def current_role(self) -> Role | None:
        """The role, or none."""
        return Role(self.role) if self.role in set(Role) else None

    @property
    def role_label(self) -> str:
        """What the role is called on the page."""
        return LABELS[self.current_role] if self.current_role else "ingen behörighet"

    @property
    def own_regions(self) -> frozenset[str]:
        """The divisions that the person works in."""
        return frozenset(self.regions)
