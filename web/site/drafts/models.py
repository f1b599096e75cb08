"""A report that is begun, and the files put beside it. They belong to the municipality, not to a person of it."""

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """What has been filled in so far, held to the contract when it is sent.

    `key` is what the report is sent under, so that it becomes one report however often it is sent.
    """

    municipality: "models.CharField[str, str]" = models.CharField(max_length=4, db_index=True)
    key: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    told: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    changed: "models.DateTimeField[object, object]" = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-changed"]


class DraftFile(models.Model):
    """A file put beside a draft: its digest, and what it was called by the one who sent it."""

    draft: "models.ForeignKey[object, object]" = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    sha256: "models.CharField[str, str]" = models.CharField(max_length=64)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    kind: "models.CharField[str, str]" = models.CharField(max_length=120)
    size: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    state: "models.CharField[str, str]" = models.CharField(max_length=40)

    class Meta:
        """A file stands once beside a draft."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "sha256"], name="one_file_a_draft")]
        ordering: ClassVar = ["id"]


def files_of(draft: Draft) -> "models.QuerySet[DraftFile]":
    """The files beside a draft, in the order they came."""
    return DraftFile.objects.filter(draft=draft)
