"""The service itself: where it is, how it is opened, and its four questions. What answers mean is in `answers.py`.

Identity numbers are sent in the body of a question, never in an address.
"""

import datetime as dt
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import requests

from sources.bolagsverket.gateway import at_gateway
from sources.fetching.decisions import Access
from sources.fetching.http.faults import asking
from sources.fetching.http.headers import answered_on
from sources.fetching.http.token import with_token

WHO = "Bolagsverkets API Värdefulla datamängder"
BASE = "/vardefulla-datamangder/v1"
SCOPE = "vardefulla-datamangder:read vardefulla-datamangder:ping"


@dataclass(frozen=True)
class Answer:
    """What was answered, as it came, and the day the source answered."""

    body: Any
    day: dt.date


class Service:
    """The opened service. Use as a context manager.

    All questions raise `SourceUnreachable` when nothing more will be answered now, and `SourceFault` when this one was
    refused or its answer cannot be read.
    """

    def __init__(self, session: requests.Session, url: str) -> None:
        self.session, self.url = session, url

    @classmethod
    def open(cls, access: Access) -> Self:
        """The service at the decided gateway.

        Raises:
            SourceFault: there are no credentials, or only one of the two addresses is decided.
        """
        decided = at_gateway(access, WHO)
        return cls(with_token(decided, SCOPE), f"{decided.url.rstrip('/')}{BASE}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def is_alive(self) -> bool:
        """Whether the service answers that it is up."""
        with asking(WHO):
            response = self.session.get(f"{self.url}/isalive")
            response.raise_for_status()
            return response.text.strip() == "OK"

    def organisations(self, number: str) -> Answer:
        """What there is under an identity number of ten or twelve digits."""
        return self._about(number, "organisationer")

    def document_list(self, number: str) -> Answer:
        """Which digital annual reports there are under an identity number."""
        return self._about(number, "dokumentlista")

    def document_url(self, document_id: str) -> str:
        """Where a document is; its id says nothing about whose it is."""
        return f"{self.url}/dokument/{document_id}"

    def _about(self, number: str, what: str) -> Answer:
        with asking(WHO):
            response = self.session.post(f"{self.url}/{what}", json={"identitetsbeteckning": number})
            response.raise_for_status()
            return Answer(response.json(), answered_on(response))
