"""Selections that are kept, and activities that somebody has taken. No names of actors and no numbers of persons."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A selection of a list under a name: the query of its address, for the one who kept it."""

    user: "models.ForeignKey[object, object]" = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    name: "models.CharField[str, str]" = models.CharField(max_length=60)
    query: "models.CharField[str, str]" = models.CharField(max_length=2000)

    class Meta:
        """One selection a name and person."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="one_view_a_name")]
        ordering: ClassVar = ["name"]


class Assignment(models.Model):
    """An activity that somebody has taken on; nobody else has it at the same time."""

    activity_id: "models.CharField[str, str]" = models.CharField(max_length=80, unique=True)
    user: "models.ForeignKey[object, object]" = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    since: "models.DateTimeField[object, object]" = models.DateTimeField()
