"""The book of decisions on proposals: who accepted, rejected or withdrew which, when, and why. Only ever added to.

One line of JSON for each decision, in the home directory. The day is an argument; it is read off a clock by whoever
calls. What an accepted proposal becomes is in `accepted.py`.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from sources.decided import FOLDER, alone
from sources.identity import masked
from tables.store import atomic_write

BOOK = FOLDER / "links.jsonl"
LONGEST = 1000
What = Literal["accepted", "rejected", "withdrawn"]
State = Literal["open", "in_force", "accepted", "rejected", "withdrawn"]
#: The kind of link that holds without a decision, and that a rejection ends.
_HOLDS = "predecessor"


class DecisionRefused(ValueError):
    """A decision that cannot be taken; says why, in Swedish."""


@dataclass(frozen=True)
class Decided:
    """One decision.

    Attributes:
        on: the day it was taken.
        what: what was decided.
        proposal: the proposal as it was shown, by its columns.
        by: the role of who decided.
        because: the reason, in the decider's words.
    """

    on: dt.date
    what: What
    proposal: Mapping[str, Any]
    by: str
    because: str

    @property
    def proposal_id(self) -> str:
        """Which proposal it is about."""
        return str(self.proposal["proposal_id"])


def read_book(home: Path) -> list[Decided]:
    """All decisions, in the order they were taken."""
    path = home / BOOK
    if not path.exists():
        return []
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def decide(home: Path, decided: Decided) -> None:
    """Write a decision down. Two that are taken at once are both kept, unless the second no longer can be.

    Raises:
        DecisionRefused: it cannot be taken: decided already, nothing to withdraw, or no reason is given.
    """
    _require_words(decided)
    with alone(home):
        book = read_book(home)
        _require_turn(decided, standing(book).get(decided.proposal_id))
        whole = [*book, decided]
        atomic_write(home / BOOK, "".join(_line(one) for one in whole).encode())


def standing(book: list[Decided]) -> dict[str, Decided]:
    """The latest decision on each proposal."""
    return {one.proposal_id: one for one in book}


def state_of(proposal: Mapping[str, Any], latest: Decided | None) -> State:
    """Where a proposal stands. What was rejected or withdrawn is open again when what was compared has changed.

    A link to a predecessor holds without a decision. What has been rejected of these stays so, whatever changes.
    """
    if proposal["kind"] == _HOLDS:
        return "rejected" if latest is not None and latest.what == "rejected" else "in_force"
    if latest is None:
        return "open"
    if latest.what == "accepted":
        new = set(proposal["reports"]) - set(latest.proposal["reports"])
        return "open" if new else "accepted"
    return latest.what if latest.proposal["evidence"] == proposal["evidence"] else "open"


def with_states(proposals: pl.DataFrame, book: list[Decided]) -> pl.DataFrame:
    """The proposals with `state`."""
    latest = standing(book)
    states = [state_of(row, latest.get(str(row["proposal_id"]))) for row in proposals.iter_rows(named=True)]
    return proposals.with_columns(state=pl.Series(states, dtype=pl.String))


def _require_words(decided: Decided) -> None:
    for name, text, longest in (("--by", decided.by, 80), ("--because", decided.because, LONGEST)):
        if not text.strip():
            raise DecisionRefused(f"{name} är tomt; skriv vem som beslutar, i vilken roll, och varför")
        if len(text) > longest:
            raise DecisionRefused(f"{name} är längre än {longest} tecken")
        if masked(text) != text:
            raise DecisionRefused(f"{name} innehåller något som kan vara ett personnummer; skriv om utan det")


def _require_turn(decided: Decided, latest: Decided | None) -> None:
    stands = state_of(decided.proposal, latest)
    if decided.proposal["kind"] == _HOLDS:
        _require_other(decided, stands)
    elif decided.what == "withdrawn" and (latest is None or latest.what != "accepted"):
        raise DecisionRefused("förslaget är inte godkänt, så det finns inget att återta")
    if decided.what != "withdrawn" and stands in ("accepted", "rejected") and latest is not None:
        word = {"accepted": "godkänt", "rejected": "avvisat"}[stands]
        raise DecisionRefused(f"förslaget är redan {word}, {latest.on} av {latest.by}")
    if latest is not None and latest.on > decided.on:
        raise DecisionRefused(f"det senaste beslutet om förslaget är från {latest.on}; ett nytt kan inte vara äldre")


def _require_other(decided: Decided, stands: State) -> None:
    """A link that holds can be rejected, and a rejection taken back; there is nothing to accept."""
    if decided.what == "accepted":
        raise DecisionRefused("sambandet med en föregångare gäller utan beslut; det kan avvisas (reject)")
    if decided.what == "withdrawn" and stands != "rejected":
        raise DecisionRefused("sambandet är inte avvisat, så det finns inget att återta")


def _line(decided: Decided) -> str:
    row = asdict(decided) | {"on": decided.on.isoformat(), "proposal": dict(decided.proposal)}
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n"


def _read(row: Mapping[str, Any]) -> Decided:
    day = dt.date.fromisoformat(row["on"])
    proposal = {**row["proposal"], "since": dt.date.fromisoformat(str(row["proposal"]["since"]))}
    return Decided(day, row["what"], proposal, row["by"], row["because"])
