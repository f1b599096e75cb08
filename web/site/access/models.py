"""The people who sign in, as the provider last told of them. There are no passwords here."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from web.site.access.roles import EVERYBODY, LABELS, Role


class User(AbstractUser):
    """Somebody who has signed in; role, regions and municipality are those of the latest sign-in.

    The municipality is empty but for somebody of one.
    """

    role: "models.CharField[str, str]" = models.CharField(max_length=32, default="")
    regions: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    municipality: "models.CharField[str, str]" = models.CharField(max_length=4, default="")

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
    def is_of_inspectorate(self) -> bool:
        """Whether the person works at the inspectorate."""
        return self.current_role in EVERYBODY

    @property
    def own_regions(self) -> frozenset[str]:
        """The divisions that the person works in."""
        return frozenset(self.regions)
