"""One question for each organisation, by POST so that its number is in no address, with the source's day of the answer.

What the answers hold is read in the modules of the channels.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sources.bolagsverket.circles.answers import Answer, Ask, Found
from sources.bolagsverket.gateway import at_gateway
from sources.fetching.connector import Asked
from sources.fetching.http.download import answered_on
from sources.fetching.http.faults import asking
from sources.fetching.http.token import with_token
from sources.identity import PseudonymKey

_REFUSED, _NOWHERE = 400, 404

#: Reads an answer: its contents, the number asked about, the key, and the day. Raises `SourceFault`.
Read = Callable[[Any, str, PseudonymKey, dt.date], Answer]


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        what: who is asked, in Swedish, as the beginning of a sentence.
        path: below the gateway.
        scope: what the token is to be good for.
        body: what is sent beside the number.
    """

    what: str
    path: str
    scope: str
    body: Mapping[str, Any] = field(default_factory=dict)


def opens(
    question: Question, read: Read, nowhere: Callable[[dt.date], Answer]
) -> Callable[[Asked], AbstractContextManager[Ask]]:
    """What opens a channel that puts one question about each organisation.

    Args:
        question: the question.
        read: reads an answer.
        nowhere: the answer when the source does not have the organisation.
    """

    @contextmanager
    def open_(asked: Asked) -> Iterator[Ask]:
        decided = at_gateway(asked.access, question.what)
        url = decided.url + question.path

        def ask(organisation: str) -> Answer:
            with asking(question.what):
                response = session.post(url, json={"identitetsbeteckning": organisation, **question.body})
                day = answered_on(response)
                if response.status_code == _NOWHERE:
                    return nowhere(day)
                if response.status_code == _REFUSED:
                    return Answer(day, Found.REFUSED)
                response.raise_for_status()
                content = response.json()
            return read(content, organisation, asked.key, day)

        with with_token(decided, question.scope) as session:
            yield ask

    return open_
