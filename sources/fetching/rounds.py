"""One round among the sources: which of them may be asked and have not been yet, and how it went with each.

Asking one source is `walk.py`; what is decided about it `decisions.py`; when a source is late `tables/freshness.py`.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sources.fetching import book, decisions, walk
from sources.fetching.connector import Outcome
from sources.fetching.decisions import FILE, Decision
from sources.fetching.recorded import State
from sources.fetching.registry import CONNECTORS, Connector, state_of
from sources.fetching.walk import Account, Errand
from tables.code_lists import labels_of


@dataclass(frozen=True)
class Told:
    """How it went with one source in a round, as people are told."""

    connector: Connector
    account: Account
    day: dt.date
    reach: dt.date | None

    @property
    def source(self) -> str:
        """The source's code."""
        return self.connector.name

    @property
    def is_whole(self) -> bool:
        """Whether everything was fetched."""
        return self.account.outcome is Outcome.COMPLETE

    @property
    def age_days(self) -> int | None:
        """Days since the last day that is complete, by this round or an earlier one; nothing where none is."""
        return None if self.reach is None else max((self.day - self.reach).days, 0)

    @property
    def is_on_time(self) -> bool:
        """Whether all that was asked came, and what is whole is not older than it may be.

        What has never been whole, and is asked about a few each day without trouble, is not late for that.
        """
        age = self.age_days
        return self.account.untroubled and (age is None or age <= self.connector.max_age_days)

    def figures(self) -> dict[str, str | int]:
        """The figures of the round."""
        covered = self.account.covered_to
        return {
            "outcome": self.account.outcome.value,
            "covered_to": "" if covered is None else covered.isoformat(),
            "asked": self.account.asked,
            "answered": self.account.answered,
        }

    def sentence(self) -> str:
        """How it went, in Swedish. What has never been whole, without trouble, is told by how many answers came."""
        if self.reach is None and self.account.untroubled:
            answers = f"{self.account.answered} av {self.account.asked} frågor besvarade"
            return f"{self.connector.label}: {answers if self.account.asked else 'ingen att fråga om den här gången'}"
        word = labels_of("fetch_outcomes")[self.account.outcome.value]
        reach = "aldrig hämtad hel" if self.reach is None else f"uppgifter t.o.m. {self.reach}"
        late = "" if self.is_on_time or not self.is_whole else f"; äldre än {self.connector.max_age_days} dagar"
        fault = f". {self._fault}" if self.account.fault else ""
        return f"{self.connector.label}: {word}, {reach}{late}{fault}"

    @property
    def _fault(self) -> str:
        """What went wrong, without the label that the sentence begins with."""
        fault = (self.account.fault or "").removeprefix(f"{self.connector.label}: ")
        return fault[:1].upper() + fault[1:] if fault != self.account.fault else fault


def round_of(errand: Errand, chosen: Collection[str], environment: Mapping[str, str]) -> Iterator[Told]:
    """Ask those of the chosen sources that may be asked, one at a time, and tell how it went.

    What was fetched whole on the same day already is not asked again. What may no longer be asked is noted as stopped,
    so that it is not late for ever.

    Raises:
        DecisionFault: `sources.toml` cannot be used.
    """
    decided = decisions.load(errand.home, environment)
    for name, connector in CONNECTORS.items():
        if name not in chosen:
            continue
        decision = decided.get(name)
        standing = state_of(connector, decision, errand.day)
        fetch = connector.load() if standing.runs else None
        if decision is None or fetch is None:
            if standing.state is State.WAITING:
                errand.progress(f"{connector.label}: hämtas inte. {standing.said}")
            walk.stop(errand, name)
        elif walk.is_done(errand, name):
            yield _told(errand, connector, _as_noted(errand, name))
        else:
            errand.progress(f"{connector.label} …")
            yield _told(errand, connector, walk.fetch_source(errand, name, fetch, decision.access))


def nothing_to_ask(decided: Mapping[str, Decision], chosen: Sequence[str], day: dt.date) -> str | None:
    """Why none of the chosen sources is asked, in Swedish; nothing where one is, or waits and is told by the round.

    The round is walked all the same: what was asked before and is no longer is noted as stopped.
    """
    found = {name: state_of(CONNECTORS[name], decided.get(name), day) for name in chosen}
    if any(one.state is not State.OFF for one in found.values()):
        return None
    if len(found) == 1:
        ((name, standing),) = found.items()
        return f"{name} hämtas inte. {standing.said}"
    return f"Ingen källa är påslagen i {FILE}, så inget hämtas. `tillsynsradar sources NAMN` visar vad som ska stå där."


def _told(errand: Errand, connector: Connector, account: Account) -> Told:
    return Told(connector, account, errand.day, book.reach(errand.home, connector.name))


def _as_noted(errand: Errand, name: str) -> Account:
    entry = book.latest(errand.home, name)
    if entry is None:
        raise ValueError(f"{name}: nothing is noted in the book")
    return Account(name, entry.outcome, entry.covered_to, entry.asked, entry.answered)
