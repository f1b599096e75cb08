"""What the heads of answers say about days: when something was answered, and when it was last changed.

Days are Swedish days, as everywhere else; our own clock is never asked.
"""

import datetime as dt
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import requests

from sources.fetching.connector import SourceFault

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")


def answered_on(response: requests.Response) -> dt.date:
    """The day on which the source answered, by its own clock.

    Raises:
        SourceFault: the answer does not say.
    """
    day = _day(response, "Date")
    if day is None:
        raise SourceFault("källans svar saknar läsbart datum (Date); det går inte att säga när uppgifterna gällde")
    return day


def modified_on(response: requests.Response) -> dt.date:
    """The day on which what was asked for was last changed, else the day of the answer.

    Raises:
        SourceFault: the answer says neither.
    """
    return _day(response, "Last-Modified") or answered_on(response)


def _day(response: requests.Response, name: str) -> dt.date | None:
    try:
        moment = parsedate_to_datetime(response.headers.get(name, ""))
    except ValueError:
        return None
    return swedish_day(moment)


def swedish_day(moment: dt.datetime) -> dt.date:
    """The Swedish day of a moment; one without a zone is in UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(SWEDISH_TIME).date()
