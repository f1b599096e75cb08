"""What the published register says, as far as what is sent is held against it."""

import datetime as dt
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tables.serving import NothingPublished, Published, current

_SQL = """
SELECT v.activity_id, v.operator_type, v.operating_status, v.form_code, a.municipality_code AS seat,
       v.municipality_code AS site
FROM core.activity_version v
LEFT JOIN core.actor a ON a.actor_id = v.actor_id AND a.known_to IS NULL
WHERE v.activity_id = ? AND v.known_to IS NULL
ORDER BY v.valid_from DESC LIMIT 1
"""
_ACTOR = """
SELECT actor_id FROM core.activity_version WHERE activity_id = ? AND known_to IS NULL ORDER BY valid_from DESC LIMIT 1
"""
_MUNICIPALITY = """
SELECT municipality_code FROM core.actor WHERE actor_id = ? AND operator_type = 'municipal' AND known_to IS NULL
"""
_STATE = (
    "SELECT known_from, state FROM core.report WHERE report_id = ? AND known_to IS NULL ORDER BY known_from LIMIT 1"
)
_REGISTERED = "SELECT registered_at FROM core.notification WHERE notification_id = ? LIMIT 1"
_GROUNDS = ("unlicensed", "unsuitable", "serious_deficiency")
_REPORTED = ("report_id", "kind", "received_at", "area", "subject_type", "activity_id", "actor_id")
_REPORT = f"""
SELECT report_id, kind, event_date, area, subject_type, activity_id, actor_id,
       {", ".join(f"is_{ground}" for ground in _GROUNDS)}
FROM core.report WHERE known_to IS NULL
"""
_REPORTS = f"""
{_REPORT} AND (activity_id = ? OR actor_id = ?) AND event_date BETWEEN ? AND ?
ORDER BY report_id
"""


@dataclass(frozen=True)
class KnownActivity:
    """An activity as the register holds it now.

    Attributes:
        activity_id: its id.
        operator_type: who stands behind it.
        operating_status: whether it operates.
        form_code: its form.
        municipality_code: the municipality that answers for it, when one does: that of the operator, else of the site.
    """

    activity_id: str
    operator_type: str
    operating_status: str
    form_code: str
    municipality_code: str | None

    def is_run_by(self, municipality_code: str) -> bool:
        """Whether a municipality runs the activity itself."""
        return self.operator_type == "municipal" and self.municipality_code == municipality_code


@dataclass(frozen=True)
class KnownRegister:
    """The published register, asked for one activity or report at a time. Safe to use from several threads."""

    published: Published
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def activity(self, activity_id: str) -> KnownActivity | None:
        """An activity by its id."""
        rows = self._rows(_SQL, activity_id)
        if not rows:
            return None
        name, operator_type, status, form_code, seat, site = rows[0]
        return KnownActivity(name, operator_type, status, form_code, seat or site)

    def municipality_of(self, operator_id: str) -> str | None:
        """The municipality that an operator is, or is a company of."""
        rows = self._rows(_MUNICIPALITY, operator_id)
        return rows[0][0] if rows else None

    def has_report(self, report_id: str) -> bool:
        """Whether a report of this number is known."""
        return bool(self._rows("SELECT 1 FROM core.report WHERE report_id = ? LIMIT 1", report_id))

    def actor_of(self, activity_id: str) -> str | None:
        """Who runs an activity now."""
        rows = self._rows(_ACTOR, activity_id)
        return rows[0][0] if rows else None

    def report(self, report_id: str) -> dict[str, Any] | None:
        """A report as it is now."""
        rows = self._rows(f"{_REPORT} AND report_id = ? LIMIT 1", report_id)
        return _as_report(rows[0]) if rows else None

    def reports_about(
        self, activity_id: str | None, actor_id: str | None, first: dt.date, last: dt.date
    ) -> list[dict[str, Any]]:
        """The reports about an activity or its actor that came from one day to another, as they are now."""
        rows = self._rows(_REPORTS, activity_id, actor_id, first, last)
        return [_as_report(row) for row in rows]

    def state_of(self, report_id: str) -> tuple[dt.date, str] | None:
        """The state that a report is in, and the day that it was known to be."""
        rows = self._rows(_STATE, report_id)
        return (rows[0][0], rows[0][1]) if rows else None

    def registered_on(self, notification_id: str) -> dt.date | None:
        """The day a notification was registered, once it is in the register."""
        rows = self._rows(_REGISTERED, notification_id)
        return rows[0][0] if rows else None

    def _rows(self, sql: str, *told: object) -> list[tuple[Any, ...]]:
        with self._turn:
            return self.published.rows(sql, list(told)).rows()


def known_register(home: Path) -> KnownRegister | None:
    """The register that is published in a home directory; nothing where none is."""
    try:
        path = current(home)
    except NothingPublished:
        return None
    return _opened(home, path.stem)


@lru_cache(maxsize=2)
def _opened(home: Path, run_id: str) -> KnownRegister:
    return KnownRegister(Published(home, run_id))


def _as_report(row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(_REPORTED, row, strict=False)) | {"grounds": _grounds(row), "is_ours": False}


def _grounds(row: tuple[Any, ...]) -> set[str]:
    return {ground for ground, holds in zip(_GROUNDS, row[len(_REPORTED) :], strict=True) if holds}
