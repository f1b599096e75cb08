"""The connector: asks about the organisations that the care register knows, those longest unasked first.

What changed since the last answer becomes rows of `company_answer`; what is remembered is in `memory.py`, and whom it
can be asked about in `sources/bolagsverket/askable.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from sources.bolagsverket.askable import can_be_right, is_number, organisations_of
from sources.bolagsverket.vdm.answers import SOURCE_DOWN, read_answer
from sources.bolagsverket.vdm.memory import ANSWER, Memory, covered, due, load
from sources.bolagsverket.vdm.service import WHO, Service
from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.faults import SourceUnreachable
from tables.raw import CompanyAnswer

SOURCE = "vardefulla_datamangder"
#: So many are asked before what was answered is put away.
BATCH = 200
#: So many questions refused in a row, and the source is taken for out of order.
MOST_REFUSED_IN_A_ROW = 3
_ASKED = {"operator_id": pl.String(), "answered_at": pl.Date(), "tried_at": pl.Date(), "batch": pl.Int64()}


@dataclass(frozen=True)
class _Round:
    """Whom a run asks, the number of its first file, and what it says about those it does not ask."""

    organisations: list[str]
    first_number: int
    parts: list[list[str]]
    remarks: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))


@dataclass
class _Batch:
    """What came of asking about some organisations."""

    number: int
    answers: list[dict[str, object]] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    n_down: int = 0
    fault: SourceFault | None = None

    @property
    def is_nothing(self) -> bool:
        """The source was gone from the beginning."""
        return isinstance(self.fault, SourceUnreachable) and not self.asked

    @property
    def is_whole(self) -> bool:
        return self.fault is None and not self.refused and not self.n_down

    def answer_rows(self) -> pl.DataFrame:
        return pl.DataFrame(self.answers, schema=ANSWER)

    def asked_rows(self) -> pl.DataFrame:
        return pl.DataFrame(self.asked, schema=_ASKED)


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Ask about each organisation that has not been answered in whole today, as far as `most_requests` goes.

    Raises:
        SourceUnreachable: the source was or went out of reach; what was answered before has been given.
        SourceFault: the memory cannot be read, there are no credentials, or the source refuses one after another.
    """
    memory = load(asked.folder)
    plan, memory = _plan(asked, memory)
    with Service.open(asked.access) as service:
        n_done = 0
        for number, part in enumerate(plan.parts, start=plan.first_number):
            batch = _ask(service, part, asked, number)
            if batch.fault is not None and batch.is_nothing:
                raise batch.fault
            news, memory = memory.news(batch.answer_rows()), memory.after(batch.answer_rows(), batch.asked_rows())
            n_done += len(part)
            yield _fetched(asked, plan, batch, news, memory, is_last=n_done == plan.size or batch.fault is not None)
            if batch.fault is not None:
                raise batch.fault
            asked.progress(f"{WHO}: {n_done} av {plan.size} organisationer")


def _plan(asked: Asked, memory: Memory) -> tuple[_Round, Memory]:
    """Whom to ask in this run, and what is remembered of those that may be asked at all."""
    everybody = asked.followed["operator_id"].to_list()
    organisations = organisations_of(everybody)
    first_number, memory = memory.next_batch, memory.only(organisations)
    waiting = due(memory, organisations, asked.day)
    now = waiting[: asked.access.most_requests]
    parts = [now[start : start + BATCH] for start in range(0, len(now), BATCH)] or [[]]
    n_persons = sum(one.startswith("P-") for one in everybody)
    n_wrong = sum(is_number(one) and not can_be_right(one) for one in everybody)
    said = (
        (n_persons, "fysiska personer frågas inte om: deras nummer sparas inte"),
        (n_wrong, "organisationsnummer kan inte vara rätta och frågas inte om"),
        (len(waiting) - len(now), "organisationer väntar till nästa körning; höj most_requests om det är för sent"),
    )
    remarks = tuple(f"{number} {text}" for number, text in said if number)
    return _Round(organisations, first_number, parts, remarks), memory


def _ask(service: Service, part: list[str], asked: Asked, number: int) -> _Batch:
    """Ask about some organisations, one at a time, until the source gives up."""
    batch, n_in_a_row = _Batch(number), 0
    for organisation in part:
        try:
            answer = service.organisations(organisation)
            rows = read_answer(answer.body, organisation, asked.key)
        except SourceUnreachable as fault:
            batch.fault = fault
            return batch
        except SourceFault as fault:
            n_in_a_row += 1
            batch.refused.append(str(fault))
            batch.asked.append({"operator_id": organisation, "tried_at": asked.day, "batch": number})
            if n_in_a_row >= MOST_REFUSED_IN_A_ROW:
                batch.fault = fault
                return batch
            continue
        n_in_a_row = 0
        is_down = any(row.state == SOURCE_DOWN for row in rows)
        batch.n_down += is_down
        batch.answers += [{**vars(row), "known_at": answer.day} for row in rows]
        answered = None if is_down else answer.day
        batch.asked.append(
            {"operator_id": organisation, "answered_at": answered, "tried_at": asked.day, "batch": number}
        )
    return batch


def _fetched(
    asked: Asked, plan: _Round, batch: _Batch, news: pl.DataFrame, memory: Memory, *, is_last: bool
) -> Fetched:
    """A batch as it is handed over; the last says how far everything reaches, with nobody to ask about to today."""
    reach = (covered(memory, plan.organisations) if plan.organisations else asked.day) if is_last else None
    rows = news.with_columns(source=pl.lit(SOURCE)).select(CompanyAnswer.delivered_columns())
    return Fetched(
        rows={f"company_answer_vdm_{asked.day}_{batch.number:06d}": rows},
        outcome=Outcome.COMPLETE if batch.is_whole else Outcome.PARTIAL,
        covered_to=reach,
        asked=len(batch.asked) + isinstance(batch.fault, SourceUnreachable),
        answered=len(batch.asked) - len(batch.refused),
        commit=lambda: memory.save(asked.folder),
        remarks=(*_remarks(batch), *(plan.remarks if is_last else ())),
    )


def _remarks(batch: _Batch) -> tuple[str, ...]:
    down = f"{batch.n_down} svar saknar uppgifter, eftersom den som har dem inte svarade; de senast kända står kvar"
    counts = {told: batch.refused.count(told) for told in sorted(set(batch.refused))}
    return (*([down] if batch.n_down else []), *(f"{number} utan svar: {told}" for told, number in counts.items()))
