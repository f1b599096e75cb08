"""Asking about the circles of those who are followed, within what may be asked in one run, and delivering the changes.

Each question may cost money: nobody is asked about twice in one day, nor again before the last answer has aged. What a
source leaves out is never read as gone: only an answer that tells the whole circle can end anything.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sources.bolagsverket.askable import organisations_of
from sources.bolagsverket.circles import memory as memories
from sources.bolagsverket.circles.answers import Answer, Channel, Found
from sources.bolagsverket.circles.memory import Memory
from sources.bolagsverket.circles.rows import rows_of
from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.faults import SourceUnreachable

#: So many questions in a row without a useful answer, and asking on is of no use.
FRUITLESS = 5
_TOLD_EVERY = 200


def fetch_circles(asked: Asked, channel: Channel) -> Iterator[Fetched]:
    """Ask a channel about as many as may be asked, and give what has changed, in one part.

    Raises:
        SourceFault: the source could not be read; what it answered before that has been given.
    """
    organisations = organisations_of(asked.followed["operator_id"].to_list())
    with memories.opened(asked.folder) as memory:
        due = memory.due(organisations, asked.day, channel.again_after_days)
        chosen = due[: asked.access.most_requests]
        tally = _ask(asked, channel, memory, chosen) if chosen else _Tally()
        months = memory.undelivered()
        if tally.answered or months or tally.fault is None:
            yield Fetched(
                rows={stem: rows for month in months for stem, rows in rows_of(memory, channel, month).items()},
                outcome=Outcome.COMPLETE if tally.fault is None and not tally.failed else Outcome.PARTIAL,
                covered_to=_covered_to(memory, organisations, asked.day),
                asked=tally.asked,
                answered=tally.answered,
                commit=partial(_note_delivered, asked.folder, months),
                remarks=_remarks(tally, waiting=len(due) - len(chosen)),
            )
    if tally.fault is not None:
        raise tally.fault


@dataclass
class _Tally:
    """How the questions of a run went."""

    asked: int = 0
    answered: int = 0
    found: Counter[Found] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    failed: list[SourceFault] = field(default_factory=list)
    fault: SourceFault | None = None
    fruitless: int = 0

    def count(self, answer: Answer) -> None:
        """Count an answer; a refused question gave none."""
        is_useful = answer.found is not Found.REFUSED
        self.asked += 1
        self.answered += is_useful
        self.fruitless = 0 if is_useful else self.fruitless + 1
        self.found[answer.found] += 1
        self.unread += answer.unread

    def count_failure(self, fault: SourceFault) -> None:
        """Count an answer that could not be used."""
        self.asked += 1
        self.fruitless += 1
        self.failed.append(fault)


def _ask(asked: Asked, channel: Channel, memory: Memory, chosen: Sequence[str]) -> _Tally:
    """Ask about each; a source that is out of reach is asked no more."""
    tally = _Tally()
    with channel.open(asked) as ask:
        for organisation in chosen:
            try:
                answer = ask(organisation)
            except SourceUnreachable as fault:
                tally.fault = fault
                break
            except SourceFault as fault:
                tally.count_failure(fault)
                memory.note_failure(organisation, asked.day)
            else:
                tally.count(answer)
                memory.note(organisation, asked.day, answer)
            if tally.fruitless == FRUITLESS:
                tally.fault = tally.failed[-1] if tally.failed else _refused(channel)
                break
            if tally.asked % _TOLD_EVERY == 0:
                asked.progress(f"{channel.what}: {tally.asked} av {len(chosen)} frågor ställda")
    if tally.fault is None and tally.failed and not tally.answered:
        tally.fault = tally.failed[-1]
    return tally


def _refused(channel: Channel) -> SourceFault:
    return SourceFault(f"{channel.what}: {FRUITLESS} frågor i rad avvisades (400); kontrollera avtalet och url")


def _covered_to(memory: Memory, organisations: Sequence[str], day: dt.date) -> dt.date | None:
    """With nobody to ask about, the source is complete to the day of the run."""
    return memory.covered_to(organisations) if organisations else day


def _note_delivered(folder: Path, months: Sequence[str]) -> None:
    with memories.opened(folder) as memory:
        memory.note_delivered(months)


def _remarks(tally: _Tally, waiting: int) -> tuple[str, ...]:
    """What a person should look at; counts alone, nobody's number."""
    told = [
        (tally.asked, "frågor ställda; varje fråga kan kosta"),
        (waiting, "organisationer väntar på nästa körning (most_requests)"),
        (tally.found[Found.NO], "organisationer finns inte hos källan; det som var känt om dem står kvar"),
        (tally.found[Found.REFUSED], "frågor avvisades av källan (400)"),
        (len(tally.failed), "svar gick inte att använda; samma frågor ställs igen nästa dag"),
        *((number, words) for words, number in sorted(tally.unread.items())),
    ]
    return tuple(f"{number} {words}" for number, words in told if number)
