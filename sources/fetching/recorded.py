"""What is recorded about a source that is asked over a network: why it may be read, what of it is used, if it is on.

One file per source is in `sources/connectors/`. What each does is a function of its own, imported when it is used.
"""

import datetime as dt
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sources.fetching.connector import Fetch
from sources.fetching.decisions import FILE, Decision
from sources.source import Cadence
from tables.code_lists import code_list, codes_of, labels_of
from tables.contracts import deliveries


class State(StrEnum):
    """Whether a source is read; `words` is what people are told."""

    OFF = "off"
    WAITING = "waiting"
    ON = "on"
    OVERDUE = "overdue"

    @property
    def words(self) -> str:
        """The state in Swedish."""
        return {"off": "av", "waiting": "väntar", "on": "på", "overdue": "på, översyn försenad"}[self.value]


@dataclass(frozen=True)
class Standing:
    """The state of a source with the sentence that says why, in Swedish."""

    state: State
    said: str

    @property
    def runs(self) -> bool:
        """Whether the source is read. A review that is overdue is shown, and stops nothing by itself."""
        return self.state in {State.ON, State.OVERDUE}


@dataclass(frozen=True)
class Connector:
    """What is recorded about one source that is asked over a network.

    Attributes:
        name: its code in the list `fetched_sources`, and its section in `sources.toml`.
        publisher: who answers for the contents.
        purpose: what we use it for, in Swedish; nothing else of it is read.
        legal_refs: keys of the code list `legal_refs`.
        legal_note: what whoever decides about it should know, in Swedish.
        fields_used: the publisher's field → our columns, as `table.column`. A field that is not here is not read.
        cadence: how often the publisher has something new.
        retention_years: how long rows are kept after the year they concern.
        owner: who within the inspectorate answers for the use of it.
        review: when its use is to be considered again, unless the decision says another day.
        is_open: it needs no credentials.
        needs_basis: it is off until a legal basis is recorded.
        off_because: why it is off from the start, in Swedish.
        fetch: where its work is, as `module:function`; nothing where there is no way to ask.
    """

    name: str
    publisher: str
    purpose: str
    legal_refs: tuple[str, ...]
    legal_note: str
    fields_used: Mapping[str, tuple[str, ...]]
    cadence: Cadence
    retention_years: int
    owner: str
    review: dt.date
    is_open: bool
    needs_basis: bool
    off_because: str
    fetch: str | None = None

    def __post_init__(self) -> None:
        if self.name not in codes_of("fetched_sources"):
            raise ValueError(f"{self.name}: not a code of fetched_sources; add it there first")
        unknown = set(self.legal_refs) - set(codes_of("legal_refs"))
        if unknown or not self.legal_refs:
            raise ValueError(f"{self.name}: legal references unknown or missing: {sorted(unknown)}")
        columns = {f"{table}.{name}" for table, one in deliveries().items() for name in one.delivered_columns()}
        strange = {column for used in self.fields_used.values() for column in used} - columns
        if strange:
            raise ValueError(f"{self.name}: fields are used for what is no delivered column: {sorted(strange)}")

    @property
    def label(self) -> str:
        """What an inspector calls it."""
        return labels_of("fetched_sources")[self.name]

    @property
    def tables(self) -> tuple[str, ...]:
        """The delivery tables that it gives rows of, in the order of the contracts."""
        used = {column.partition(".")[0] for columns in self.fields_used.values() for column in columns}
        return tuple(table for table in deliveries() if table in used)

    @property
    def max_age_days(self) -> int:
        """How old it may be before it is late."""
        return int(code_list("fetched_sources").filter(code=self.name).item(-1, "max_age_days"))

    def load(self) -> Fetch | None:
        """What fetches it; nothing where there is no way to ask."""
        if self.fetch is None:
            return None
        module, function = self.fetch.split(":")
        found: Fetch = getattr(importlib.import_module(module), function)
        return found


def state_of(connector: Connector, decision: Decision | None, day: dt.date) -> Standing:
    """Whether a source may be asked on a day, and why not.

    Args:
        connector: the source.
        decision: what `sources.toml` says of it; nothing when it says nothing.
        day: the day that reviews are held against.
    """
    if connector.fetch is None:
        return Standing(State.OFF, connector.off_because)
    if decision is None or not decision.enabled:
        return Standing(State.OFF, f"{connector.off_because} Slås på i {FILE}.")
    if connector.needs_basis and not decision.has_basis:
        return Standing(State.WAITING, f"Rättslig grund saknas: skriv legal_basis under [{connector.name}] i {FILE}.")
    access = decision.access
    if not (connector.is_open or (access.client_id.is_given and access.client_secret.is_given)):
        return Standing(State.WAITING, f"Inloggning saknas: ange client_id och client_secret under [{connector.name}].")
    review = decision.review or connector.review
    if review < day:
        return Standing(State.OVERDUE, f"Hämtas, men användningen skulle ha setts över senast {review}.")
    return Standing(State.ON, f"Hämtas enligt beslut {decision.decided_at} av {decision.decided_by}.")
