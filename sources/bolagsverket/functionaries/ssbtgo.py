"""Functionaries and seat from the composite service for authorities (SSBTGO v1), in the place of the paid API.

Only the outline of the service is published: that it answers with facts of an organisation, its functionaries among
them. Taken for granted here is that it asks and answers in the words of Företagsinformation, at the path below. An
answer of another form is refused whole, so that nobody is read as gone; what then has to be changed is here alone.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sources.bolagsverket.circles.answers import Answer, Channel, Found
from sources.bolagsverket.circles.asking import fetch_circles
from sources.bolagsverket.circles.questions import Question, opens
from sources.bolagsverket.functionaries.reading import nowhere, read
from sources.fetching.connector import Asked, Fetched, SourceFault
from sources.identity import PseudonymKey

QUESTION = Question(what="Sammansatta bastjänsten (SSBTGO)", path="/ssbtgo/v1/organisationer", scope="ssbtgo:read")


def _read(content: Any, organisation: str, key: PseudonymKey, answered_on: dt.date) -> Answer:
    answer = read(content, organisation, key, answered_on)
    if answer.found is Found.YES and answer.holdings is None:
        raise SourceFault(f"{QUESTION.what}: svaret saknar funktionärer; tjänsten har en annan form än den antagna")
    return answer


CHANNEL = Channel(
    source="ssbtgo",
    what=QUESTION.what,
    producer="Bolagsverket",
    again_after_days=7,
    open=opens(QUESTION, _read, nowhere),
)


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Changes of circles, registered seats and vacancies of the organisations that are followed.

    Raises:
        SourceFault: the source could not be read, or answers in another form than the one taken for granted.
    """
    return fetch_circles(asked, CHANNEL)
