"""The table of own assessments. One row for a person, a case and a subject; a second one is never written."""

import datetime as dt
from typing import ClassVar

from django.db import models

VERDICTS = (
    ("need", "Behov av tillsyn"),
    ("no_need", "Inget behov av tillsyn"),
    ("cannot_judge", "Kan inte bedöma"),
)


class Assessment(models.Model):
    """What somebody thought, and why, before place and reasons were shown."""

    at: "models.DateTimeField[dt.datetime, dt.datetime]" = models.DateTimeField()
    user: "models.CharField[str, str]" = models.CharField(max_length=150)
    case_number: "models.CharField[str, str]" = models.CharField(max_length=40)
    subject_kind: "models.CharField[str, str]" = models.CharField(max_length=20)
    subject: "models.CharField[str, str]" = models.CharField(max_length=400)
    run_id: "models.CharField[str, str]" = models.CharField(max_length=64)
    verdict: "models.CharField[str, str]" = models.CharField(max_length=20, choices=VERDICTS)
    why: "models.CharField[str, str]" = models.CharField(max_length=1000)

    class Meta:
        """Once a review."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "case_number", "subject"], name="one_assessment_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.at.date().isoformat()} {self.get_verdict_display()}"

    def get_verdict_display(self) -> str:
        """The verdict in words."""
        return dict(VERDICTS)[self.verdict]
