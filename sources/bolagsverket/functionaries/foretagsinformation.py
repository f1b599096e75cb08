"""Functionaries and seat from Bolagsverket's paid API Företagsinformation v4: one question for each organisation.

Written after the vendor's published description and one client's recorded answers; it has met no real gateway.
"""

from collections.abc import Iterator

from sources.bolagsverket.circles.answers import Channel
from sources.bolagsverket.circles.asking import fetch_circles
from sources.bolagsverket.circles.questions import Question, opens
from sources.bolagsverket.functionaries.reading import nowhere, read
from sources.fetching.connector import Asked, Fetched

#: What is asked for: no more than is used.
CATEGORIES = ("FUNKTIONARER", "HEMVISTKOMMUN", "ORGANISATIONSDATUM", "VAKANSER_OCH_UPPLYSNINGAR")
QUESTION = Question(
    what="Bolagsverkets API Företagsinformation",
    path="/foretagsinformation/v4/organisationer",
    scope="foretagsinformation:read",
    body={"organisationInformationsmangd": list(CATEGORIES)},
)
CHANNEL = Channel(
    source="foretagsinformation",
    what=QUESTION.what,
    producer="Bolagsverket",
    again_after_days=7,
    open=opens(QUESTION, read, nowhere),
)


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Changes of circles, registered seats and vacancies of the organisations that are followed.

    Raises:
        SourceFault: the source could not be read.
    """
    return fetch_circles(asked, CHANNEL)
