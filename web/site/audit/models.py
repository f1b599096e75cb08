"""The table of the audit log. It is only ever appended to: the database itself refuses everything else."""

import datetime as dt
from typing import Any, ClassVar, NoReturn

from django.db import models

from web.site.audit.chain import CHAINED


class AppendOnly(RuntimeError):
    """Rows of the log are neither changed nor removed."""


class LookupRecord(models.Model):
    """One thing that somebody did, or was refused."""

    number: "models.BigIntegerField[int, int]" = models.BigIntegerField(primary_key=True)
    at: "models.DateTimeField[dt.datetime, dt.datetime]" = models.DateTimeField()
    user: "models.CharField[str, str]" = models.CharField(max_length=150)
    role: "models.CharField[str, str]" = models.CharField(max_length=32)
    action: "models.CharField[str, str]" = models.CharField(max_length=40)
    limit: "models.CharField[str, str]" = models.CharField(max_length=20)
    is_refused: "models.BooleanField[bool, bool]" = models.BooleanField()
    subject_kind: "models.CharField[str, str]" = models.CharField(max_length=20)
    subject: "models.CharField[str, str]" = models.CharField(max_length=400)
    purpose: "models.CharField[str, str]" = models.CharField(max_length=40)
    case_number: "models.CharField[str, str]" = models.CharField(max_length=40)
    request_id: "models.CharField[str, str]" = models.CharField(max_length=32)
    rows: "models.IntegerField[int, int]" = models.IntegerField()
    previous: "models.CharField[str, str]" = models.CharField(max_length=64)
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)

    class Meta:
        """Read by user and by subject."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "limit", "at"], name="record_by_user"),
            models.Index(fields=["subject"], name="record_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at.isoformat()} {self.user} {self.action}"

    def save(self, *arguments: Any, **named: Any) -> None:
        """Append. A row that is there stays as it is."""
        if not self._state.adding:
            raise AppendOnly("the log is only appended to")
        super().save(*arguments, **{**named, "force_insert": True})

    def delete(self, *arguments: Any, **named: Any) -> NoReturn:
        """Never."""
        del arguments, named
        raise AppendOnly("the log is only appended to")

    def values_in_chain(self) -> dict[str, Any]:
        """What the digest covers."""
        return {name: getattr(self, name) for name in CHAINED}
