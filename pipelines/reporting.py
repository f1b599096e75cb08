"""What came of a run, read from the orchestrator's events: how it ended, what was said, which checks were not met."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from assets.fetched import ON_TIME
from assets.in_force import CURRENT
from sources.failed_inputs import DELIVERY
from tables.endings import note_ending
from tables.store import WarehouseBusy

#: Errors whose message says which file or setting is wrong and what to do.
_SAYS_IT_ALL = frozenset({"DecisionFault", "KeyFault", "ProfileError"})


class Ending(StrEnum):
    """How a run ended; `HELD` is done, though a delivery was refused, and lists that need it stay the earlier ones."""

    DONE = "done"
    LATE = "late"
    HELD = "held"
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """How a run ended and what there is to say about it.

    Attributes:
        messages: what went wrong, in the words of where it happened.
        warnings: checks that were not met without stopping anything, as `table: check`.
        held: one sentence for each list that is held back, and why.
    """

    ending: Ending
    messages: tuple[str, ...]
    warnings: tuple[str, ...]
    held: tuple[str, ...] = ()


def outcome(events: Sequence[dg.DagsterEvent], *, is_done: bool) -> Outcome:
    """Read a finished run.

    Args:
        events: everything that happened in it, in order.
        is_done: whether it came to its end.
    """
    unmet = [check for check in _checks(events) if not check.passed]
    warned = [check for check in unmet if check.severity is dg.AssetCheckSeverity.WARN]
    blocked = [check for check in unmet if check.severity is dg.AssetCheckSeverity.ERROR]
    if is_done and all(map(_is_about_delivery, blocked)):
        return _done(warned, blocked)
    failures = [event for event in events if event.is_step_failure]
    messages = tuple(map(_named, blocked)) or tuple(map(_message, failures)) or _outside(events)
    return Outcome(_ending(events, failures, blocked), messages, tuple(map(_named, warned)))


def note(home: Path, told: Outcome) -> None:
    """Write down how a run of everything ended, for readers; one that never began says nothing about the data."""
    if told.ending is not Ending.BUSY:
        note_ending(home, told.ending)


def _checks(events: Sequence[dg.DagsterEvent]) -> list[dg.AssetCheckEvaluation]:
    kind = dg.DagsterEventType.ASSET_CHECK_EVALUATION
    return [cast("dg.AssetCheckEvaluation", one.event_specific_data) for one in events if one.event_type is kind]


def _done(warned: list[dg.AssetCheckEvaluation], refused: list[dg.AssetCheckEvaluation]) -> Outcome:
    """A run that came to its end, whatever failed of what comes in."""
    late = tuple(_late(check) for check in warned if check.check_name == ON_TIME)
    held = tuple(line for check in warned if check.check_name == CURRENT for line in str(check.description).split("\n"))
    rest = tuple(_named(check) for check in warned if check.check_name not in {ON_TIME, CURRENT})
    wrong = tuple(dict.fromkeys(line for check in refused for line in _refused(check)))
    ending = Ending.HELD if wrong else Ending.LATE if late else Ending.DONE
    return Outcome(ending, (*wrong, *late), rest, held)


def _is_about_delivery(check: dg.AssetCheckEvaluation) -> bool:
    return check.asset_key.path[0] == "raw" and check.check_name == DELIVERY


def _refused(check: dg.AssetCheckEvaluation) -> list[str]:
    """What is wrong with a delivery: a file that was not taken in says which it is."""
    return str(check.description).split("\n") if "refused" in check.metadata else [_named(check)]


def _late(check: dg.AssetCheckEvaluation) -> str:
    """A source by the name that commands take, and how it went."""
    return f"{check.asset_key.path[-1]}: {check.description}"


def _ending(
    events: Sequence[dg.DagsterEvent], failures: list[dg.DagsterEvent], blocked: list[dg.AssetCheckEvaluation]
) -> Ending:
    is_about_delivery = any(check.asset_key.path[0] == "raw" for check in blocked)
    if is_about_delivery or any("refused" in _failure_metadata(event) for event in failures):
        return Ending.REFUSED
    is_busy = any(error.cls_name == WarehouseBusy.__name__ for error in _errors(events))
    return Ending.BUSY if is_busy else Ending.FAILED


def _failure_metadata(event: dg.DagsterEvent) -> dict[str, object]:
    said = event.step_failure_data.user_failure_data
    return dict(said.metadata) if said else {}


def _message(event: dg.DagsterEvent) -> str:
    """What a failed step says; an error of our own says it all, any other is named with its kind."""
    data = event.step_failure_data
    if data.user_failure_data and data.user_failure_data.description:
        return data.user_failure_data.description
    error = data.error.cause or data.error if data.error else None
    if error is None:
        return f"{event.step_key}: misslyckades"
    if error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return "den stoppades utifrån"
    words = error.message.strip()
    return words.partition(": ")[2] if error.cls_name in _SAYS_IT_ALL else f"{event.step_key}: {words}"


def _outside(events: Sequence[dg.DagsterEvent]) -> tuple[str, ...]:
    """What to say of a run that failed outside its steps."""
    return tuple(f"{error.cls_name}: {error.message.strip()}" for error in _errors(events)[-1:])


def _errors(events: Sequence[dg.DagsterEvent]) -> list[SerializableErrorInfo]:
    """The errors of a run that failed outside its steps, outermost first."""
    chain = []
    for event in events:
        error = event.job_failure_data.error if event.is_job_failure else None
        while error is not None:
            chain.append(error)
            error = error.cause
    return chain


def _named(check: dg.AssetCheckEvaluation) -> str:
    text = f"{'/'.join(check.asset_key.path)}: {check.check_name}"
    return f"{text}: {check.description}" if check.description else text
