"""What one run is asked for: the days, the deliveries and the choices that the result depends on.

As-of days are configuration and not partitions (`docs/decisions/0006-as-of-days-are-configuration.md`). Nothing is
computed here.
"""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
from pydantic import Field, PrivateAttr

from indicators.decisions import shipped


class Request(dg.ConfigurableResource[None]):
    """The choices of one run."""

    home: str = Field(description="The directory that holds all state.")
    deliveries: str = Field(description="The folder with a sub-folder of files per source.")
    as_of: list[str] = Field(default=[], description="Days (YYYY-MM-DD) to compute; none means the day of the run.")
    profile: str = Field(default=shipped.PROFILE, description="The weight profile.")
    seed: int = Field(default=1, description="Seed of everything drawn.")
    key_file: str = Field(default="", description="File with the key of the pseudonyms; none means the home's own.")
    fetch_on: str = Field(default="", description="The day sources are asked on; none means the day of the run.")
    time_zone: str = Field(default="Europe/Stockholm", description="Where the day of the run is read off.")

    _days: tuple[dt.date, ...] = PrivateAttr(default=())
    _fetch_day: dt.date | None = PrivateAttr(default=None)

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Settle the days once, so that every step of the run has the same."""
        if self.as_of:
            self._days = tuple(sorted({_day(text) for text in self.as_of}))
        else:
            self._days = (_day_of_run(context, ZoneInfo(self.time_zone)),)
        self._fetch_day = _day(self.fetch_on) if self.fetch_on else _created(context, ZoneInfo(self.time_zone))

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The as-of days, sorted."""
        return self._days

    @property
    def fetch_day(self) -> dt.date:
        """The day that sources are asked on, which is noted in the book of fetches."""
        if self._fetch_day is None:
            raise dg.Failure("there is no run in the books to take the day from; give fetch_on")
        return self._fetch_day

    @property
    def home_path(self) -> Path:
        """The home directory."""
        return Path(self.home)

    @property
    def deliveries_path(self) -> Path:
        """The folder of deliveries."""
        return Path(self.deliveries)

    @property
    def key_path(self) -> Path | None:
        """The key file, when one was given."""
        return Path(self.key_file) if self.key_file else None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise dg.Failure(f"as_of: {text!r} is not a day ({error}); write it as 2026-06-30") from error


def _day_of_run(context: dg.InitResourceContext, zone: ZoneInfo) -> dt.date:
    day = _created(context, zone)
    if day is None:
        raise dg.Failure("no as-of day was given, and there is no run in the books to take the day from; give as_of")
    return day


def _created(context: dg.InitResourceContext, zone: ZoneInfo) -> dt.date | None:
    record = context.instance.get_run_record_by_id(context.run.run_id) if context.instance and context.run else None
    return None if record is None else record.create_timestamp.astimezone(zone).date()
