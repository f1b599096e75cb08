"""What a municipality has been told of others' reports: the export `inter_board`. Nothing else opens that file.

Every question is asked for the municipality of who asks; the yearly figures are its own and the whole country's.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tables.exports.files import in_force
from tables.exports.inter_board import InterBoardPattern, InterBoardReport, YearlyReports
from web.site.exported import Row, day_of, selected
from web.site.municipality.own import acting_for
from web.site.request import PageRequest

PROFILE = "inter_board"


@dataclass(frozen=True)
class Board:
    """What one municipality has been told in one export.

    Attributes:
        municipality: its code.
        folder: the export.
    """

    municipality: str
    folder: Path

    @property
    def day(self) -> dt.date:
        """The day that the export is about."""
        return day_of(self.folder)

    def reports(self) -> list[Row]:
        """Reports that it was told of, the latest told first, then the latest made."""
        return self._told(InterBoardReport, "told_on DESC, reported_at DESC, report_id")

    def patterns(self) -> list[Row]:
        """Providers that it was told of, those reported by most municipalities first."""
        return self._told(InterBoardPattern, "n_boards DESC, n_reports DESC, operator_name, operator_number")

    def years(self) -> list[tuple[Row, Row | None]]:
        """The yearly figures of the country, the latest first, each with the municipality's own where it has any."""
        mine = {_key(row): row for row in self._yearly("reported_by = :code")}
        country = self._yearly("reported_by IS NULL ORDER BY year DESC, subject_type DESC, kind")
        return [(row, mine.get(_key(row))) for row in country]

    def _told(self, contract: type[InterBoardReport | InterBoardPattern], order: str) -> list[Row]:
        where = f"recipient = :code ORDER BY {order}"
        return selected(self.folder, contract, where, {"code": self.municipality})

    def _yearly(self, where: str) -> list[Row]:
        return selected(self.folder, YearlyReports, where, {"code": self.municipality})


def board(request: PageRequest) -> Board:
    """What the municipality of who asks has been told.

    Raises:
        NothingExported: nothing is exported yet.
        PermissionDenied: the provider has not told which municipality somebody acts for.
    """
    return Board(acting_for(request), in_force(settings.CONFIGURATION.home, PROFILE))


def _key(row: Row) -> tuple[int, str, str]:
    return row["year"], row["kind"], row["subject_type"]
