"""What has been sent and is not in the register yet: it gets there by the next run."""

from collections.abc import Iterable

from sources.intake.book import Submission
from web.site.municipality import sent
from web.site.municipality.own import Row


def pending_notifications(everything: Iterable[Submission], rows: Iterable[Row]) -> list[Submission]:
    """Notifications that the register does not have, the latest first."""
    return _not_among(sent.of_kind(everything, "notification"), {row["notification_id"] for row in rows})


def pending_reports(everything: Iterable[Submission], rows: Iterable[Row]) -> list[Submission]:
    """Reports that the register does not have, the latest first."""
    return _not_among(sent.of_kind(everything, "report"), {row["report_id"] for row in rows})


def _not_among(found: Iterable[Submission], known: set[str]) -> list[Submission]:
    return [one for one in found if one.number not in known]
