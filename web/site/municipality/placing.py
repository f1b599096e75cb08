"""What municipalities that place people may see: the export `placing_municipality`. Nothing else opens that file.

It holds the same for every municipality. It has no assessment in it, and nothing of reports about individuals.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tables.exports.files import in_force
from tables.exports.placing import PlacingActivity, PlacingDecision, PlacingFinding, PlacingInspection, PlacingReport
from web.site.exported import Row, connection, day_of, equal_to, selected
from web.site.municipality.own import acting_for
from web.site.register.asked import Asked
from web.site.register.which import which
from web.site.request import PageRequest

PROFILE = "placing_municipality"


@dataclass(frozen=True)
class Found:
    """Some of the activities that were asked for, by name.

    Attributes:
        rows: the activities.
        total: how many there are in all.
        instead: the words they were found by where those written are in no name.
    """

    rows: list[Row]
    total: int
    instead: str | None


@dataclass(frozen=True)
class Placing:
    """An export of the profile."""

    folder: Path

    @property
    def day(self) -> dt.date:
        """The day that the rows are about."""
        return day_of(self.folder)

    def found(self, asked: Asked, most: int) -> Found:
        """Activities by name, at most so many."""
        chosen, instead = which(self.folder, PlacingActivity, asked)
        count = f"SELECT count(*) FROM {PlacingActivity.table} WHERE {chosen.sql}"
        total = int(connection(self.folder).execute(count, dict(chosen.values)).fetchone()[0])
        by_name = f"{chosen.sql} ORDER BY activity_name IS NULL, activity_name, activity_id LIMIT :most"
        rows = selected(self.folder, PlacingActivity, by_name, {**chosen.values, "most": most})
        return Found(rows, total, instead)

    def activity(self, activity_id: str) -> Row | None:
        """One activity; `None` where the export has no such one."""
        found = selected(self.folder, PlacingActivity, "activity_id = :id", {"id": activity_id})
        return found[0] if found else None

    def decisions(self, activity: Row) -> tuple[list[Row], list[Row]]:
        """Decisions about an activity, and those about its operator as a whole, the latest first."""
        return self._own_and_of_operator(PlacingDecision, activity, "decision_date DESC, case_no")

    def reports(self, activity: Row) -> tuple[list[Row], list[Row]]:
        """How many reports of a kind and state there are of an activity, and of its operator where none is named."""
        return self._own_and_of_operator(PlacingReport, activity, "kind, latest_at DESC, state")

    def inspections(self, activity_id: str) -> list[Row]:
        """Inspections of an activity, the latest first."""
        return self._of(PlacingInspection, activity_id, "inspected_at DESC, case_no")

    def findings(self, activity_id: str) -> list[Row]:
        """What decisions state of deficiencies of an activity, the latest first."""
        return self._of(PlacingFinding, activity_id, "found_at DESC, case_no, area")

    def _of(self, contract: type[PlacingInspection | PlacingFinding], activity_id: str, order: str) -> list[Row]:
        equal = {"activity_id": activity_id}
        return selected(self.folder, contract, f"{equal_to(contract, equal)} ORDER BY {order}", equal)

    def _own_and_of_operator(
        self, contract: type[PlacingDecision | PlacingReport], activity: Row, order: str
    ) -> tuple[list[Row], list[Row]]:
        own = {"id": activity["activity_id"]}
        whole = {"number": activity["operator_number"]}
        return (
            selected(self.folder, contract, f"activity_id = :id ORDER BY {order}", own),
            selected(
                self.folder, contract, f"activity_id IS NULL AND operator_number = :number ORDER BY {order}", whole
            ),
        )


def placing(request: PageRequest) -> Placing:
    """The export in force, for somebody who acts for a municipality.

    Raises:
        NothingExported: nothing is exported yet.
        PermissionDenied: the provider has not told which municipality somebody acts for.
    """
    acting_for(request)
    return Placing(in_force(settings.CONFIGURATION.home, PROFILE))
