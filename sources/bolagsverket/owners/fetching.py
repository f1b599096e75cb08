"""Beneficial owners from Bolagsverket's API VerkligaHuvudmän v1, by the shape one client has published.

Read are who the owners are, and that there are some. Shares and kinds of control are not published, and not read;
representatives own nothing. That nobody is listed is kept as an empty answer, and no state: a company that need not
register anybody looks the same. An anonymous owner is somebody, and nobody in particular.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sources.bolagsverket.circles.answers import Answer, Channel, Found, Holding, Said
from sources.bolagsverket.circles.asking import fetch_circles
from sources.bolagsverket.circles.questions import Question, opens
from sources.fetching.connector import Asked, Fetched, SourceFault
from sources.identity import PseudonymKey, ten_digits

QUESTION = Question(
    what="Bolagsverkets API Verkliga huvudmän",
    path="/verkliga-huvudman/v1/organisationer",
    scope="verkliga-huvudman:read",
)
_LIST, _ROLE, _STATE = "verkligHuvudman", "beneficial_owner", "owner_state"


def read(content: Any, organisation: str, key: PseudonymKey, answered_on: dt.date) -> Answer:
    """The owners that an answer names.

    Raises:
        SourceFault: it has another form than the published one, or is about another organisation.
    """
    told = content[0] if isinstance(content, list) and len(content) == 1 else content
    owners = told.get(_LIST) if isinstance(told, Mapping) else None
    if not isinstance(owners, list) or not all(isinstance(each, Mapping) for each in owners):
        raise SourceFault(f"{QUESTION.what}: svaret har inte den form som är känd (verkligHuvudman)")
    if _number(told) not in (None, organisation):
        raise SourceFault(f"{QUESTION.what}: svaret gäller en annan organisation än den det frågades om")
    unread: Counter[str] = Counter()
    holdings = {
        Holding(key.pseudonym(number), _ROLE) for each in owners if (number := _owner(each, unread)) is not None
    }
    state = Said("value", "registered") if owners else Said("empty")
    return Answer(answered_on, Found.YES, frozenset(holdings), None, {_STATE: state}, unread)


def nowhere(answered_on: dt.date) -> Answer:
    """The answer of a source that does not have the organisation."""
    return Answer(answered_on, Found.NO, fields={_STATE: Said("not_found")})


CHANNEL = Channel(
    source="verkliga_huvudman",
    what=QUESTION.what,
    producer="Bolagsverket",
    again_after_days=28,
    open=opens(QUESTION, read, nowhere),
)


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Changes of beneficial owners of the organisations that are followed.

    Raises:
        SourceFault: the source could not be read.
    """
    return fetch_circles(asked, CHANNEL)


def _owner(node: Mapping[str, Any], unread: Counter[str]) -> str | None:
    """The ten digits of an owner; nothing for one who is anonymous or has no readable number."""
    if node.get("arAnonym") not in (None, False, "NEJ", "false"):
        unread["verkliga huvudmän är anonyma och följs inte"] += 1
        return None
    number = _number(node)
    if number is None:
        unread["verkliga huvudmän saknar läsbart nummer och följs inte"] += 1
    return number


def _number(node: Mapping[str, Any]) -> str | None:
    identity = node.get("identitet")
    written = identity.get("identitetsbeteckning") if isinstance(identity, Mapping) else None
    return ten_digits(written) if isinstance(written, str) else None
