"""The clock of the page: sessions, the audit log and the age of a run need it, and nothing that is computed does."""

import datetime as dt


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is in UTC; the age of a run is told in whole days."""
    return now().date()
