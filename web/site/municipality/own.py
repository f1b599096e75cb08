"""What a municipality may see of the export `party`: its own rows, and the country's control figure.

The only place that opens that file, so that every question is asked for the municipality of who asks. Nothing of the
municipalities' pages opens what is published to the inspectorate.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied

from tables.code_lists import code_list, labels_of
from tables.exports.base import Export
from tables.exports.files import in_force
from tables.exports.municipal import ControlFigure
from web.site import exported
from web.site.exported import day_of, equal_to, selected
from web.site.request import PageRequest

PROFILE = "party"
Row = exported.Row


@dataclass(frozen=True)
class Own:
    """The rows of one municipality in one export.

    Attributes:
        municipality: its code.
        folder: the export.
    """

    municipality: str
    folder: Path

    @property
    def name(self) -> str:
        """What the municipality is called."""
        return labels_of("municipalities")[self.municipality]

    @property
    def day(self) -> dt.date:
        """The day that the export is about."""
        return day_of(self.folder)

    def rows(self, contract: type[Export], **equal: str) -> list[Row]:
        """The municipality's rows of a table, those where the named columns are as told."""
        return self._asked(contract, {"municipality_code": self.municipality, **equal})

    def national(self) -> list[Row]:
        """The control figure of the whole country."""
        return self._asked(ControlFigure, {"area": "national"})

    def _asked(self, contract: type[Export], equal: Mapping[str, str]) -> list[Row]:
        return selected(self.folder, contract, equal_to(contract, equal), equal)


def own(request: PageRequest) -> Own:
    """What the municipality of who asks may see.

    Raises:
        NothingExported: nothing is exported yet.
        PermissionDenied: the provider has not told which municipality somebody acts for.
    """
    return Own(acting_for(request), in_force(settings.CONFIGURATION.home, PROFILE))


def acting_for(request: PageRequest) -> str:
    """The code of the municipality that somebody acts for.

    Raises:
        PermissionDenied: the provider has not told which.
    """
    if request.user.municipality not in labels_of("municipalities"):
        raise PermissionDenied
    return request.user.municipality


@functools.cache
def field_labels() -> Mapping[str, str]:
    """What a mandatory field of the register is called."""
    return dict(code_list("mandatory_fields").select("field", "label_sv").unique().iter_rows())
