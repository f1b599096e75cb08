"""What can be wrong with a vendor, switched on for a path and so many requests.

    server.faults.add("/vardefulla-datamangder/v1/organisationer", Status(429, retry_after=1), times=2)
    server.faults.add("/bolagsverket/", Drop(share=0.5), times=1)

Faults that change what is answered are read by the services; the others are carried out in `watching.py`.
"""

import threading
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Slow:
    """The answer takes so many seconds longer."""

    seconds: float


@dataclass(frozen=True)
class Status:
    """Another status instead of an answer, with the vendor's error body; `retry_after` is the header, when given."""

    code: int
    retry_after: int | str | None = None


@dataclass(frozen=True)
class Drop:
    """The connection is cut when this share of the body has been sent, 0 to 1."""

    share: float = 0.5


@dataclass(frozen=True)
class Body:
    """Other bytes than there should be, with status 200."""

    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True)
class SourceDown:
    """One producer behind the service does not answer: status 200, and `fel` in its fields.

    Attributes:
        producers: `Bolagsverket`, `SCB` or both.
        kind: code of the error; `TIMEOUT` is the other one seen.
        identities: about whom; empty means everybody.
    """

    producers: tuple[str, ...] = ("SCB",)
    kind: str = "OTILLGANGLIG_UPPGIFTSKALLA"
    identities: tuple[str, ...] = ()


@dataclass(frozen=True)
class TokenLife:
    """Tokens given out hold for so long.

    Attributes:
        seconds: for how long they are accepted.
        said: what `expires_in` says; the same when nothing is given.
    """

    seconds: float
    said: int | None = None


class Manner(StrEnum):
    """Ways to write an answer that differ from how the vendor mostly does it."""

    SPEC_CODES = "the type codes of the specification instead of those on the wire"
    MISSPELT_KEYS = "the key of ongoing procedures misspelt, as in the specification's own example"
    EPOCH_DATES = "dates as milliseconds since 1970"
    LONG_DATES = "dates with a time of day and a zone"
    UNTRIMMED_TEXTS = "blanks, line breaks and a literal backslash n around texts"
    BARE_LISTS = "industries without the blank ones that pad the list to five"
    PADDED_LISTS = "lists with blank elements at the end, the list of industries among them"
    NO_TYPE = "no type of identity"
    EMPTY_DOCUMENT_LIST = "no documents, and not even the key"


Fault = Slow | Status | Drop | Body | SourceDown | TokenLife | Manner


@dataclass
class _Rule:
    path: str
    fault: Fault
    left: int | None


class Faults:
    """The faults that are switched on. Safe to change while the server runs."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()

    def add(self, path: str, fault: Fault, times: int | None = None) -> None:
        """Switch a fault on for requests whose path begins with `path`, so many times or until `clear`."""
        with self._lock:
            self._rules.append(_Rule(path, fault, times))

    def clear(self) -> None:
        """Switch everything off."""
        with self._lock:
            self._rules.clear()

    def taken(self, path: str, method: str = "GET") -> tuple[Fault, ...]:
        """The faults of one request. Each that was given a number of times counts down; one status at a time.

        A question for headers alone has no body to cut, and leaves that fault for the next.
        """
        with self._lock:
            found: list[Fault] = []
            for rule in self._rules:
                waits = isinstance(rule.fault, Status) and any(isinstance(one, Status) for one in found)
                waits = waits or (isinstance(rule.fault, Drop) and method == "HEAD")
                if waits or rule.left == 0 or not path.startswith(rule.path):
                    continue
                found.append(rule.fault)
                if rule.left is not None:
                    rule.left -= 1
            return tuple(found)
